import { types } from 'node:util';
import { invalidArg } from '../error/argument-error.js';
import { checkPolicyField } from '../policy/policy-rule.js';
import { checkBinName } from '../value/bin-name.js';
import type { BinValue } from '../value/bin-value.js';
import type { Double } from '../value/double.js';
import { valueBrand } from '../value/value-brand.js';
import type { ScalarOperation } from './operation.js';
import {
  OPERATOR_APPEND,
  OPERATOR_DELETE,
  OPERATOR_INCR,
  OPERATOR_PREPEND,
  OPERATOR_READ,
  OPERATOR_TOUCH,
  OPERATOR_WRITE,
  type Operator,
} from './operator.js';

/**
 * Reads a bin.
 *
 * @param bin - its name; all bins of the record when omitted.
 */
export function read(bin?: string): ScalarOperation {
  return scalar(OPERATOR_READ, bin === undefined ? '' : checkBinName(bin, 'read(bin)'));
}

/** Writes a bin; `null` removes it. */
export function write(bin: string, val: BinValue): ScalarOperation {
  if (val === undefined) throw invalidArg('write(val)', val, 'a value; null removes the bin');
  return scalar(OPERATOR_WRITE, checkBinName(bin, 'write(bin)'), val);
}

/**
 * Adds to a number; a bin that does not exist counts as 0.
 *
 * @param by - an integer for integer bins; `double(x)` or a fraction for double bins.
 */
export function increment(bin: string, by: number | bigint | Double = 1): ScalarOperation {
  const isNumber = typeof by === 'number' || typeof by === 'bigint';
  if (!isNumber && !(typeof by === 'object' && by !== null && valueBrand(by) === 'double')) {
    throw invalidArg('increment(by)', by, 'a number, a bigint or double(x)');
  }
  return scalar(OPERATOR_INCR, checkBinName(bin, 'increment(bin)'), by);
}

/** Appends to a string or to bytes; a bin that does not exist counts as empty. */
export function append(bin: string, val: string | Uint8Array): ScalarOperation {
  return concatenation(OPERATOR_APPEND, 'append', bin, val);
}

/** Prepends to a string or to bytes; a bin that does not exist counts as empty. */
export function prepend(bin: string, val: string | Uint8Array): ScalarOperation {
  return concatenation(OPERATOR_PREPEND, 'prepend', bin, val);
}

/**
 * Counts as a write without changing bins, so that the record's life starts anew.
 *
 * @param ttl - seconds, or a `TTL_…` constant; left to meta and policy when omitted.
 */
export function touch(ttl?: number): ScalarOperation {
  if (ttl === undefined) return scalar(OPERATOR_TOUCH, '');
  checkPolicyField('ttl', ttl, 'touch(ttl)');
  return scalar(OPERATOR_TOUCH, '', null, ttl);
}

/** Removes the record, after the operations before it. */
export function deleteRecord(): ScalarOperation {
  return scalar(OPERATOR_DELETE, '');
}

function concatenation(
  operator: Operator,
  name: string,
  bin: string,
  val: string | Uint8Array,
): ScalarOperation {
  if (typeof val !== 'string' && !types.isUint8Array(val)) {
    throw invalidArg(`${name}(val)`, val, 'a string or bytes (Uint8Array)');
  }
  return scalar(operator, checkBinName(bin, `${name}(bin)`), val);
}

function scalar(
  operator: Operator,
  bin: string,
  value: BinValue = null,
  ttl: number | null = null,
): ScalarOperation {
  return Object.freeze({ family: 'scalar', operator, bin, value, ttl });
}
