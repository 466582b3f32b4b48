import { FieldType, Info1, Info2, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { QueriedRecord, QueryScope } from '../query/queried-records.js';
import { invalidQuery } from '../query/query-fields.js';
import { countQuery } from '../query/count-query.js';
import { QueryJob } from '../query/query-job.js';
import { readSindexTarget } from '../query/sindex-target.js';
import { readUdfCall } from '../udf/read-udf-call.js';
import type { UdfCall } from '../udf/udf-runtime.js';
import { Aggregation } from './aggregation.js';
import { runUdf } from './apply-udf.js';
import { backgroundRate, startBackgroundJob } from './background-job.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { partitionsOf } from './partition-routing.js';
import { QueryFilter } from './query-filter.js';
import {
  isUnknownSet,
  queryScope,
  readQuerySet,
  readRecordsPerSecond,
  readSocketTimeout,
  readTaskId,
} from './query-request.js';
import { QueryStream } from './query-stream.js';
import { RecordDraft } from './record-draft.js';
import type { Request } from './request.js';
import type { Responder } from './responder.js';
import { resultCodeOf } from './result-code-of.js';
import { checkUnlocked } from './transaction-lock.js';

const ANSWER_SIZE = 30;
const SOCKET_TIMEOUT = 10_000;

/**
 * Starts a query that applies a function to each record that it finds. The answer only says that it
 * runs.
 *
 * @throws {CommandError} in the server's order of checks.
 */
export function startUdfQuery(
  context: CommandContext,
  request: Request,
  responder: Responder,
): void {
  checkNotShort(request);
  const { set, scope, recordsPerSecond } = udfScope(context, request, backgroundRate);
  const details = `socket-timeout=${SOCKET_TIMEOUT}:${udfDetails(request)}:udf-active=0`;
  const job = new QueryJob({
    id: readTaskId(request),
    type: 'background-udf',
    namespace: context.namespace.name,
    set,
    sindexName: scope.index?.sindex.name ?? '',
    partitionsRequested: 0,
    partitionsResumed: 0,
    recordsPerSecond,
    client: responder.remoteAddress,
    details,
  });
  job.bytesSent = ANSWER_SIZE;
  const filter = new QueryFilter(request, job);
  const call = requireUdfCall(request);
  const apply = (queried: QueriedRecord): void => {
    applyToRecord(context, { request, call, filter, job }, queried);
  };
  startBackgroundJob({ node: context.node, session: context.session, job, scope, apply });
}

interface UdfQuery {
  readonly request: Request;
  readonly call: UdfCall;
  readonly filter: QueryFilter;
  readonly job: QueryJob;
}

function applyToRecord(
  context: CommandContext,
  { request, call, filter, job }: UdfQuery,
  { record }: QueriedRecord,
): void {
  const stored = context.namespace.get(record.digest);
  if (stored === undefined) return;
  if (!filter.passes(new RecordDraft(stored, stored.bins, context.namespace.clock.now()))) return;
  try {
    checkUnlocked(context, stored.digest);
    runUdf(context, call, {
      records: context.namespace,
      digest: stored.digest,
      stored,
      set: stored.set,
      userKey: stored.userKey,
      newUserKey: () => stored.userKey,
      ttl: request.recordTtl,
      durableDelete: (request.info2 & Info2.durableDelete) !== 0,
    });
    job.succeeded++;
  } catch (error) {
    const resultCode = resultCodeOf(error, context.node.counters);
    if (resultCode !== ResultCode.RECORD_NOT_FOUND) job.failed++;
  }
}

/**
 * Runs a query that reduces the records of each partition to a few values, with the server's part of
 * a stream function. The client reduces the values of all partitions.
 *
 * @throws {CommandError} before anything is sent, in the server's order of checks.
 */
export async function runAggregation(
  context: CommandContext,
  request: Request,
  responder: Responder,
): Promise<void> {
  checkNotShort(request);
  if (request.has(FieldType.filterExpression)) {
    throw new CommandError(ResultCode.UNSUPPORTED_FEATURE, 'an aggregation with a filter');
  }
  const { set, scope, recordsPerSecond } = udfScope(context, request, (rate) => rate);
  const socketTimeout = readSocketTimeout(request);
  const job = new QueryJob({
    id: readTaskId(request),
    type: 'aggregation',
    namespace: context.namespace.name,
    set,
    sindexName: scope.index?.sindex.name ?? '',
    partitionsRequested: 0,
    partitionsResumed: 0,
    recordsPerSecond,
    client: responder.remoteAddress,
    details: `net-io-time=0:socket-timeout=${socketTimeout}`,
  });
  const call = requireUdfCall(request);
  const { jobs, udfs } = context.node;
  jobs.start(job);
  const stream = new QueryStream(responder, job, socketTimeout);
  try {
    const partitions = partitionsOf(context);
    const isMaster = (id: number): boolean => partitions?.isMaster(id) ?? true;
    await new Aggregation({ udfs, scope, job, call, stream, isMaster }).run();
    await stream.finish();
  } finally {
    jobs.finish(job);
    countQuery(context.namespace.counters, job);
  }
}

function checkNotShort(request: Request): void {
  if ((request.info1 & Info1.shortQuery) !== 0) throw invalidQuery('a short query with a UDF');
}

function udfScope(
  context: CommandContext,
  request: Request,
  rate: (requested: number) => number,
): { set: string; scope: QueryScope; recordsPerSecond: number } {
  const set = readQuerySet(request);
  const target = readSindexTarget(request);
  const requestedRate = readRecordsPerSecond(request);
  if (isUnknownSet(context, set)) throw notFound();
  const recordsPerSecond = rate(requestedRate);
  return { set, scope: queryScope(context, set, target), recordsPerSecond };
}

function requireUdfCall(request: Request): UdfCall {
  const call = readUdfCall(request);
  if (call === undefined) throw invalidQuery('no module, function or arguments');
  return call;
}

function udfDetails(request: Request): string {
  const module = request.text(FieldType.udfModule) ?? '';
  return `udf-filename=${module}:udf-function=${request.text(FieldType.udfFunction) ?? ''}`;
}
