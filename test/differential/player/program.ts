import { Random, seedOf } from '../generator/random.js';
import type { Scope } from '../generator/scope.js';
import type { Family, GeneratedRequest } from '../generator/step.js';
import { FAMILIES } from '../families/all.js';

export const EPISODE_STEPS = 40;
/** So many steps in a hundred are of another family than their episode. */
const FOREIGN_PERCENT = 8;

/** One step of the program: where it plays decides which frame it becomes. */
export interface ProgramStep {
  readonly family: Family;
  readonly seed: number;
}

/** Steps that play on records, indexes and jobs of their own. */
export interface Episode {
  readonly index: number;
  readonly steps: readonly ProgramStep[];
}

/** The part with this number of the program with this seed. */
export function episode(seed: number, index: number, only?: readonly string[]): Episode {
  const random = new Random(seedOf(seed, index));
  const families =
    only === undefined ? FAMILIES : FAMILIES.filter(({ name }) => only.includes(name));
  const family = random.pick(families);
  // Ledger: replace-indexed.
  const fellows = families.filter(({ indexed }) => indexed === family.indexed);
  const steps = Array.from({ length: EPISODE_STEPS }, () => ({
    family: random.percent(FOREIGN_PERCENT) ? random.pick(fellows) : family,
    seed: random.next(),
  }));
  return { index, steps };
}

/** @param taskIds - such a number must be unlike for all scopes that a server meets. */
export function scopeOf(name: string, taskIds: number): Scope {
  let next = 0n;
  return { set: name, nextTaskId: () => (BigInt(taskIds) << 20n) + ++next };
}

export function requestOf(step: ProgramStep, scope: Scope): GeneratedRequest {
  return step.family.generate(new Random(step.seed), scope);
}
