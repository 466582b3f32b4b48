import { FieldType, Info2, Info3, ResultCode, type WireValue } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { checkDeleteDurability } from '../storage/delete-durability.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { readUdfCall } from '../udf/read-udf-call.js';
import { AppliedRecord, type RecordToApply } from '../udf/record/applied-record.js';
import type { UdfCall } from '../udf/udf-runtime.js';
import { toAnswer } from '../udf/value/to-wire.js';
import type { AnswerWriter } from './answer-writer.js';
import type { CommandContext } from './command-context.js';
import { checkSetOfUpdate, userKeyToStore } from './preconditions.js';
import type { RecordAccess } from './record-access.js';
import { checkFilter } from './record-filter.js';
import type { Request } from './request.js';
import { voidTimeAfterWrite } from './void-time.js';

const FORBIDDEN_INFO2 = Info2.generationEqual | Info2.generationGreater | Info2.createOnly;
const FORBIDDEN_INFO3 = Info3.updateOnly | Info3.createOrReplace | Info3.replaceOnly;

/**
 * Applies a function of a Lua module to one record, which need not be there. Writes the bins of the
 * answer, not its header.
 *
 * @returns the record as the answer shows it; undefined when there is none.
 * @throws {CommandError} in the server's order of checks; the record is then as it was.
 * @throws {UdfFailure} when the function failed.
 */
export function applyUdf(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
): StoredRecord | undefined {
  const call = readUdfCall(request);
  if (call === undefined) {
    throw new CommandError(ResultCode.PARAMETER, 'no module, function or arguments');
  }
  if ((request.info2 & FORBIDDEN_INFO2) !== 0 || (request.info3 & FORBIDDEN_INFO3) !== 0) {
    throw new CommandError(ResultCode.PARAMETER, 'a policy that functions do not have');
  }
  if (request.has(FieldType.transactionId) && access.transaction === undefined) {
    throw new CommandError(ResultCode.ENTERPRISE_ONLY, 'transactions');
  }
  const { records } = access;
  const record = records.find(access.digest);
  access.found = record ?? records.tombstone(access.digest);
  const live = record !== undefined && !records.isDoomed(record) ? record : undefined;
  if (live !== undefined) {
    checkSetOfUpdate(request, live);
    checkFilter(context, request, live);
  }
  const result = runUdf(context, call, {
    records,
    digest: access.digest,
    stored: live,
    set: request.text(FieldType.set) ?? '',
    userKey: live === undefined ? undefined : userKeyToStore(request, live),
    newUserKey: () => userKeyToStore(request, undefined),
    ttl: request.recordTtl,
    durableDelete: (request.info2 & Info2.durableDelete) !== 0,
  });
  // A function that writes nothing is a read.
  if (result.written === undefined) access.transaction?.writeVersion(answer, access.found);
  answer.udfResult(result.value);
  return result.written ?? access.found;
}

/** What a function returned, and the record as it is after it wrote, if it wrote. */
export interface UdfResult {
  readonly value: WireValue;
  readonly written: StoredRecord | undefined;
}

/**
 * Applies a function to a record and stores what it has written.
 *
 * @throws {CommandError} when it failed or the record can't be stored.
 */
export function runUdf(
  { node, namespace }: CommandContext,
  call: UdfCall,
  target: Omit<RecordToApply, 'voidTime' | 'checkDelete'>,
): UdfResult {
  const { records } = target;
  const record = new AppliedRecord({
    ...target,
    voidTime: (ttl, stored) =>
      voidTimeAfterWrite(namespace, { ttl, set: target.set }, stored, records.clock.now()),
    checkDelete: (durable) => checkDeleteDurability(node.edition, records.options, durable),
  });
  try {
    const value = node.udfs.applyRecord(call, record, { now: () => records.clock.now() });
    return { value: toAnswer(value) ?? null, written: record.commit() };
  } finally {
    record.close();
  }
}
