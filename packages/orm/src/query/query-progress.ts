import { checkCount } from './check-count.js';
import { checkFunction } from './check-function.js';
import { checkOptions } from './check-options.js';
import type { ProgressListener } from './query-state.js';

const INTERVAL_MS = 1000;

/** Who listens, as the query remembers it. @throws QueryError for what is no listener */
export function progressListener(
  listener: ProgressListener['listener'],
  options: { readonly intervalMs?: number },
): ProgressListener {
  checkFunction('onProgress', listener);
  checkOptions('onProgress', options, ['intervalMs']);
  const { intervalMs = INTERVAL_MS } = options;
  return { listener, intervalMs: checkCount(intervalMs, 'onProgress: intervalMs', 0) };
}

/** Counts the records of a query, with a word to who listens now and then, and at the end. */
export class Progress {
  readonly #listener: ProgressListener;
  readonly #startedAt: number = performance.now();
  #toldAt = this.#startedAt;
  #records = 0;

  constructor(listener: ProgressListener) {
    this.#listener = listener;
  }

  /** Another record is there. */
  count(): void {
    this.#records += 1;
    const now = performance.now();
    if (now - this.#toldAt < this.#listener.intervalMs) return;
    this.#toldAt = now;
    this.#tell(now, false);
  }

  /** No record follows. */
  end(): void {
    this.#tell(performance.now(), true);
  }

  #tell(now: number, isDone: boolean): void {
    const { listener } = this.#listener;
    listener({ records: this.#records, elapsedMs: now - this.#startedAt, isDone });
  }
}

/** Counts for a listener; null without one. */
export function progressOf(listener: ProgressListener | null): Progress | null {
  return listener === null ? null : new Progress(listener);
}
