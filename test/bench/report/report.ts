import type { Effort, WorkloadResult } from '../measure/measure-workload.js';

/** Where the figures come from. */
export interface Environment {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  readonly server: string;
  readonly official: string;
}

/** A whole run: what the JSON file holds. */
export interface Report {
  readonly environment: Environment;
  readonly effort: Effort;
  readonly results: readonly WorkloadResult[];
}
