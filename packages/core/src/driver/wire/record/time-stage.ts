import { type Stage, stageMetrics } from '../../../observability/stage-metrics.js';
import type { Verb } from '../../../observability/verb.js';

/** Counts a stage of a call that ends now; returns the time, in ms. */
export function timeStage(stage: Stage, verb: Verb, startedAt: number): number {
  const now = performance.now();
  stageMetrics.observe(stage, verb, now - startedAt);
  return now;
}
