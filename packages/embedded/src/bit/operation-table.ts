import { BitOp, BitWriteFlag, type WireValue } from '@aeroform/protocol';
import type { BitArguments, BitParameter } from './bit-arguments.js';
import { addInteger, setInteger, subtractInteger } from './bit-integer.js';
import {
  andBits,
  notBits,
  orBits,
  setBits,
  shiftBitsLeft,
  shiftBitsRight,
  xorBits,
} from './overwrite.js';
import { countBits, getBits, getInteger, scanLeft, scanRight } from './read.js';
import { insert, remove, resize } from './resize.js';

interface OperationRow {
  /** Names of the arguments, in the order on the wire. */
  readonly parameters: readonly BitParameter[];
  /** How many of them must be sent. */
  readonly required: number;
  /** The write flags that the operation allows. */
  readonly allowedFlags: number;
}

/** What an operation needs of the range that its offset and size name. */
export const RangeRule = {
  /** The operation looks after itself. */
  none: 'none',
  /** It must lie inside the bytes. */
  inside: 'inside',
  /** It must start inside; with the flag "partial" it is cut to what is there. */
  startsInside: 'startsInside',
} as const;
export type RangeRule = (typeof RangeRule)[keyof typeof RangeRule];

export interface BitReadOperation extends OperationRow {
  readonly mode: 'read';
  readonly read: (bytes: Buffer, args: BitArguments) => WireValue;
}

export interface BitModifyOperation extends OperationRow {
  readonly mode: 'modify';
  readonly range: RangeRule;
  /** Whether the operation can create a bin. */
  readonly creates: boolean;
  /** Undefined when the operation can't be applied, or leaves the bytes alone. */
  readonly modify: (bytes: Buffer, args: BitArguments) => Buffer | undefined;
}

const { createOnly, updateOnly, noFail, partial } = BitWriteFlag;

export const BIT_OPERATIONS: Record<BitOp, BitReadOperation | BitModifyOperation> = {
  [BitOp.resize]: creating(['byteSizeOrZero', 'flags', 'resizeFlags'], 1, resize),
  [BitOp.insert]: creating(['byteOffset', 'bytes', 'flags'], 2, insert),
  [BitOp.remove]: {
    ...overwriting(['byteOffset', 'byteSize', 'flags'], remove),
    range: RangeRule.none,
  },
  [BitOp.set]: overwriting(['offset', 'size', 'bytes', 'flags'], setBits),
  [BitOp.or]: overwriting(['offset', 'size', 'bytes', 'flags'], orBits),
  [BitOp.xor]: overwriting(['offset', 'size', 'bytes', 'flags'], xorBits),
  [BitOp.and]: overwriting(['offset', 'size', 'bytes', 'flags'], andBits),
  [BitOp.not]: overwriting(['offset', 'size', 'flags'], notBits),
  [BitOp.leftShift]: overwriting(['offset', 'size', 'shift', 'flags'], shiftBitsLeft),
  [BitOp.rightShift]: overwriting(['offset', 'size', 'shift', 'flags'], shiftBitsRight),
  [BitOp.add]: calculating(['offset', 'integerSize', 'integer', 'flags', 'overflow'], addInteger),
  [BitOp.subtract]: calculating(
    ['offset', 'integerSize', 'integer', 'flags', 'overflow'],
    subtractInteger,
  ),
  [BitOp.setInt]: calculating(['offset', 'integerSize', 'integer', 'flags'], setInteger),

  [BitOp.get]: reading(['offset', 'size'], 2, getBits),
  [BitOp.count]: reading(['offset', 'size'], 2, countBits),
  [BitOp.leftScan]: reading(['offset', 'size', 'boolean'], 3, scanLeft),
  [BitOp.rightScan]: reading(['offset', 'size', 'boolean'], 3, scanRight),
  [BitOp.getInt]: reading(['offset', 'integerSize', 'sign'], 2, getInteger),
};

function reading(
  parameters: readonly BitParameter[],
  required: number,
  read: BitReadOperation['read'],
): BitReadOperation {
  return { mode: 'read', parameters, required, allowedFlags: 0, read };
}

/** Operations that change the length, and can create the bin. */
function creating(
  parameters: readonly BitParameter[],
  required: number,
  modify: BitModifyOperation['modify'],
): BitModifyOperation {
  const allowedFlags = createOnly | updateOnly | noFail;
  const range = RangeRule.none;
  return { mode: 'modify', parameters, required, allowedFlags, range, creates: true, modify };
}

/** Operations on a range of bits; only the flags may be left out. */
function overwriting(
  parameters: readonly BitParameter[],
  modify: BitModifyOperation['modify'],
): BitModifyOperation {
  return {
    mode: 'modify',
    parameters,
    required: parameters.length - 1,
    allowedFlags: updateOnly | noFail | partial,
    range: RangeRule.startsInside,
    creates: false,
    modify,
  };
}

/** Operations on an integer inside the bytes. */
function calculating(
  parameters: readonly BitParameter[],
  modify: BitModifyOperation['modify'],
): BitModifyOperation {
  return {
    mode: 'modify',
    parameters,
    required: 3,
    allowedFlags: updateOnly | noFail,
    range: RangeRule.inside,
    creates: false,
    modify,
  };
}
