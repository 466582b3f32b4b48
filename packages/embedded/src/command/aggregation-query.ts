import { FieldType, Info1, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { countQuery } from '../query/count-query.js';
import { invalidQuery } from '../query/query-fields.js';
import { QueryJob } from '../query/query-job.js';
import { readSindexTarget } from '../query/sindex-target.js';
import { Aggregation } from './aggregation.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { partitionsOf } from './partition-routing.js';
import {
  isUnknownSet,
  queryScope,
  readQuerySet,
  readRecordsPerSecond,
  readSocketTimeout,
  readTaskId,
} from './query-request.js';
import { QueryStream } from './query-stream.js';
import type { Request } from './request.js';
import type { Responder } from './responder.js';
import { requireUdfCall } from './udf-query.js';

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
  if ((request.info1 & Info1.shortQuery) !== 0) throw invalidQuery('a short query with a UDF');
  if (request.has(FieldType.filterExpression)) {
    throw new CommandError(ResultCode.UNSUPPORTED_FEATURE, 'an aggregation with a filter');
  }
  const set = readQuerySet(request);
  const target = readSindexTarget(request);
  const recordsPerSecond = readRecordsPerSecond(request);
  if (isUnknownSet(context, set)) throw notFound();
  const scope = queryScope(context, set, target);
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
