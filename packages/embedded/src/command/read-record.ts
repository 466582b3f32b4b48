import { FieldType, Info1, Info2, Info3, OpType, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { isTombstone, type StoredRecord } from '../storage/stored-record.js';
import type { AnswerWriter } from './answer-writer.js';
import { checkBinName } from './bin-name.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { checkSet, checkUserKey } from './preconditions.js';
import { executeReadOp } from './read-op.js';
import { touchOnRead } from './read-touch.js';
import type { RecordAccess } from './record-access.js';
import { RecordDraft } from './record-draft.js';
import { checkFilter } from './record-filter.js';
import { MAX_OPS, type Request } from './request.js';

/**
 * Reads one record, or tells that it exists. Writes the bins of the answer, not its header.
 *
 * @throws {CommandError} in the server's order of checks.
 */
export function readRecord(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
): void {
  if (context.node.edition === 'community') checkCommunity(request);
  const { records } = access;
  const record = records.find(access.digest) ?? records.tombstone(access.digest);
  if (record === undefined) throw notFound();
  access.found = record;
  checkSet(request, record);
  if (isTombstone(record) || records.isDoomed(record)) throw notFound();
  touchOnRead(context, request, record);
  checkFilter(context, request, record);
  checkUserKey(request, record);
  access.transaction?.writeVersion(answer, record);
  if ((request.info1 & Info1.noBinData) !== 0) return;
  if (request.ops.length > MAX_OPS) {
    throw new CommandError(ResultCode.PARAMETER, `more than ${MAX_OPS} operations`);
  }
  if ((request.info1 & Info1.getAll) === 0) {
    executeReadOps(context, request, record, answer);
    return;
  }
  for (const bin of record.bins) answer.bin(OpType.read, bin.name, bin.value);
}

function executeReadOps(
  context: CommandContext,
  request: Request,
  record: StoredRecord,
  answer: AnswerWriter,
): void {
  if (request.ops.length === 0) {
    throw new CommandError(ResultCode.PARAMETER, 'a read without operations');
  }
  const respondAll = (request.info2 & Info2.respondAllOps) !== 0;
  const draft = new RecordDraft(record, record.bins, context.namespace.clock.now());
  for (const op of request.ops) {
    checkBinName(op);
    const result = executeReadOp(draft, op) ?? null;
    if (respondAll || result !== null) {
      answer.bin(request.isBatchRow ? OpType.read : op.op, op.name, result);
    }
  }
}

/** @throws {CommandError} 25 on what only the Enterprise Edition has. */
function checkCommunity(request: Request): void {
  if (isLinearized(request) || request.has(FieldType.transactionId)) {
    throw new CommandError(ResultCode.ENTERPRISE_ONLY, 'linearized reads and transactions');
  }
}

function isLinearized(request: Request): boolean {
  const mask = Info3.scReadType | Info3.scReadRelax;
  return (request.info3 & mask) === Info3.scReadType;
}
