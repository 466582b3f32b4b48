import type { NamespaceCounters } from '../storage/namespace-counters.js';
import { JobEnd, type QueryJob, type QueryJobType } from './query-job.js';

/** What statistics call the types of queries. */
const TYPE_NAMES: Record<QueryJobType, string> = {
  basic: 'long_basic',
  aggregation: 'aggr',
  'background-udf': 'udf_bg',
  'background-ops': 'ops_bg',
};

/** And their ends: anything else is an error. */
const END_NAMES: Partial<Record<JobEnd, string>> = {
  [JobEnd.ok]: 'complete',
  [JobEnd.aborted]: 'abort',
  [JobEnd.timeout]: 'timeout',
};

/** Counts a query that is done, such as `pi_query_long_basic_complete`. */
export function countQuery(counters: NamespaceCounters, job: QueryJob, isShort = false): void {
  const { type, sindexName } = job.description;
  const index = sindexName === '' ? 'pi' : 'si';
  const name = isShort ? 'short_basic' : TYPE_NAMES[type];
  counters.countQuery(`${index}_query_${name}_${END_NAMES[job.end] ?? 'error'}`);
}
