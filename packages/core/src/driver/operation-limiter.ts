import { BackpressureError } from '../error/client-error.js';
import { abortFailure } from '../error/abort-failure.js';
import { stageMetrics } from '../observability/stage-metrics.js';
import type { Verb } from '../observability/verb.js';

/** How many calls may be on the way. */
export interface LimiterOptions {
  /** Calls at a time; 0 for no limit. */
  readonly max: number;
  /** Milliseconds that a call waits for its turn; 0 for ever. */
  readonly queueTimeout: number;
}

/** Lets so many calls go at a time; the others wait in line, in their order. */
export class OperationLimiter {
  readonly #options: LimiterOptions;
  readonly #line = new Set<() => void>();
  #running = 0;
  #isOpen = false;

  constructor(options: LimiterOptions) {
    this.#options = options;
  }

  /** Calls that wait. */
  get waiting(): number {
    return this.#line.size;
  }

  /**
   * Waits for the turn of a call, which {@link leave} ends.
   *
   * @throws {BackpressureError} when it did not come in time; {ClientError} `ABORTED` by the signal.
   */
  async enter(verb: Verb, signal: AbortSignal | null): Promise<void> {
    const startedAt = stageMetrics.enabled ? performance.now() : 0;
    if (this.#line.size > 0 || this.#running >= this.#options.max) await this.#wait(verb, signal);
    else this.#running++;
    if (startedAt > 0) {
      stageMetrics.observe('limiter_wait', verb, performance.now() - startedAt);
    }
  }

  /** A call has ended: the next one has its turn. */
  leave(): void {
    this.#running--;
    this.#advance();
  }

  /** Lets everything go that waits, and whatever still comes. */
  open(): void {
    this.#isOpen = true;
    this.#advance();
  }

  #advance(): void {
    for (const grant of this.#line) {
      if (!this.#isOpen && this.#running >= this.#options.max) return;
      this.#line.delete(grant);
      this.#running++;
      grant();
    }
  }

  async #wait(verb: Verb, signal: AbortSignal | null): Promise<void> {
    if (this.#isOpen) {
      this.#running++;
      return;
    }
    const { queueTimeout } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    let abort: (() => void) | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const giveUp = (error: Error): void => {
          this.#line.delete(resolve);
          reject(error);
        };
        abort = () => giveUp(abortFailure(signal as AbortSignal));
        if (signal?.aborted === true) {
          abort();
          return;
        }
        this.#line.add(resolve);
        signal?.addEventListener('abort', abort, { once: true });
        if (queueTimeout > 0) timer = setTimeout(() => giveUp(this.#timeout(verb)), queueTimeout);
      });
    } finally {
      clearTimeout(timer);
      if (abort !== undefined) signal?.removeEventListener('abort', abort);
    }
  }

  #timeout(verb: Verb): BackpressureError {
    const { max, queueTimeout } = this.#options;
    return new BackpressureError(
      `Backpressure timeout on '${verb}' after ${queueTimeout}ms: ` +
        `maxConcurrentOperations=${max} exceeded`,
    );
  }
}
