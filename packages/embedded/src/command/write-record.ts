import { FieldType, Info2, OpType, ResultCode, WireTtl } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { checkDeleteDurability } from '../storage/delete-durability.js';
import { nextGeneration } from '../storage/generation.js';
import { recordSize } from '../storage/record-size.js';
import { isTombstone, type StoredRecord } from '../storage/stored-record.js';
import type { AnswerWriter } from './answer-writer.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { checkGeneration, checkSetOfUpdate, userKeyToStore } from './preconditions.js';
import { isReadOp } from './read-op.js';
import type { RecordAccess } from './record-access.js';
import { RecordDraft } from './record-draft.js';
import { checkFilter } from './record-filter.js';
import type { Request, RequestOp } from './request.js';
import { checkAcceptsWrites, checkSetLimits } from './set-limits.js';
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
  const { options } = access.records;
  checkAcceptsWrites(context.namespace);
  if (options.disallowNullSetname && (request.text(FieldType.set) ?? '') === '') {
    throw new CommandError(ResultCode.PARAMETER, 'this namespace requires a set name');
  }
  const policy = readWritePolicy(request);
  if (request.has(FieldType.transactionId) && access.transaction === undefined) {
    throw new CommandError(ResultCode.ENTERPRISE_ONLY, 'transactions');
  }
  const existing = findForWrite(access, policy);
  const draft = checkAndDraft(context, request, access, existing, policy);
  executeOps(draft, request, policy, answer);
  if (draft.bins.length > MAX_BINS) {
    throw new CommandError(ResultCode.PARAMETER, `more than ${MAX_BINS} bins`);
  }
  if (draft.bins.length === 0) {
    if (existing === undefined || policy.replace) throw notFound();
    removeEmptied(context, request, access, draft);
    context.namespace.counters.deletedLastBin++;
    return undefined;
  }
  if (recordSize(draft) > options.maxRecordSize) {
    throw new CommandError(ResultCode.RECORD_TOO_BIG, 'the record is too big');
  }
  const record = draft.toRecord();
  access.records.put(record);
  return record;
}

/** The live record, or undefined when the write creates one. */
function findForWrite(access: RecordAccess, policy: WritePolicy): StoredRecord | undefined {
  const { records, digest } = access;
  const record = records.find(digest);
  access.found = record ?? records.tombstone(digest);
  const live = record !== undefined && !records.isDoomed(record) ? record : undefined;
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
  const { records } = access;
  if (existing !== undefined && (request.info2 & Info2.createOnly) !== 0) {
    throw new CommandError(ResultCode.RECORD_EXISTS, 'the record exists');
  }
  access.transaction?.checkLockingOnly(access.digest);
  // What a durable delete has left counts as a record, but for its existence.
  const earlier = existing ?? buried(access);
  checkGeneration(request, earlier?.generation ?? 0);
  const set = settleSet(context, request, access, existing);
  const userKey = userKeyToStore(request, earlier);
  const now = records.clock.stamp();
  // The server rewrites the message, so that rows of a batch that repeat it get the default as well.
  if (existing === undefined && request.recordTtl === WireTtl.dontUpdate) {
    request.recordTtl = WireTtl.namespaceDefault;
  }
  const metadata = {
    digest: earlier?.digest ?? Buffer.from(access.digest),
    set,
    userKey,
    generation: nextGeneration(earlier?.generation ?? 0, records.options),
    voidTime: voidTimeAfterWrite(context.namespace, { ttl: request.recordTtl, set }, existing, now),
    lastUpdateTime: Math.max(now, earlier?.lastUpdateTime ?? 0),
  };
  const bins = existing === undefined || policy.replace ? [] : existing.bins;
  return RecordDraft.toWrite(metadata, bins, now, existing);
}

function buried({ found }: RecordAccess): StoredRecord | undefined {
  return found !== undefined && isTombstone(found) ? found : undefined;
}

/** Checks set and filter and returns the set of the record. */
function settleSet(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  existing: StoredRecord | undefined,
): string {
  if (existing === undefined) {
    const tombstone = buried(access);
    if (tombstone !== undefined) checkSetOfUpdate(request, tombstone);
    const { namespace } = context;
    if (namespace.setSettings.size > 0)
      checkSetLimits(namespace, request.text(FieldType.set) ?? '');
    return access.records.createSet(request.text(FieldType.set) ?? '')?.name ?? '';
  }
  if (access.fromQuery !== true) checkSetOfUpdate(request, existing);
  checkFilter(context, request, existing);
  return existing.set;
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

/** The write left no bin of a record: it goes. */
function removeEmptied(
  { node }: CommandContext,
  request: Request,
  { records, digest }: RecordAccess,
  draft: RecordDraft,
): void {
  const durable = (request.info2 & Info2.durableDelete) !== 0;
  checkDeleteDurability(node.edition, records.options, durable);
  if (durable) records.bury({ ...draft.toRecord(), voidTime: 0 });
  else records.delete(digest);
}
