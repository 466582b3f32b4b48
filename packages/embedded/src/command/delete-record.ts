import { Info2, Info3, OP_HEADER_SIZE, OpType, ResultCode, WireTtl } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { checkDeleteDurability } from '../storage/delete-durability.js';
import type { AnswerWriter } from './answer-writer.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { checkGeneration, checkSet, checkUserKey } from './preconditions.js';
import type { RecordAccess } from './record-access.js';
import { checkFilter } from './record-filter.js';
import { Request, RequestOp } from './request.js';
import { checkAcceptsWrites } from './set-limits.js';
import { writeRecord } from './write-record.js';

/**
 * Removes one record. An expired record that is still in memory counts as there, as in the server.
 * Answers never carry a generation.
 *
 * @throws {CommandError} in the server's order of checks.
 */
export function deleteRecord(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
): void {
  const { records, digest } = access;
  checkAcceptsWrites(context.namespace);
  const durable = (request.info2 & Info2.durableDelete) !== 0;
  checkDeleteDurability(context.node.edition, records.options, durable);
  if (durable) {
    writeRecord(context, deletingWrite(request), access, answer);
    return;
  }
  if (access.transaction !== undefined) {
    throw new CommandError(ResultCode.FORBIDDEN, 'a delete in a transaction that is not durable');
  }
  const record = records.find(digest);
  if (record === undefined) throw notFound();
  checkSet(request, record);
  checkGeneration(request, record.generation);
  checkFilter(context, request, record);
  checkUserKey(request, record);
  records.delete(digest);
}

/** An operation that removes all bins, without name and value. */
const DELETE_OP: RequestOp = new RequestOp(
  Buffer.from([0, 0, 0, OP_HEADER_SIZE - 4, OpType.delete, 0, 0, 0]),
  0,
  OP_HEADER_SIZE,
);

const GENERATION_FLAGS = Info2.generationEqual | Info2.generationGreater;

/**
 * The write that the server makes of a durable delete (`convert_to_write` in its public source): one
 * that removes all bins.
 */
function deletingWrite(request: Request): Request {
  const write = new Request(request.buffer);
  write.info2 = Info2.write | Info2.durableDelete | (request.info2 & GENERATION_FLAGS);
  write.info3 = request.info3 & Info3.commitMaster;
  write.info4 = request.info4;
  write.generation = request.generation;
  write.recordTtl = WireTtl.neverExpire;
  write.batchFilter = request.batchFilter;
  write.fields.push(...request.fields);
  write.ops = [DELETE_OP];
  return write;
}
