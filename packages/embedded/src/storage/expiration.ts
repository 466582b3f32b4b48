import { PARTITION_COUNT } from '@aeroform/protocol';
import type { Namespace } from './namespace.js';

/** Time between two looks at the clock, in milliseconds. */
const TICK = 1000;
/** Partitions swept before other work gets its turn. */
const SLICE = 256;

/**
 * Removes expired records in the background, every `nsupPeriod` seconds. Without a period it does
 * nothing: expired records are not found, but stay in memory.
 */
export class Expiration {
  readonly #namespace: Namespace;
  #timer: NodeJS.Timeout | undefined;
  #slice: NodeJS.Immediate | undefined;
  #lastSweep: number;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
    this.#lastSweep = namespace.clock.now();
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), TICK);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    clearImmediate(this.#slice);
    this.#slice = undefined;
  }

  #tick(): void {
    const period = this.#namespace.options.nsupPeriod * 1000;
    const now = this.#namespace.clock.now();
    if (period === 0 || this.#slice !== undefined || now - this.#lastSweep < period) return;
    this.#lastSweep = now;
    this.#sweep(0);
  }

  #sweep(first: number): void {
    const end = Math.min(first + SLICE, PARTITION_COUNT);
    for (let id = first; id < end; id++) {
      for (const record of this.#namespace.partition(id).values()) {
        if (this.#namespace.isDoomed(record)) this.#namespace.delete(record.digest);
      }
    }
    this.#slice = end < PARTITION_COUNT ? setImmediate(() => this.#sweep(end)) : undefined;
  }
}
