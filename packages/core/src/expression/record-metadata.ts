import { ExpressionOp } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';
import { type Expression, operator } from './expression.js';
import {
  EXP_TYPE_BLOB,
  EXP_TYPE_INT,
  EXP_TYPE_STRING,
  type ExpressionKinds,
} from './expression-kind.js';

/** Types that a user key can have. */
export type KeyTypeCode = typeof EXP_TYPE_INT | typeof EXP_TYPE_STRING | typeof EXP_TYPE_BLOB;

/**
 * The user key; unknown when it is not stored with the record (`POLICY_KEY_SEND`) or of another type.
 *
 * @param expType - `EXP_TYPE_INT`, `EXP_TYPE_STRING` or `EXP_TYPE_BLOB`.
 */
export function key<T extends KeyTypeCode>(expType: T): Expression<ExpressionKinds[T]> {
  if (expType !== EXP_TYPE_INT && expType !== EXP_TYPE_STRING && expType !== EXP_TYPE_BLOB) {
    throw invalidArg('exp.key(expType)', expType, 'EXP_TYPE_INT, EXP_TYPE_STRING or EXP_TYPE_BLOB');
  }
  return operator(ExpressionOp.key, expType);
}

/** Whether the user key is stored with the record. */
export function keyExists(): Expression<'bool'> {
  return operator(ExpressionOp.keyExists);
}

/** Name of the set; `''` for none. */
export function setName(): Expression<'string'> {
  return operator(ExpressionOp.setName);
}

/** Size of the record on the device in bytes; 0 in memory. Since server 7.0 use {@link recordSize}. */
export function deviceSize(): Expression<'int'> {
  return operator(ExpressionOp.deviceSize);
}

/** Size of the record in memory in bytes. Since server 7.0 use {@link recordSize}. */
export function memorySize(): Expression<'int'> {
  return operator(ExpressionOp.memorySize);
}

/** Size of the record in bytes. */
export function recordSize(): Expression<'int'> {
  return operator(ExpressionOp.recordSize);
}

/** Time of the last write in nanoseconds since 1970. */
export function lastUpdate(): Expression<'int'> {
  return operator(ExpressionOp.lastUpdate);
}

/** Milliseconds since the last write. */
export function sinceUpdate(): Expression<'int'> {
  return operator(ExpressionOp.sinceUpdate);
}

/** When the record expires, in nanoseconds since 1970; -1 for never. */
export function voidTime(): Expression<'int'> {
  return operator(ExpressionOp.voidTime);
}

/** Seconds until the record expires; -1 for never. */
export function ttl(): Expression<'int'> {
  return operator(ExpressionOp.ttl);
}

/** Whether the record is a tombstone of a durable delete. */
export function isTombstone(): Expression<'bool'> {
  return operator(ExpressionOp.isTombstone);
}

/** The record's digest modulo a number: picks a stable share of the records. */
export function digestModulo(modulo: number): Expression<'int'> {
  if (!Number.isSafeInteger(modulo) || modulo < 1) {
    throw invalidArg('exp.digestModulo(modulo)', modulo, 'an integer of 1 or more');
  }
  return operator(ExpressionOp.digestModulo, modulo);
}
