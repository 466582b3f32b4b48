import { PARTITION_COUNT } from '@aeroform/protocol';
import { JobEnd, type QueryJob } from './query-job.js';

const END_TEXTS: Record<JobEnd, string> = {
  [JobEnd.ok]: 'ok',
  [JobEnd.unknown]: 'abandoned-unknown',
  [JobEnd.timeout]: 'abandoned-unknown',
  [JobEnd.aborted]: 'user-aborted',
  [JobEnd.responseError]: 'abandoned-response-error',
  [JobEnd.responseTimeout]: 'abandoned-response-timeout',
};

/** A query as the list of queries shows it: `key=value`, separated by colons. */
export function describeJob(job: QueryJob): string {
  const { description } = job;
  const now = Date.now();
  const done = job.finishedAt !== undefined;
  return [
    `trid=${job.id}`,
    `ns=${description.namespace}`,
    ...(description.set === '' ? [] : [`set=${description.set}`]),
    ...(description.sindexName === '' ? [] : [`sindex-name=${description.sindexName}`]),
    ...describePartitions(job),
    `rps=${description.recordsPerSecond}`,
    `active-threads=${done ? 0 : 1}`,
    `status=${done ? 'done' : 'active'}(${END_TEXTS[job.end]})`,
    `job-progress=${((job.partitionsDone * 100) / PARTITION_COUNT).toFixed(2)}`,
    `run-time=${(job.finishedAt ?? now) - job.startedAt}`,
    `time-since-done=${now - (job.finishedAt ?? now)}`,
    `recs-throttled=${job.throttled}`,
    `recs-filtered-meta=${job.filteredByMetadata}`,
    `recs-filtered-bins=${job.filteredByBins}`,
    `recs-succeeded=${job.succeeded}`,
    `recs-failed=${job.failed}`,
    `from=${description.client.replaceAll(':', '+')}`,
    `job-type=${description.type}`,
    `net-io-bytes=${job.bytesSent}`,
    ...(description.details === '' ? [] : [description.details]),
  ].join(':');
}

function describePartitions({ description }: QueryJob): readonly string[] {
  if (description.partitionsRequested === 0) return [];
  return [
    `n-pids-requested=${description.partitionsRequested}`,
    `n-keyds-requested=${description.partitionsResumed}`,
  ];
}
