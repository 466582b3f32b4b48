import { PARTITION_COUNT } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { Pacer } from '../query/pacer.js';
import {
  hasCandidates,
  queriedRecords,
  type QueriedRecord,
  type QueryScope,
} from '../query/queried-records.js';
import { invalidQuery } from '../query/query-fields.js';
import { JobEnd, type QueryJob } from '../query/query-job.js';
import { resultCodeOf } from './result-code-of.js';

/** Most records per second of a background query, and the default. */
const MAX_RECORDS_PER_SECOND = 10_000;

/** A query that does something to each record, while the client has long got its answer. */
export interface BackgroundJob {
  readonly node: Node;
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
 * @throws {CommandError} 4 when its id belongs to another one.
 */
export function startBackgroundJob(background: BackgroundJob): void {
  background.node.jobs.start(background.job);
  void run(background);
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
  }
}

async function runPartitions({ job, scope, apply }: BackgroundJob): Promise<void> {
  const pacer = new Pacer(job, job.description.recordsPerSecond);
  for (const partition of scope.partitions.ids) {
    if (!hasCandidates(scope, partition)) continue;
    for (const queried of queriedRecords(scope, partition)) {
      if (job.isAbandoned) return;
      const pause = pacer.record();
      if (pause !== undefined) await pause;
      apply(queried);
    }
    job.partitionsDone = partition + 1;
    const turn = pacer.turn();
    if (turn !== undefined) await turn;
  }
  job.partitionsDone = PARTITION_COUNT;
}
