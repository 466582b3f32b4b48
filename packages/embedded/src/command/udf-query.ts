import { FieldType, Info1, OpType, PARTITION_COUNT, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import {
  hasCandidates,
  queriedRecords,
  type QueriedRecord,
  type QueryScope,
} from '../query/queried-records.js';
import { invalidQuery } from '../query/query-fields.js';
import { JobEnd, QueryJob } from '../query/query-job.js';
import { readSindexTarget } from '../query/sindex-target.js';
import { backgroundRate, startBackgroundJob } from './background-job.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
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

const ANSWER_SIZE = 30;
const SOCKET_TIMEOUT = 10_000;

/** What the server answers for an aggregation with a module that is not there. */
const UNKNOWN_MODULE = 'UDF: Execution Error 1';

/**
 * Starts a query that calls a function for each record. No module is ever there: each call fails, as it
 * does in the server when the module is unknown.
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
  checkUdfFields(request);
  const apply = ({ record }: QueriedRecord): void => {
    const draft = new RecordDraft(record, record.bins, context.namespace.clock.now());
    if (filter.passes(draft)) job.failed++;
  };
  startBackgroundJob({ node: context.node, job, scope, apply });
}

/**
 * Runs a query that reduces records to a few values. No module is ever there: the first record that it
 * finds ends it with a failure.
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
  checkUdfFields(request);
  context.node.jobs.start(job);
  const stream = new QueryStream(responder, job, socketTimeout);
  if (findsRecord(scope)) {
    job.succeeded++;
    job.end = JobEnd.unknown;
    stream.addMessage((answer) => answer.bin(OpType.read, 'FAILURE', UNKNOWN_MODULE));
  }
  job.partitionsDone = PARTITION_COUNT;
  await stream.finish();
  context.node.jobs.finish(job);
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

function checkUdfFields(request: Request): void {
  const fields = [FieldType.udfModule, FieldType.udfFunction, FieldType.udfArguments];
  if (!fields.every((type) => request.has(type))) {
    throw invalidQuery('a UDF without module, function or arguments');
  }
}

function udfDetails(request: Request): string {
  const module = request.text(FieldType.udfModule) ?? '';
  return `udf-filename=${module}:udf-function=${request.text(FieldType.udfFunction) ?? ''}`;
}

function findsRecord(scope: QueryScope): boolean {
  return scope.partitions.ids.some(
    (partition) =>
      hasCandidates(scope, partition) && queriedRecords(scope, partition).next().done !== true,
  );
}
