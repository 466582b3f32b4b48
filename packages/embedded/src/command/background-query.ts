import { FieldType, Info1, Info2, Info3, OpType, ResultCode } from '@aeroform/protocol';
import { parseExpressionModify } from '../expression/expression-operation.js';
import { invalidQuery } from '../query/query-fields.js';
import { QueryJob } from '../query/query-job.js';
import type { QueriedRecord } from '../query/queried-records.js';
import { readSindexTarget } from '../query/sindex-target.js';
import { AnswerWriter } from './answer-writer.js';
import { backgroundRate, startBackgroundJob } from './background-job.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { QueryFilter } from './query-filter.js';
import { READ_OPS } from './query-projection.js';
import {
  isUnknownSet,
  queryScope,
  readQuerySet,
  readRecordsPerSecond,
  readTaskId,
} from './query-request.js';
import type { RecordAccess } from './record-access.js';
import { RecordDraft } from './record-draft.js';
import { Request } from './request.js';
import type { Responder } from './responder.js';
import { resultCodeOf } from './result-code-of.js';
import { checkUnlocked } from './transaction-lock.js';
import { writeRecord } from './write-record.js';

/** Bytes of the answer that a background query gets at its start. */
const ANSWER_SIZE = 30;
const SOCKET_TIMEOUT = 10_000;

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
  if ((request.info1 & Info1.shortQuery) !== 0) throw invalidQuery('a short background query');
  const set = readQuerySet(request);
  const target = readSindexTarget(request);
  const requestedRate = readRecordsPerSecond(request);
  if (isUnknownSet(context, set)) throw notFound();
  const recordsPerSecond = backgroundRate(requestedRate);
  const scope = queryScope(context, set, target);
  const job = new QueryJob({
    id: readTaskId(request),
    type: 'background-ops',
    namespace: context.namespace.name,
    set,
    sindexName: scope.index?.sindex.name ?? '',
    partitionsRequested: 0,
    partitionsResumed: 0,
    recordsPerSecond,
    client: responder.remoteAddress,
    details: `socket-timeout=${SOCKET_TIMEOUT}:ops-active=0`,
  });
  job.bytesSent = ANSWER_SIZE;
  const filter = new QueryFilter(request, job);
  checkOps(request);
  const write = writeOfQuery(request);
  const apply = (queried: QueriedRecord): void => {
    applyWrite(context, { write, filter, job }, queried);
  };
  startBackgroundJob({ node: context.node, session: context.session, job, scope, apply });
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

interface QueryWrite {
  readonly write: Request;
  readonly filter: QueryFilter;
  readonly job: QueryJob;
}

function applyWrite(
  context: CommandContext,
  { write, filter, job }: QueryWrite,
  { record }: QueriedRecord,
): void {
  const current = context.namespace.get(record.digest);
  if (current === undefined) return;
  const draft = new RecordDraft(current, current.bins, context.namespace.clock.now());
  if (!filter.passes(draft)) return;
  const access: RecordAccess = {
    digest: record.digest,
    records: context.namespace,
    transaction: undefined,
    found: undefined,
    fromQuery: true,
  };
  try {
    checkUnlocked(context, record.digest);
    writeRecord(context, write, access, new AnswerWriter());
    job.succeeded++;
  } catch (error) {
    const resultCode = resultCodeOf(error, context.node.counters);
    if (resultCode !== ResultCode.RECORD_NOT_FOUND) job.failed++;
  }
}
