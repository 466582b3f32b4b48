import { BitOp, BIT_SIGNED, ExpressionType } from '@aeroform/protocol';
import type { BitOverflowAction } from '../cdt/bit-flag.js';
import type { BitCallName } from '../cdt/bit-call.js';
import { checkBoolean } from '../error/check-constant.js';
import { BIT_POLICY, checkOverflow } from '../parameter/bit-parameter.js';
import { expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import type { AnyBuilder } from './call-builder.js';
import { defineCall } from './define-call.js';
import type { Expression } from './expression.js';

// What the record holds does not change: modifications evaluate to the bytes as they would be.
// Policies are `BIT_WRITE_…` constants combined with `|`; null for the default.

type Bytes = Expression<'blob'>;
type ModifyBytes = (
  policy: number | null,
  bitOffset: IntArgument,
  bitSize: IntArgument,
  value: Bytes,
  bin: Bytes,
) => Bytes;
type ShiftBits = (
  policy: number | null,
  bitOffset: IntArgument,
  bitSize: IntArgument,
  shift: IntArgument,
  bin: Bytes,
) => Bytes;
// oxlint-disable-next-line max-params -- the parameters of the operation, and the bin
type AddBits = (
  policy: number | null,
  bitOffset: IntArgument,
  bitSize: IntArgument,
  value: IntArgument,
  signed: boolean,
  action: BitOverflowAction,
  bin: Bytes,
) => Bytes;
type ScanBits = (
  bitOffset: IntArgument,
  bitSize: IntArgument,
  value: Expression<'bool'>,
  bin: Bytes,
) => Expression<'int'>;

const OFFSET = int('bitOffset');
const SIZE = int('bitSize');

function read(
  operation: BitCallName,
  returns: ExpressionType,
  ...list: readonly CallArgument[]
): AnyBuilder {
  return defineCall({
    system: 'bit',
    operation,
    code: BitOp[operation],
    modifies: false,
    returns,
    list,
  });
}

function modify(operation: BitCallName, ...list: readonly CallArgument[]): AnyBuilder {
  return modifyWith([], operation, ...list);
}

/** @param tail - the arguments that are sent behind the policy. */
function modifyWith(
  tail: readonly CallArgument[],
  operation: BitCallName,
  ...list: readonly CallArgument[]
): AnyBuilder {
  return defineCall({
    system: 'bit',
    operation,
    code: BitOp[operation],
    modifies: true,
    returns: ExpressionType.blob,
    policy: BIT_POLICY,
    list,
    tail,
  });
}

/** What is sent in one number: whether integers are signed, and what happens at an overflow. */
const SIGNED: CallArgument = {
  name: 'signed',
  append: (args, given, path) => void args.push(checkBoolean(given, path) ? BIT_SIGNED : 0),
};
const ACTION: CallArgument = {
  name: 'action',
  append: (args, given, path) =>
    void args.push((args.pop() as number) | checkOverflow(given, path)),
};
const OVERFLOW: readonly CallArgument[] = [SIGNED, ACTION];

/** The bytes with another number of them; `resizeFlags` are `BIT_RESIZE_…` constants. */
export const bitResize: (
  policy: number | null,
  byteSize: IntArgument,
  resizeFlags: number,
  bin: Bytes,
) => Bytes = modifyWith([int('resizeFlags')], 'resize', int('byteSize'));

/** The bytes with others inserted. */
export const bitInsert: (
  policy: number | null,
  byteOffset: IntArgument,
  value: Bytes,
  bin: Bytes,
) => Bytes = modify('insert', int('byteOffset'), expr('value'));

/** The bytes without some of them. */
export const bitRemove: (
  policy: number | null,
  byteOffset: IntArgument,
  byteSize: IntArgument,
  bin: Bytes,
) => Bytes = modify('remove', int('byteOffset'), int('byteSize'));

/** The bytes with bits replaced. */
export const bitSet: ModifyBytes = modify('set', OFFSET, SIZE, expr('value'));
/** The bytes with bits combined by or. */
export const bitOr: ModifyBytes = modify('or', OFFSET, SIZE, expr('value'));
/** The bytes with bits combined by exclusive or. */
export const bitXor: ModifyBytes = modify('xor', OFFSET, SIZE, expr('value'));
/** The bytes with bits combined by and. */
export const bitAnd: ModifyBytes = modify('and', OFFSET, SIZE, expr('value'));

/** The bytes with bits turned over. */
export const bitNot: (
  policy: number | null,
  bitOffset: IntArgument,
  bitSize: IntArgument,
  bin: Bytes,
) => Bytes = modify('not', OFFSET, SIZE);

/** The bytes with bits shifted to the left. */
export const bitLshift: ShiftBits = modify('leftShift', OFFSET, SIZE, int('shift'));
/** The bytes with bits shifted to the right. */
export const bitRshift: ShiftBits = modify('rightShift', OFFSET, SIZE, int('shift'));

/** The bytes with a number added to the integer in some bits. */
export const bitAdd: AddBits = modifyWith(OVERFLOW, 'add', OFFSET, SIZE, int('value'));

/** The bytes with a number subtracted from the integer in some bits. */
export const bitSubtract: AddBits = modifyWith(OVERFLOW, 'subtract', OFFSET, SIZE, int('value'));

/** The bytes with an integer in some bits. */
export const bitSetInt: (
  policy: number | null,
  bitOffset: IntArgument,
  bitSize: IntArgument,
  value: IntArgument,
  bin: Bytes,
) => Bytes = modify('setInt', OFFSET, SIZE, int('value'));

/** Some bits, from the left of the bytes that are answered. */
export const bitGet: (bitOffset: IntArgument, bitSize: IntArgument, bin: Bytes) => Bytes = read(
  'get',
  ExpressionType.blob,
  OFFSET,
  SIZE,
);

/** How many bits are set. */
export const bitCount: (
  bitOffset: IntArgument,
  bitSize: IntArgument,
  bin: Bytes,
) => Expression<'int'> = read('count', ExpressionType.integer, OFFSET, SIZE);

/** Where the first bit with a value is; -1 for nowhere. */
export const bitLscan: ScanBits = read(
  'leftScan',
  ExpressionType.integer,
  OFFSET,
  SIZE,
  expr('value'),
);

/** Where the last bit with a value is; -1 for nowhere. */
export const bitRscan: ScanBits = read(
  'rightScan',
  ExpressionType.integer,
  OFFSET,
  SIZE,
  expr('value'),
);

const OPTIONAL_SIGNED: CallArgument = {
  name: 'signed',
  append(args, given, path) {
    if (checkBoolean(given, path)) args.push(1);
  },
};

/** The integer in some bits; 64 bits of which the first is set are a negative one, also without `signed`. */
export const bitGetInt: (
  bitOffset: IntArgument,
  bitSize: IntArgument,
  signed: boolean,
  bin: Bytes,
) => Expression<'int'> = read('getInt', ExpressionType.integer, OFFSET, SIZE, OPTIONAL_SIGNED);
