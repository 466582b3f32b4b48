import { type Target, TARGETS } from '../report/targets.js';
import type { Workload } from '../workload/workload.js';

/** The client that is profiled, and what it is compared with. */
export const SUBJECTS = { own: 'wire', baseline: 'official' } as const;

/** What wire is to do of what the official client does, for a workload. */
export function aimsOf(workload: string): Target[] {
  return TARGETS.filter(
    (target) =>
      target.workload === workload &&
      target.subject === SUBJECTS.own &&
      target.baseline === SUBJECTS.baseline,
  );
}

/** The workloads for which there is such an aim. */
export function withAims(workloads: readonly Workload[]): Workload[] {
  return workloads.filter(({ name }) => aimsOf(name).length > 0);
}
