import {
  FieldType,
  HeaderOffset,
  Info1,
  Info2,
  Info3,
  PARTITION_COUNT,
  ResultCode,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { countQuery } from '../query/count-query.js';
import { Pacer } from '../query/pacer.js';
import { readPartitionSelection } from '../query/partition-selection.js';
import { queriedRecords } from '../query/queried-records.js';
import { invalidQuery } from '../query/query-fields.js';
import { JobEnd, QueryJob } from '../query/query-job.js';
import type { QueriedRecord, QueryScope } from '../query/query-scope.js';
import type { RecordCursor } from '../query/record-cursor.js';
import { readSindexTarget } from '../query/sindex-target.js';
import type { CommandContext } from './command-context.js';
import { partitionsOf } from './partition-routing.js';
import { QueryFilter } from './query-filter.js';
import { type Projection, readProjection } from './query-projection.js';
import {
  queryScope,
  readMaxRecords,
  readQuerySet,
  readRecordsPerSecond,
  readSocketTimeout,
  readTaskId,
} from './query-request.js';
import { QueryStream } from './query-stream.js';
import type { Request } from './request.js';
import type { Responder } from './responder.js';

/** A query that answers records, checked and ready to run. */
interface BasicQuery {
  readonly scope: QueryScope;
  readonly job: QueryJob;
  readonly filter: QueryFilter;
  readonly projection: Projection;
  /** 0 for no limit. */
  readonly maxRecords: bigint;
  readonly stream: QueryStream;
  readonly pacer: Pacer;
  /** A short query that still runs then ends with result code 9, see `performance.now()`. */
  readonly deadline: number;
  /** Whether this node has all records of a partition; undefined where one node has them all. */
  readonly isAvailable: ((partition: number) => boolean) | undefined;
}

/**
 * Runs a query that answers records: all of some partitions, or those that an index finds.
 *
 * @throws {CommandError} before anything is sent, in the server's order of checks.
 */
export async function runBasicQuery(
  context: CommandContext,
  request: Request,
  responder: Responder,
): Promise<void> {
  const query = prepare(context, request, responder);
  const isListed = !isShortQuery(context, request);
  const { jobs } = context.node;
  if (isListed) jobs.start(query.job);
  try {
    await runPartitions(query);
    if (query.stream.isClosed && !query.job.isAbandoned) query.job.end = JobEnd.responseError;
    await query.stream.finish();
  } finally {
    if (isListed) jobs.finish(query.job);
    countQuery(context.namespace.counters, query.job, !isListed);
  }
}

function prepare(context: CommandContext, request: Request, responder: Responder): BasicQuery {
  if ((request.info3 & Info3.partitionDone) === 0) {
    throw new CommandError(ResultCode.UNSUPPORTED_FEATURE, 'a query of an old client');
  }
  const set = readQuerySet(request);
  const target = readSindexTarget(request);
  const partitions = readPartitionSelection(request, target?.range.type);
  const recordsPerSecond = readRecordsPerSecond(request);
  const isShort = (request.info1 & Info1.shortQuery) !== 0;
  if (isShort && request.has(FieldType.recordsPerSecond)) {
    throw invalidQuery('a short query with a limit of records per second');
  }
  if (partitions === undefined) {
    throw new CommandError(ResultCode.UNSUPPORTED_FEATURE, 'a query without partitions');
  }
  const scope = queryScope(context, set, target, partitions);
  const socketTimeout = readSocketTimeout(request);
  const job = new QueryJob({
    id: readTaskId(request),
    type: 'basic',
    namespace: context.namespace.name,
    set,
    sindexName: scope.index?.sindex.name ?? '',
    partitionsRequested: partitions.ids.length,
    partitionsResumed: partitions.resumePoints.size,
    recordsPerSecond,
    client: responder.remoteAddress,
    details: `net-io-time=0:socket-timeout=${socketTimeout}`,
  });
  const maxRecords = readMaxRecords(request);
  const projection = readProjection(request);
  const filter = new QueryFilter(request, job);
  const stream = new QueryStream(responder, job, socketTimeout);
  const pacer = new Pacer(job, recordsPerSecond);
  const deadline = isShortQuery(context, request) ? deadlineOf(request) : Number.POSITIVE_INFINITY;
  const isAvailable = availability(context, request);
  return { scope, job, filter, projection, maxRecords, stream, pacer, deadline, isAvailable };
}

/** Short queries are not listed, and take no longer than their client waits. */
function isShortQuery({ namespace }: CommandContext, { info1 }: Request): boolean {
  return (info1 & Info1.shortQuery) !== 0 && !namespace.settings.isTrue('force-long-queries');
}

/** Milliseconds that a short query may take whose client does not say. */
const DEFAULT_SHORT_TIME = 1000;

function deadlineOf({ buffer }: Request): number {
  return (
    performance.now() + (buffer.readUInt32BE(HeaderOffset.transactionTtl) || DEFAULT_SHORT_TIME)
  );
}

/** Queries that are relaxed, as short ones are, take what a node has of a partition. */
function availability(
  context: CommandContext,
  { info1, info2 }: Request,
): ((partition: number) => boolean) | undefined {
  const partitions = partitionsOf(context);
  if (partitions === undefined) return undefined;
  const isRelaxed = (info1 & Info1.shortQuery) !== 0 || (info2 & Info2.relaxApLongQuery) !== 0;
  const { holder } = partitions;
  return (id) =>
    isRelaxed ? holder.copies[id] !== undefined : partitions.state(id).isComplete(holder);
}

async function runPartitions(query: BasicQuery): Promise<void> {
  const { scope, job, pacer } = query;
  const records = queriedRecords(scope);
  for (const partition of scope.partitions.ids) {
    if (isLate(query)) job.end = JobEnd.timeout;
    if (isOver(query)) return;
    let found = openPartition(query, records, partition);
    while (found !== undefined) {
      const pause = answerRecord(query, found);
      if (pause !== undefined) await pause;
      const isEnough = isFull(query) || (pause !== undefined && isOver(query));
      found = isEnough ? undefined : records.next();
    }
    job.partitionsDone = partition + 1;
    const turn = pacer.turn();
    if (turn !== undefined) await turn;
  }
  job.partitionsDone = PARTITION_COUNT;
}

/** @returns the first record of the partition that the query wants. */
function openPartition(
  query: BasicQuery,
  records: RecordCursor,
  partition: number,
): QueriedRecord | undefined {
  if (query.isAvailable?.(partition) === false) {
    query.stream.addUnavailable(partition);
    return undefined;
  }
  return !isFull(query) && records.open(partition) ? records.next() : undefined;
}

/** To be awaited, if it is a promise. */
function answerRecord(query: BasicQuery, found: QueriedRecord): Promise<void> | undefined {
  const { scope, job, filter, projection, stream, pacer } = query;
  const { clock } = scope.namespace;
  if (!filter.passes(found.record, clock)) return pacer.turn();
  if (projection(stream, found, clock)) job.succeeded++;
  else job.failed++;
  return stream.flush() ?? pacer.record();
}

function isLate({ deadline }: BasicQuery): boolean {
  return deadline !== Number.POSITIVE_INFINITY && performance.now() > deadline;
}

function isOver({ job, stream }: BasicQuery): boolean {
  return job.isAbandoned || stream.isClosed;
}

/** Records that fail count, as in the server. */
function isFull({ maxRecords, job }: BasicQuery): boolean {
  return maxRecords !== 0n && BigInt(job.succeeded + job.failed) >= maxRecords;
}
