import { PARTITION_COUNT } from '@aeroform/protocol';
import { countQuery } from '../query/count-query.js';
import { Pacer } from '../query/pacer.js';
import {
  hasCandidates,
  queriedRecords,
  type QueriedRecord,
  type QueryScope,
} from '../query/queried-records.js';
import { invalidQuery } from '../query/query-fields.js';
import { JobEnd, type QueryJob } from '../query/query-job.js';
import { reserveQuery } from '../security/check-command.js';
import type { Caller } from './command-context.js';
import { resultCodeOf } from './result-code-of.js';

/** Most records per second of a background query, and the default. */
const MAX_RECORDS_PER_SECOND = 10_000;

/** A query that does something to each record, while the client has long got its answer. */
export interface BackgroundJob extends Caller {
  readonly job: QueryJob;
  readonly scope: QueryScope;
  /** Handles one record and counts what came of it. */
  readonly apply: (queried: QueriedRecord) => void;
}

/**
 * The pace of a background query.
 *
 * @throws {CommandError} 4 when it is faster than allowed.
 */
export function backgroundRate(requested: number): number {
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
export function startBackgroundJob(background: BackgroundJob): void {
  const { node, job } = background;
  const { security } = node;
  const rate = job.description.recordsPerSecond;
  const release = security && reserveQuery(background, security, rate, 'write');
  try {
    node.jobs.start(job);
  } catch (error) {
    release?.();
    throw error;
  }
  void run(background).finally(release);
}

async function run(background: BackgroundJob): Promise<void> {
  const { node, job } = background;
  try {
    await runPartitions(background);
  } catch (error) {
    resultCodeOf(error, node.counters);
    job.end = JobEnd.unknown;
  } finally {
    node.jobs.finish(job);
    countQuery(background.scope.namespace.counters, job);
  }
}

async function runPartitions({ node, job, scope, apply }: BackgroundJob): Promise<void> {
  const partitions = node.partitions?.get(scope.namespace.name);
  const pacer = new Pacer(job, job.description.recordsPerSecond);
  for (const partition of scope.partitions.ids) {
    if (partitions?.isMaster(partition) === false || !hasCandidates(scope, partition)) continue;
    for (const queried of queriedRecords(scope, partition)) {
      if (job.isAbandoned) return;
      const pause = pacer.record();
      if (pause !== undefined) await pause;
      // Meanwhile another node may have become the master, whose query finds the rest.
      if (partitions?.isMaster(partition) === false) break;
      apply(queried);
    }
    job.partitionsDone = partition + 1;
    const turn = pacer.turn();
    if (turn !== undefined) await turn;
  }
  job.partitionsDone = PARTITION_COUNT;
}
