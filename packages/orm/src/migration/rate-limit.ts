import { setTimeout as pause } from 'node:timers/promises';

/** Lets so many calls through in a second, evenly. */
export class RateLimit {
  readonly #gapMs: number;
  #next = 0;

  /** @param perSecond 0 for no limit */
  constructor(perSecond: number) {
    this.#gapMs = perSecond === 0 ? 0 : 1000 / perSecond;
  }

  /**
   * Waits for the turn of the caller.
   *
   * @throws what aborting the signal means to timers
   */
  async turn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#gapMs === 0) return;
    const now = performance.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#gapMs;
    if (at > now) await pause(at - now, undefined, signal === undefined ? {} : { signal });
  }
}
