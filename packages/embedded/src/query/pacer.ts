import { setImmediate, setTimeout } from 'node:timers/promises';
import type { QueryJob } from './query-job.js';

/** Milliseconds of work after which others get a turn. */
const TURN_MS = 4;
/** The clock is looked at once in so many calls: a look costs as much as part of a record. */
const CALLS_PER_LOOK = 16;
/** A query that is faster than its limit sleeps so many milliseconds for a record, as the server. */
const MIN_SLEEP_MS = 1;
const MAX_SLEEP_MS = 10;

/** Keeps a query from taking the event loop for itself, and to its records per second. */
export class Pacer {
  readonly #job: QueryJob;
  readonly #recordsPerSecond: number;
  readonly #startedAt: number = performance.now();
  #turnEnd: number = this.#startedAt + TURN_MS;
  #calls = 0;

  constructor(job: QueryJob, recordsPerSecond: number) {
    this.#job = job;
    this.#recordsPerSecond = recordsPerSecond;
  }

  /** To be awaited, if it is a promise, wherever the query can pause. */
  turn(): Promise<void> | undefined {
    if (++this.#calls % CALLS_PER_LOOK !== 0) return undefined;
    return performance.now() < this.#turnEnd ? undefined : this.#passTurn();
  }

  /** To be awaited, if it is a promise, after each record. */
  record(): Promise<void> | undefined {
    if (this.#recordsPerSecond === 0) return this.turn();
    const target = (++this.#job.throttled * 1000) / this.#recordsPerSecond;
    const ahead = target - (performance.now() - this.#startedAt);
    return ahead > MIN_SLEEP_MS ? this.#sleep(Math.min(ahead, MAX_SLEEP_MS)) : this.turn();
  }

  async #passTurn(): Promise<void> {
    await setImmediate();
    this.#turnEnd = performance.now() + TURN_MS;
  }

  async #sleep(ms: number): Promise<void> {
    await setTimeout(ms);
    this.#turnEnd = performance.now() + TURN_MS;
  }
}
