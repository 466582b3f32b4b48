import type { ChaosResult } from './play.js';
import type { ScenarioResult } from './scenario/play-scenario.js';

type Column = readonly [title: string, of: (result: ScenarioResult) => string | number];

const COLUMNS: readonly Column[] = [
  ['scenario', ({ scenario, node }) => `${scenario} (node ${node})`],
  ['acknowledged', ({ acknowledged }) => acknowledged],
  ['refused', ({ refused }) => refused],
  ['in doubt', ({ inDoubt }) => inDoubt],
  ['found', ({ found }) => found],
  ['doubts found', ({ doubtsFound }) => doubtsFound],
  ['repeated', ({ repeated }) => repeated],
  ['failover ms', ({ failover }) => failover],
  ['recovery ms', ({ recovery }) => recovery],
  ['in use ms', ({ inUse }) => inUse],
  ['stall ms', ({ stall }) => stall],
  ['late', ({ lateFailures }) => lateFailures.length],
  ['violations', ({ violations }) => violations.length],
];
const NAME_WIDTH = 28;
const WIDTH = 14;

/** Heads of the columns of {@link formatRow}. */
export const HEADING: string = formatCells(COLUMNS.map(([title]) => title));

/** One line of the table. */
export function formatRow(result: ScenarioResult): string {
  return formatCells(COLUMNS.map(([, of]) => `${of(result)}`));
}

function formatCells([first = '', ...rest]: readonly string[]): string {
  return first.padEnd(NAME_WIDTH) + rest.map((cell) => cell.padStart(WIDTH)).join('');
}

/** Failures of a kind with an example of it. */
export function formatFailures(failures: readonly string[]): string {
  const kinds = new Map<string, string[]>();
  for (const text of failures) {
    const [kind = ''] = text.split(': {', 1);
    kinds.set(kind, [...(kinds.get(kind) ?? []), text]);
  }
  return [...kinds.values()].map((all) => `✗ ${all.length} × ${String(all[0])}`).join('\n');
}

/** How often each error came, the most frequent first. */
export function formatErrors({ scenarios }: ChaosResult): string {
  const counts = new Map<string, number>();
  for (const [name, count] of scenarios.flatMap(({ errors }) => Object.entries(errors))) {
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${String(count).padStart(8)}  ${name}`)
    .join('\n');
}

/**
 * What must not be, with the scenario in which it was.
 *
 * @param limit - milliseconds that a recovery may take.
 */
export function failuresOf({ scenarios, unhandled }: ChaosResult, limit: number): string[] {
  return [
    ...unhandled.map((text) => `unhandled rejection: ${text}`),
    ...scenarios.flatMap(({ scenario, violations, recovery, inUse, lateFailures }) => {
      const failures = violations.map((text) => `${scenario}: ${text}`);
      if (recovery > limit) failures.push(`${scenario}: recovered after ${recovery} ms`);
      if (inUse > limit) failures.push(`${scenario}: the node was in use after ${inUse} ms`);
      const late = lateFailures.map((each) => `${scenario}: failed late: ${JSON.stringify(each)}`);
      return [...failures, ...late];
    }),
  ];
}
