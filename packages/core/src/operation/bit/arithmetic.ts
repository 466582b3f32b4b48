import { BIT_SIGNED } from '@aeroform/protocol';
import { BIT_OVERFLOW_FAIL, type BitOverflowAction } from '../../cdt/bit-flag.js';
import { checkBoolean } from '../../error/check-constant.js';
import type { ComparisonValue } from '../../value/comparison-value.js';
import type { CallParameter } from '../../parameter/call-parameter.js';
import { defineBit } from '../define-call.js';
import type { BitOperation } from '../operation.js';
import {
  BIT_INTEGER,
  BIT_OFFSET,
  INTEGER_SIZE,
  BIT_POLICY,
  checkOverflow,
} from '../../parameter/bit-parameter.js';

/**
 * @param signed - the integer is in two's complement. Default false.
 * @param action - what an overflow does, `BIT_OVERFLOW_…`. Default fail.
 * @param policy - `BIT_WRITE_…` flags.
 */
// oxlint-disable-next-line max-params -- the parameters of aerospike-py, in its order
type BitArithmetic = (
  bin: string,
  bitOffset: number,
  bitSize: number,
  value: number | bigint,
  signed?: boolean,
  action?: BitOverflowAction,
  policy?: number,
) => BitOperation;

const SIGN: CallParameter<boolean | undefined> = {
  name: 'signed',
  append: (args, given = false, path) => void args.push(checkBoolean(given, path) ? BIT_SIGNED : 0),
};

const ACTION: CallParameter<BitOverflowAction | undefined> = {
  name: 'action',
  append(args, given = BIT_OVERFLOW_FAIL, path) {
    args.push(checkOverflow(given, path) | (args.pop() as number));
  },
};

/** On the wire, flags come before the action. */
const POLICY: CallParameter<number | undefined> = {
  name: 'policy',
  append(args, given, path) {
    const action = args.pop() as ComparisonValue;
    BIT_POLICY.append(args, given, path);
    args.push(action);
  },
};

/** Adds to up to 64 bits as an integer. */
export const bitAdd: BitArithmetic = defineBit(
  'bitAdd',
  'add',
  BIT_OFFSET,
  INTEGER_SIZE,
  BIT_INTEGER,
  SIGN,
  ACTION,
  POLICY,
);

/** Subtracts from up to 64 bits as an integer. */
export const bitSubtract: BitArithmetic = defineBit(
  'bitSubtract',
  'subtract',
  BIT_OFFSET,
  INTEGER_SIZE,
  BIT_INTEGER,
  SIGN,
  ACTION,
  POLICY,
);
