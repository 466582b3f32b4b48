import { DurationHistogram } from './duration-histogram.js';
import { OPERATION_NAMES, type Verb } from './verb.js';

/**
 * Parts of a call that can be timed: waiting for a permit of `maxConcurrentOperations`, writing the
 * request, from the request to its answer, and reading the answer (which for batches is part of `io`:
 * rows are read as they come).
 */
export type Stage = 'limiter_wait' | 'encode' | 'io' | 'decode';

/** Durations by stage and operation name. */
export class StageMetrics {
  enabled: boolean;
  readonly #histograms = new Map<string, Map<Stage, DurationHistogram>>();

  constructor(enabled: boolean) {
    this.enabled = enabled;
  }

  /** Notes how long a stage took. Call it only while `enabled`. */
  observe(stage: Stage, verb: Verb, milliseconds: number): void {
    const name = OPERATION_NAMES[verb];
    let stages = this.#histograms.get(name);
    if (stages === undefined) this.#histograms.set(name, (stages = new Map()));
    let histogram = stages.get(stage);
    if (histogram === undefined) stages.set(stage, (histogram = new DurationHistogram()));
    histogram.observe(milliseconds / 1000);
  }

  *[Symbol.iterator](): IterableIterator<[name: string, Stage, DurationHistogram]> {
    for (const [name, stages] of this.#histograms) {
      for (const [stage, histogram] of stages) yield [name, stage, histogram];
    }
  }

  /** Forgets everything, for tests. */
  reset(): void {
    this.#histograms.clear();
  }
}

const SWITCHED_ON = /^(1|true|yes|on)$/i;

/** The stage timings of this process. */
export const stageMetrics: StageMetrics = new StageMetrics(
  SWITCHED_ON.test(process.env['AEROFORM_INTERNAL_METRICS'] ?? ''),
);

/**
 * Switches the timing of the stages of calls on or off, for the whole process. It is off unless the
 * environment variable `AEROFORM_INTERNAL_METRICS` is `1`, `true`, `yes` or `on` at the start, and
 * costs a few clock readings per call when it is on. The durations are in the metric
 * `db_client_internal_stage_seconds`.
 */
export function setInternalStageMetricsEnabled(enabled: boolean): void {
  stageMetrics.enabled = enabled;
}

/** Whether the stages of calls are timed. */
export function isInternalStageMetricsEnabled(): boolean {
  return stageMetrics.enabled;
}

/**
 * Times the stages of the calls that are made while `work` runs, and then puts the switch back.
 *
 * @returns what `work` returns.
 */
export async function internalStageProfiling<T>(work: () => T | Promise<T>): Promise<T> {
  const before = stageMetrics.enabled;
  stageMetrics.enabled = true;
  try {
    return await work();
  } finally {
    stageMetrics.enabled = before;
  }
}
