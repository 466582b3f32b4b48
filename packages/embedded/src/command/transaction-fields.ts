import { FieldType, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Request } from './request.js';

const TRANSACTION_ID_SIZE = 8;
const DEADLINE_SIZE = 4;
const VERSION_SIZE = 7;

/**
 * The transaction that a command belongs to; undefined for none.
 *
 * @throws {CommandError} 4 when the field is malformed.
 */
export function readTransactionId(request: Request): bigint | undefined {
  const id = sized(request, FieldType.transactionId, TRANSACTION_ID_SIZE)?.readBigInt64LE();
  if (id === 0n) throw new CommandError(ResultCode.PARAMETER, 'transaction 0');
  return id;
}

/**
 * Until when a transaction may write, in seconds since 2010, as the answer about its monitor said.
 *
 * @throws {CommandError} 4 when the field is malformed or missing: clients make a monitor record before
 *   they write (that the code is 4 is inferred).
 */
export function readDeadline(request: Request): number {
  const deadline = sized(request, FieldType.transactionDeadline, DEADLINE_SIZE);
  if (deadline === undefined) {
    throw new CommandError(ResultCode.PARAMETER, 'a write in a transaction without a deadline');
  }
  return deadline.readUInt32LE();
}

/**
 * The version in which the transaction has read the record; undefined when it has not.
 *
 * @throws {CommandError} 4 when the field is malformed.
 */
export function readVersion(request: Request): Buffer | undefined {
  return sized(request, FieldType.recordVersion, VERSION_SIZE);
}

function sized(request: Request, type: number, size: number): Buffer | undefined {
  const data = request.field(type);
  if (data === undefined || data.length === size) return data;
  throw new CommandError(ResultCode.PARAMETER, `field ${type} of ${data.length} bytes`);
}
