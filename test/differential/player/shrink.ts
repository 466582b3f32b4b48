import type { Disagreement, SideBySide } from './side-by-side.js';
import type { ProgramStep } from './program.js';
import type { Scope } from '../generator/scope.js';

/** The fewest steps found that end with a disagreement. */
export interface Shrunk {
  readonly steps: readonly ProgramStep[];
  readonly disagreement: Disagreement;
}

const MAX_ATTEMPTS = 250;

/**
 * Leaves steps out of a history as long as its last step is still answered differently. Each attempt
 * plays in a scope of its own; a difference that only shows in one scope is reported unshrunk.
 */
export async function shrink(
  servers: SideBySide,
  history: readonly ProgramStep[],
  freshScope: () => Scope,
): Promise<Shrunk | undefined> {
  let attempts = 0;
  const attempt = async (steps: readonly ProgramStep[]): Promise<Shrunk | undefined> => {
    attempts++;
    const disagreement = await servers.play(steps, freshScope());
    if (disagreement === undefined) return undefined;
    return { steps: steps.slice(0, disagreement.at + 1), disagreement };
  };
  const first = await attempt(history);
  if (first === undefined) return undefined;
  let best: Shrunk = first;
  for (let size = best.steps.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < best.steps.length - 1 && attempts < MAX_ATTEMPTS;) {
      const kept: readonly ProgramStep[] = without(best.steps, from, size);
      const smaller: Shrunk | undefined = await attempt(kept);
      if (smaller === undefined) from += size;
      else best = smaller;
    }
  }
  return best;
}

/** The steps without some of them; the last one always stays. */
function without(
  steps: readonly ProgramStep[],
  from: number,
  size: number,
): readonly ProgramStep[] {
  const last = steps.length - 1;
  return [...steps.slice(0, from), ...steps.slice(Math.min(from + size, last))];
}
