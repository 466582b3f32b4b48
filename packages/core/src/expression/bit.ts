import { BitOp, BIT_SIGNED, ExpressionType } from '@aeroform/protocol';
import type { BitOverflowAction } from '../cdt/bit-flag.js';
import type { BitCallName } from '../cdt/bit-call.js';
import { checkBoolean } from '../error/check-constant.js';
import { BIT_POLICY, checkOverflow } from '../operation/bit/bit-parameter.js';
import type { CallParameter } from '../operation/call-parameter.js';
import { expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import { defineCall } from './define-call.js';
import type { AnyBuilder } from './define-read.js';
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

function define(
  name: BitCallName,
  returns: ExpressionType,
  list: readonly unknown[],
  modify?: { readonly tail?: readonly CallArgument<never>[] },
): AnyBuilder {
  return defineCall({
    name: `bit${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    system: 'bit',
    modifies: modify !== undefined,
    code: BitOp[name],
    returns,
    list: list as readonly CallArgument<never>[],
    ...(modify === undefined ? {} : { policy: BIT_POLICY as CallParameter<never>, ...modify }),
  });
}

function modify(name: BitCallName, ...list: readonly unknown[]): AnyBuilder {
  return define(name, ExpressionType.blob, list, {});
}

/** What is sent in one number: whether integers are signed, and what happens at an overflow. */
const SIGNED: CallArgument<boolean> = {
  name: 'signed',
  append: (args, given, path) => void args.push(checkBoolean(given, path) ? BIT_SIGNED : 0),
};
const ACTION: CallArgument<BitOverflowAction> = {
  name: 'action',
  append: (args, given, path) =>
    void args.push((args.pop() as number) | checkOverflow(given, path)),
};
const OVERFLOW = [SIGNED, ACTION] as readonly CallArgument<never>[];

/** The bytes with another number of them; `resizeFlags` are `BIT_RESIZE_…` constants. */
export const bitResize: (
  policy: number | null,
  byteSize: IntArgument,
  resizeFlags: number,
  bin: Bytes,
) => Bytes = define('resize', ExpressionType.blob, [int('byteSize')], {
  tail: [int('resizeFlags')] as readonly CallArgument<never>[],
});

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
export const bitAdd: AddBits = define('add', ExpressionType.blob, [OFFSET, SIZE, int('value')], {
  tail: OVERFLOW,
});

/** The bytes with a number subtracted from the integer in some bits. */
export const bitSubtract: AddBits = define(
  'subtract',
  ExpressionType.blob,
  [OFFSET, SIZE, int('value')],
  { tail: OVERFLOW },
);

/** The bytes with an integer in some bits. */
export const bitSetInt: (
  policy: number | null,
  bitOffset: IntArgument,
  bitSize: IntArgument,
  value: IntArgument,
  bin: Bytes,
) => Bytes = modify('setInt', OFFSET, SIZE, int('value'));

/** Some bits, from the left of the bytes that are answered. */
export const bitGet: (bitOffset: IntArgument, bitSize: IntArgument, bin: Bytes) => Bytes = define(
  'get',
  ExpressionType.blob,
  [OFFSET, SIZE],
);

/** How many bits are set. */
export const bitCount: (
  bitOffset: IntArgument,
  bitSize: IntArgument,
  bin: Bytes,
) => Expression<'int'> = define('count', ExpressionType.integer, [OFFSET, SIZE]);

/** Where the first bit with a value is; -1 for nowhere. */
export const bitLscan: ScanBits = define('leftScan', ExpressionType.integer, [
  OFFSET,
  SIZE,
  expr('value'),
]);

/** Where the last bit with a value is; -1 for nowhere. */
export const bitRscan: ScanBits = define('rightScan', ExpressionType.integer, [
  OFFSET,
  SIZE,
  expr('value'),
]);

const OPTIONAL_SIGNED: CallArgument<boolean> = {
  name: 'signed',
  append(args, given, path) {
    if (checkBoolean(given, path)) args.push(1);
  },
};

/** The integer in some bits. */
export const bitGetInt: (
  bitOffset: IntArgument,
  bitSize: IntArgument,
  signed: boolean,
  bin: Bytes,
) => Expression<'int'> = define('getInt', ExpressionType.integer, [OFFSET, SIZE, OPTIONAL_SIGNED]);
