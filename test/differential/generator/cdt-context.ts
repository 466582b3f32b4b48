import { CDT_CONTEXT_CALL, CdtContextType } from '@aeroform/protocol';
import type { Random } from './random.js';
import type { Tree } from './tree.js';
import * as values from './values.js';

const { listIndex, listRank, listValue, mapIndex, mapRank, mapKey, mapValue } = CdtContextType;
const CREATE = [0x40, 0x80, 0xc0];

/** Steps that lead into what is there. Ranks never create (ledger: creating-contexts). */
function plainStep(random: Random): readonly [number, Tree] {
  const kind = random.below(7);
  if (kind < 2) return [listIndex, random.between(-3, 4)];
  if (kind < 4) return [mapKey, values.mapKey(random)];
  if (kind < 5) return [random.pick([listRank, mapRank]), random.between(-3, 3)];
  if (kind < 6) return [mapIndex, random.between(-3, 3)];
  return [random.pick([listValue, mapValue]), values.value(random, 1)];
}

function creatingStep(random: Random, persist: boolean): readonly [number, Tree] {
  const flags = random.pick(CREATE) | (persist ? 0x100 : 0);
  // Negative indexes of lists to be created stop a real server, too.
  if (random.percent(50)) return [listIndex | flags, random.between(0, 4)];
  return [mapKey | flags, values.mapKey(random)];
}

/** Puts an operation into a context, so many times in a hundred. */
export function inContext(random: Random, chance: number, operation: readonly Tree[]): Tree {
  if (!random.percent(chance)) return operation;
  const steps: Tree[] = [];
  for (let i = random.pick([1, 1, 1, 2, 2, 3]); i > 0; i--) {
    const creates = random.percent(30);
    steps.push(...(creates ? creatingStep(random, random.percent(5)) : plainStep(random)));
  }
  if (random.percent(1)) steps.pop();
  return [CDT_CONTEXT_CALL, steps, operation];
}
