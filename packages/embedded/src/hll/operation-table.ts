import { HllOp, HllWriteFlag, type WireValue } from '@aeroform/protocol';
import type { Estimated } from './estimate.js';
import type { HllArguments, HllParameter } from './hll-arguments.js';
import { add, fold, type HllModification, init, refreshCount, setUnion } from './modify.js';
import {
  count,
  describe,
  getUnion,
  intersectCount,
  mayContain,
  similarity,
  unionCount,
} from './read.js';
import type { Sketch } from './sketch.js';

interface OperationRow {
  /** Names of the arguments, in the order on the wire. */
  readonly parameters: readonly HllParameter[];
  /** How many of them must be sent. */
  readonly required: number;
  /** The write flags that the operation allows. */
  readonly allowedFlags: number;
}

export interface HllReadOperation extends OperationRow {
  readonly mode: 'read';
  readonly read: (present: Estimated, args: HllArguments) => WireValue;
}

export interface HllModifyOperation extends OperationRow {
  readonly mode: 'modify';
  readonly modify: (present: Sketch | undefined, args: HllArguments) => HllModification;
}

const { createOnly, updateOnly, noFail, allowFold } = HllWriteFlag;

export const HLL_OPERATIONS: Record<HllOp, HllReadOperation | HllModifyOperation> = {
  [HllOp.init]: {
    mode: 'modify',
    parameters: ['indexBits', 'minHashBits', 'flags'],
    required: 0,
    allowedFlags: createOnly | updateOnly | noFail,
    modify: init,
  },
  [HllOp.add]: {
    mode: 'modify',
    parameters: ['elements', 'indexBits', 'minHashBits', 'flags'],
    required: 1,
    allowedFlags: createOnly | noFail,
    modify: add,
  },
  [HllOp.setUnion]: {
    mode: 'modify',
    parameters: ['sketches', 'flags'],
    required: 1,
    allowedFlags: createOnly | updateOnly | allowFold | noFail,
    modify: setUnion,
  },
  [HllOp.refreshCount]: {
    mode: 'modify',
    parameters: [],
    required: 0,
    allowedFlags: 0,
    modify: refreshCount,
  },
  [HllOp.fold]: {
    mode: 'modify',
    parameters: ['indexBits'],
    required: 1,
    allowedFlags: 0,
    modify: fold,
  },
  [HllOp.count]: reading([], count),
  [HllOp.getUnion]: reading(['sketches'], getUnion),
  [HllOp.unionCount]: reading(['sketches'], unionCount),
  [HllOp.intersectCount]: reading(['sketches'], intersectCount),
  [HllOp.similarity]: reading(['sketches'], similarity),
  [HllOp.describe]: reading([], describe),
  [HllOp.mayContain]: reading(['elements'], mayContain),
};

function reading(
  parameters: readonly HllParameter[],
  read: HllReadOperation['read'],
): HllReadOperation {
  return { mode: 'read', parameters, required: parameters.length, allowedFlags: 0, read };
}
