import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turnOfLoop } from 'node:timers/promises';

/** Adds up for how long the collector of garbage stopped the main thread. */
export class CollectorWatch {
  readonly #started = performance.now();
  #microseconds = 0;
  readonly #observer = new PerformanceObserver((list) => this.#add(list.getEntries()));

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** @returns microseconds, up to now */
  async stop(): Promise<number> {
    const ended = performance.now();
    // Pauses are told of in the turn after them.
    await turnOfLoop();
    await turnOfLoop();
    this.#add(this.#observer.takeRecords().filter(({ startTime }) => startTime < ended));
    this.#observer.disconnect();
    return this.#microseconds;
  }

  #add(pauses: readonly { readonly startTime: number; readonly duration: number }[]): void {
    for (const { startTime, duration } of pauses) {
      if (startTime >= this.#started) this.#microseconds += duration * 1000;
    }
  }
}
