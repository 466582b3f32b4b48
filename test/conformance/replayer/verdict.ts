import { LEDGER_FILE } from './ledger.js';
import type { StepOutcome } from './play-step.js';
import { stepReport } from './step-report.js';

/**
 * What is wrong with the outcomes of a scenario: steps that fail and are not in the ledger, and steps
 * in the ledger that do not fail.
 */
export function verdict(
  scenarioId: string,
  outcomes: readonly StepOutcome[],
  expectedFailures: ReadonlySet<number>,
): string[] {
  return outcomes.flatMap((outcome) => {
    const { index, label } = outcome.step;
    const fails = outcome.differences.length > 0;
    if (fails === expectedFailures.has(index)) return [];
    if (fails) return [stepReport(scenarioId, outcome)];
    return [`${scenarioId} step ${index} is as recorded: take it out of ${LEDGER_FILE} (${label})`];
  });
}
