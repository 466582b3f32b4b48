import { FieldType, Info2, OpType, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { recordSize } from '../storage/record-size.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { AnswerWriter } from './answer-writer.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { checkGeneration, checkSetOfUpdate, userKeyToStore } from './preconditions.js';
import { isReadOp } from './read-op.js';
import type { RecordAccess } from './record-access.js';
import { RecordDraft } from './record-draft.js';
import { checkFilter } from './record-filter.js';
import type { Request, RequestOp } from './request.js';
import { voidTimeAfterWrite } from './void-time.js';
import { executeWriteOp } from './write-op.js';
import { isReadAll, readWritePolicy, type WritePolicy } from './write-policy.js';

/** Most bins of a record. */
const MAX_BINS = 0x7fff;

/**
 * Writes one record: puts, removes bins, runs operations. Writes the bins of the answer, not its
 * header.
 *
 * @returns the record as it is now; undefined when the write removed its last bin and so the record.
 * @throws {CommandError} in the server's order of checks; the record is then as it was.
 */
export function writeRecord(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
): StoredRecord | undefined {
  const { namespace } = context;
  if (namespace.options.disallowNullSetname && (request.text(FieldType.set) ?? '') === '') {
    throw new CommandError(ResultCode.PARAMETER, 'this namespace requires a set name');
  }
  const policy = readWritePolicy(request);
  if (request.has(FieldType.transactionId)) {
    throw new CommandError(ResultCode.ENTERPRISE_ONLY, 'transactions');
  }
  const existing = findForWrite(context, access, policy);
  const draft = checkAndDraft(context, request, access, existing, policy);
  executeOps(draft, request, policy, answer);
  if (draft.bins.length > MAX_BINS) {
    throw new CommandError(ResultCode.PARAMETER, `more than ${MAX_BINS} bins`);
  }
  if (draft.bins.length === 0) {
    removeEmptied(context, request, existing, policy);
    return undefined;
  }
  if (recordSize(draft) > namespace.options.maxRecordSize) {
    throw new CommandError(ResultCode.RECORD_TOO_BIG, 'the record is too big');
  }
  const record = draft.toRecord();
  namespace.put(record);
  return record;
}

/** The live record, or undefined when the write creates one. */
function findForWrite(
  context: CommandContext,
  access: RecordAccess,
  policy: WritePolicy,
): StoredRecord | undefined {
  const record = context.namespace.find(access.digest);
  access.found = record;
  const live = record !== undefined && !context.namespace.isDoomed(record) ? record : undefined;
  if (live === undefined && policy.updateOnly) throw notFound();
  return live;
}

function checkAndDraft(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  existing: StoredRecord | undefined,
  policy: WritePolicy,
): RecordDraft {
  const { namespace } = context;
  if (existing !== undefined && (request.info2 & Info2.createOnly) !== 0) {
    throw new CommandError(ResultCode.RECORD_EXISTS, 'the record exists');
  }
  checkGeneration(request, existing?.generation ?? 0);
  const set = settleSet(context, request, access, existing);
  const userKey = userKeyToStore(request, existing);
  const now = namespace.clock.now();
  const metadata = {
    digest: existing?.digest ?? Buffer.from(access.digest),
    set,
    userKey,
    generation: nextGeneration(existing?.generation ?? 0),
    voidTime: voidTimeAfterWrite(namespace.options, request.recordTtl, existing, now),
    lastUpdateTime: Math.max(now, existing?.lastUpdateTime ?? 0),
  };
  const bins = existing === undefined || policy.replace ? [] : existing.bins;
  return new RecordDraft(metadata, bins, now);
}

/** Checks set and filter and returns the set of the record. */
function settleSet(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  existing: StoredRecord | undefined,
): string {
  if (existing === undefined) {
    const set = request.text(FieldType.set) ?? '';
    context.namespace.createSet(set);
    return set;
  }
  if (access.fromQuery !== true) checkSetOfUpdate(request, existing);
  checkFilter(context, request, existing);
  return existing.set;
}

/** Generations have 16 bits and never are 0. */
function nextGeneration(generation: number): number {
  return (generation + 1) & 0xffff || 1;
}

function executeOps(
  draft: RecordDraft,
  request: Request,
  policy: WritePolicy,
  answer: AnswerWriter,
): void {
  for (const op of request.ops) {
    if (isReadAll(op, request)) {
      for (const bin of draft.bins) answer.bin(OpType.read, bin.name, bin.value);
      continue;
    }
    const result = executeWriteOp(draft, op) ?? null;
    if (result !== null || answersNil(op, policy, draft)) {
      answer.bin(op.op, op.name, result);
    }
  }
}

/** Whether an operation without a result is answered with nil, rather than not at all. */
function answersNil(op: RequestOp, policy: WritePolicy, draft: RecordDraft): boolean {
  if (op.op === OpType.touch) return false;
  if (policy.respondAll) return true;
  if (op.op === OpType.read || !isReadOp(op.op)) return false;
  return op.op === OpType.expressionRead || draft.bin(op.name) !== undefined;
}

/** The write left no bin: the record goes, if there was one. */
function removeEmptied(
  context: CommandContext,
  request: Request,
  existing: StoredRecord | undefined,
  policy: WritePolicy,
): void {
  if (existing === undefined || policy.replace) throw notFound();
  if ((request.info2 & Info2.durableDelete) !== 0) {
    throw new CommandError(ResultCode.ENTERPRISE_ONLY, 'durable deletes');
  }
  context.namespace.delete(existing.digest);
}
