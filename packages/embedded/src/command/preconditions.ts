import { FieldType, Info2, ParticleType, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { Request } from './request.js';

/**
 * The generation that a request expects.
 *
 * @param generation - of the record, 0 when there is none.
 * @throws {CommandError} 3 when it is another one.
 */
export function checkGeneration(request: Request, generation: number): void {
  const expected = request.generation;
  const matches =
    (request.info2 & Info2.generationEqual) !== 0
      ? expected === generation
      : (request.info2 & Info2.generationGreater) === 0 || expected > generation;
  if (!matches) throw new CommandError(ResultCode.GENERATION, 'another generation');
}

/**
 * The set name of a read or delete: it may be left out.
 *
 * @throws {CommandError} 4 when the record is in another set.
 */
export function checkSet(request: Request, record: StoredRecord): void {
  const { set } = request;
  if (set !== '' && set !== record.set) throw wrongSet();
}

/**
 * The set name of a write to an existing record: it must be the right one.
 *
 * @throws {CommandError} 4 when the record is in another set.
 */
export function checkSetOfUpdate(request: Request, record: StoredRecord): void {
  if ((request.text(FieldType.set) ?? '') !== record.set) throw wrongSet();
}

function wrongSet(): CommandError {
  return new CommandError(ResultCode.PARAMETER, 'the record is in another set');
}

/**
 * The user key of a request against the stored one, when there are both.
 *
 * @throws {CommandError} 19 when they differ.
 */
export function checkUserKey(request: Request, record: StoredRecord): void {
  if (record.userKey === undefined) return;
  const sent = request.field(FieldType.key);
  if (sent !== undefined && !sent.equals(record.userKey)) {
    throw new CommandError(ResultCode.KEY_MISMATCH, 'another user key');
  }
}

/**
 * The user key to store with a record: the one it has, otherwise the one that was sent.
 *
 * @throws {CommandError} 19 when both are there and differ, 16 on a sent key that is none.
 */
export function userKeyToStore(
  request: Request,
  record: StoredRecord | undefined,
): Buffer | undefined {
  if (record?.userKey !== undefined) {
    checkUserKey(request, record);
    return record.userKey;
  }
  const sent = request.field(FieldType.key);
  if (sent === undefined) return undefined;
  if (sent.length === 0 || (sent[0] === ParticleType.integer && sent.length !== 9)) {
    throw new CommandError(ResultCode.UNSUPPORTED_FEATURE, 'a malformed user key');
  }
  return Buffer.from(sent);
}
