import { setImmediate } from 'node:timers/promises';
import { AEROSPIKE_EPOCH, PARTITION_COUNT } from '@aeroform/protocol';
import type { Namespace } from './namespace.js';
import type { StoredRecord } from './stored-record.js';

/** Time between two looks at the clock, in milliseconds. */
const TICK = 1000;
/** Milliseconds that one stretch of a sweep may take before others get a turn. */
const SLICE_MS = 4;

/**
 * Removes expired records in the background, every `nsupPeriod` seconds: the server's nsup. Without a
 * period it does nothing: expired records are not found, but stay in memory.
 */
export class Expiration {
  readonly #namespace: Namespace;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;
  /** The sweep that runs. */
  #running: Promise<void> | undefined;
  #stopped = false;
  /** Milliseconds since 1970. */
  #lastSweep: number;
  #clockTimesSet: number;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
    this.#lastSweep = namespace.clock.now();
    this.#clockTimesSet = namespace.clock.timesSet;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#tick(), TICK);
    this.#timer.unref();
    this.#stopListening = this.#namespace.clock.onAdvance(() => this.#catchUp());
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#stopListening?.();
  }

  /** Ends when the sweeps that are due by now are done. */
  async #catchUp(): Promise<void> {
    await this.#running;
    await this.#tick();
  }

  #tick(): Promise<void> | undefined {
    if (this.#running !== undefined) return this.#running;
    const period = this.#namespace.options.nsupPeriod * 1000;
    const now = this.#namespace.clock.now();
    const { setAt, timesSet } = this.#namespace.clock;
    if (timesSet !== this.#clockTimesSet) {
      this.#clockTimesSet = timesSet;
      this.#lastSweep = setAt;
    }
    const due = period === 0 ? 0 : Math.floor((now - this.#lastSweep) / period);
    if (due === 0) {
      // Periods count from when they are switched on.
      if (period === 0) this.#lastSweep = now;
      return undefined;
    }
    this.#lastSweep += due * period;
    this.#running = this.#sweep(this.#lastSweep).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** @param at - the moment of the sweep: what expired later is left. */
  async #sweep(at: number): Promise<void> {
    const namespace = this.#namespace;
    const seconds = Math.floor(at / 1000) - AEROSPIKE_EPOCH;
    const { timesSet } = namespace.clock;
    const startedAt = performance.now();
    const total = namespace.objects;
    let sliceEnd = startedAt + SLICE_MS;
    let expired = 0;
    let evicted = 0;
    let nonExpirable = 0;
    for (let id = 0; id < PARTITION_COUNT; id++) {
      if (performance.now() > sliceEnd) {
        await setImmediate();
        // What was restored meanwhile may live at the time that it was restored to.
        if (this.#stopped || namespace.clock.timesSet !== timesSet) return;
        sliceEnd = performance.now() + SLICE_MS;
      }
      for (const record of namespace.partition(id).values()) {
        if (record.voidTime === 0) nonExpirable++;
        else if (record.voidTime < seconds) {
          expired++;
          namespace.delete(record.digest);
        } else if (record.voidTime < namespace.evictVoidTime && this.#mayEvict(record)) {
          evicted++;
          namespace.delete(record.digest);
        }
      }
    }
    const { nsup } = namespace.counters;
    nsup.expired += expired;
    nsup.evicted += evicted;
    nsup.nonExpirable = nonExpirable;
    nsup.cycleSeconds = Math.floor((performance.now() - startedAt) / 1000);
    nsup.cycleDeletedPercent = total === 0 ? 0 : ((expired + evicted) * 100) / total;
  }

  #mayEvict({ set }: StoredRecord): boolean {
    return this.#namespace.setSettings.get(set)?.isTrue('disable-eviction') !== true;
  }
}
