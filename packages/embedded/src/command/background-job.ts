import { Info1, PARTITION_COUNT, ResultCode } from '@aeroform/protocol';
import { countQuery } from '../query/count-query.js';
import { Pacer } from '../query/pacer.js';
import { queriedRecords } from '../query/queried-records.js';
import { invalidQuery } from '../query/query-fields.js';
import { JobEnd, QueryJob, type QueryJobType } from '../query/query-job.js';
import type { QueryScope } from '../query/query-scope.js';
import { readSindexTarget } from '../query/sindex-target.js';
import { reserveQuery } from '../security/check-command.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { CommandContext } from './command-context.js';
import { notFound } from './not-found.js';
import { QueryFilter } from './query-filter.js';
import {
  isUnknownSet,
  queryScope,
  readQuerySet,
  readRecordsPerSecond,
  readTaskId,
} from './query-request.js';
import type { Request } from './request.js';
import type { Responder } from './responder.js';
import { resultCodeOf } from './result-code-of.js';
import { checkUnlocked } from './transaction-lock.js';

/** Most records per second of a background query, and the default. */
const MAX_RECORDS_PER_SECOND = 10_000;
/** Bytes of the answer that a background query gets at its start. */
const ANSWER_SIZE = 30;
const SOCKET_TIMEOUT = 10_000;

/** A query that does something to each record, while the client has long got its answer. */
export interface BackgroundJob {
  readonly context: CommandContext;
  readonly job: QueryJob;
  readonly scope: QueryScope;
  readonly filter: QueryFilter;
}

/** What a background query does to a record; what it throws is counted as a failure. */
export type ChangeRecord = (record: StoredRecord) => void;

/**
 * Reads what background queries have in common, whatever they do to records.
 *
 * @param details - what the list of queries shows of this type, between its own values.
 * @throws {CommandError} in the server's order of checks.
 */
export function readBackgroundJob(
  context: CommandContext,
  request: Request,
  responder: Responder,
  { type, details }: { readonly type: QueryJobType; readonly details: string },
): BackgroundJob {
  if ((request.info1 & Info1.shortQuery) !== 0) throw invalidQuery('a short background query');
  const set = readQuerySet(request);
  const target = readSindexTarget(request);
  const requestedRate = readRecordsPerSecond(request);
  if (isUnknownSet(context, set)) throw notFound();
  const recordsPerSecond = backgroundRate(requestedRate);
  const scope = queryScope(context, set, target);
  const job = new QueryJob({
    id: readTaskId(request),
    type,
    namespace: context.namespace.name,
    set,
    sindexName: scope.index?.sindex.name ?? '',
    partitionsRequested: 0,
    partitionsResumed: 0,
    recordsPerSecond,
    client: responder.remoteAddress,
    details: `socket-timeout=${SOCKET_TIMEOUT}:${details}`,
  });
  job.bytesSent = ANSWER_SIZE;
  return { context, job, scope, filter: new QueryFilter(request, job) };
}

function backgroundRate(requested: number): number {
  if (requested > MAX_RECORDS_PER_SECOND) {
    throw invalidQuery(`more than ${MAX_RECORDS_PER_SECOND} records per second`);
  }
  return requested === 0 ? MAX_RECORDS_PER_SECOND : requested;
}

/**
 * Lists a background query and lets it run.
 *
 * @throws {CommandError} 4 when its id belongs to another one, 83 when a quota does not allow it.
 */
export function startBackgroundJob(background: BackgroundJob, change: ChangeRecord): void {
  const { context, job } = background;
  const { node } = context;
  const { security } = node;
  const rate = job.description.recordsPerSecond;
  const release = security && reserveQuery(context, security, rate, 'write');
  try {
    node.jobs.start(job);
  } catch (error) {
    release?.();
    throw error;
  }
  void run(background, change).finally(release);
}

async function run(background: BackgroundJob, change: ChangeRecord): Promise<void> {
  const { context, job } = background;
  const { node, namespace } = context;
  try {
    await runPartitions(background, change);
  } catch (error) {
    resultCodeOf(error, node.counters);
    job.end = JobEnd.unknown;
  } finally {
    node.jobs.finish(job);
    countQuery(namespace.counters, job);
  }
}

async function runPartitions(background: BackgroundJob, change: ChangeRecord): Promise<void> {
  const { context, job, scope } = background;
  const partitions = context.node.partitions?.get(scope.namespace.name);
  const pacer = new Pacer(job, job.description.recordsPerSecond);
  const records = queriedRecords(scope);
  for (const partition of scope.partitions.ids) {
    if (partitions?.isMaster(partition) === false || !records.open(partition)) continue;
    for (let found = records.next(); found !== undefined; found = records.next()) {
      if (job.isAbandoned) return;
      const pause = pacer.record();
      if (pause !== undefined) await pause;
      // Meanwhile another node may have become the master, whose query finds the rest.
      if (partitions?.isMaster(partition) === false) break;
      apply(background, found.record.digest, change);
    }
    job.partitionsDone = partition + 1;
    const turn = pacer.turn();
    if (turn !== undefined) await turn;
  }
  job.partitionsDone = PARTITION_COUNT;
}

/** Changes one record, as it is now, and counts what came of it. */
function apply(
  { context, job, filter }: BackgroundJob,
  digest: Buffer,
  change: ChangeRecord,
): void {
  const { namespace, node } = context;
  const record = namespace.get(digest);
  if (record === undefined) return;
  if (!filter.passes(record, namespace.clock)) return;
  try {
    checkUnlocked(context, digest);
    change(record);
    job.succeeded++;
  } catch (error) {
    if (resultCodeOf(error, node.counters) !== ResultCode.RECORD_NOT_FOUND) job.failed++;
  }
}
