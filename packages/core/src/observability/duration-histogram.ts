/** Upper bounds of the buckets in seconds, from 10 microseconds: a read on the same host takes 100. */
export const DURATION_BUCKETS: readonly number[] = [
  0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025,
  0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** How long things took, as counts by bucket. */
export class DurationHistogram {
  /** Durations of each bucket alone; the last one is for all that are longer. */
  readonly counts: number[] = new Array<number>(DURATION_BUCKETS.length + 1).fill(0);
  /** Seconds. */
  sum = 0;

  observe(seconds: number): void {
    this.sum += seconds;
    let bucket = 0;
    while (seconds > (DURATION_BUCKETS[bucket] ?? Infinity)) bucket++;
    (this.counts[bucket] as number)++;
  }
}
