import type { Spread } from '../measure/spread.js';
import type { Environment } from '../report/report.js';
import type { Effort, WorkloadResult } from '../measure/measure-workload.js';
import type { Costs } from './costs.js';
import type { SelfTime } from './self-time.js';

/** Where the time of one client goes. */
export interface SubjectProfile {
  readonly subject: string;
  /** Of all rounds. */
  readonly perSecond: Spread;
  /** Of the round whose rate is in the middle, so that parts belong to their whole. */
  readonly costs: Costs;
  /** Of the main thread. */
  readonly selfTime: SelfTime;
}

/** Where the time of a workload goes. */
export interface WorkloadProfile extends Pick<
  WorkloadResult,
  'name' | 'title' | 'concurrency' | 'items'
> {
  readonly own: SubjectProfile;
  readonly baseline: SubjectProfile;
  /** Throughput of wire, as a part of that of the official client in the same round. */
  readonly ratio: Spread;
}

/** A whole run: what the JSON file holds. */
export interface ProfileReport {
  readonly environment: Environment;
  readonly effort: Effort;
  /** Why nothing is known of the server's process; undefined if it is. */
  readonly serverUnknown: string | undefined;
  readonly profiles: readonly WorkloadProfile[];
}
