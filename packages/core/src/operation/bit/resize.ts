import {
  BIT_RESIZE_DEFAULT,
  BIT_RESIZE_FROM_FRONT,
  BIT_RESIZE_GROW_ONLY,
  BIT_RESIZE_SHRINK_ONLY,
} from '../../cdt/bit-flag.js';
import type { ComparisonValue } from '../../value/comparison-value.js';
import { checkFlags } from '../../error/check-constant.js';
import { type CallParameter } from '../../parameter/call-parameter.js';
import { defineBit } from '../define-call.js';
import type { BitOperation } from '../operation.js';
import { BIT_POLICY, BYTE_SIZE } from '../../parameter/bit-parameter.js';

const ALL_RESIZE_FLAGS = BIT_RESIZE_FROM_FRONT | BIT_RESIZE_GROW_ONLY | BIT_RESIZE_SHRINK_ONLY;

const RESIZE_FLAGS: CallParameter<number | undefined> = {
  name: 'resizeFlags',
  append(args, given = BIT_RESIZE_DEFAULT, path) {
    args.push(checkFlags(given, path, ALL_RESIZE_FLAGS, 'BIT_RESIZE_'));
  },
};

/** On the wire, write flags come before the resize flags. */
const POLICY: CallParameter<number | undefined> = {
  name: 'policy',
  append(args, given, path) {
    const resizeFlags = args.pop() as ComparisonValue;
    BIT_POLICY.append(args, given, path);
    args.push(resizeFlags);
  },
};

/**
 * Gives the blob a size in bytes; new bytes are 0. Creates the bin when it is missing.
 *
 * @param resizeFlags - `BIT_RESIZE_…`, combined with `|`.
 * @param policy - `BIT_WRITE_…` flags.
 */
export const bitResize: (
  bin: string,
  byteSize: number,
  resizeFlags?: number,
  policy?: number,
) => BitOperation = defineBit('bitResize', 'resize', BYTE_SIZE, RESIZE_FLAGS, POLICY);
