import { FieldType, Info1, Info2, Info3, OpType } from '@aeroform/protocol';
import { parseExpressionModify } from '../expression/expression-operation.js';
import { invalidQuery } from '../query/query-fields.js';
import { AnswerWriter } from './answer-writer.js';
import { readBackgroundJob, startBackgroundJob } from './background-job.js';
import type { CommandContext } from './command-context.js';
import { READ_OPS } from './query-projection.js';
import type { RecordAccess } from './record-access.js';
import { Request } from './request.js';
import type { Responder } from './responder.js';
import { writeRecord } from './write-record.js';

/**
 * Starts a query that runs operations on each record that it finds. The answer only says that it runs.
 *
 * @throws {CommandError} in the server's order of checks.
 */
export function startBackgroundQuery(
  context: CommandContext,
  request: Request,
  responder: Responder,
): void {
  const background = readBackgroundJob(context, request, responder, {
    type: 'background-ops',
    details: 'ops-active=0',
  });
  checkOps(request);
  const write = writeOfQuery(request);
  startBackgroundJob(background, ({ digest }) => {
    const access: RecordAccess = {
      digest,
      records: context.namespace,
      transaction: undefined,
      found: undefined,
      fromQuery: true,
    };
    writeRecord(context, write, access, new AnswerWriter());
  });
}

function checkOps(request: Request): void {
  if ((request.info1 & Info1.read) !== 0 || request.ops.length === 0) {
    throw invalidQuery('a background query must have operations, and only such that write');
  }
  for (const op of request.ops) {
    if (READ_OPS.has(op.op)) throw invalidQuery('a background query with a read');
    if (op.op === OpType.expressionModify) parseExpressionModify(op.value);
  }
}

/** The write that a query makes of its operations: of records that are there. */
function writeOfQuery(request: Request): Request {
  const write = new Request(request.buffer);
  write.info2 = Info2.write | (request.info2 & Info2.durableDelete);
  write.info3 = Info3.updateOnly | (request.info3 & Info3.replaceOnly);
  write.recordTtl = request.recordTtl;
  write.ops = request.ops;
  write.fields.push(...request.fields.filter(({ type }) => type === FieldType.set));
  return write;
}
