import { setTimeout as sleep } from 'node:timers/promises';
import { type AerospikeClient, createClient, type Key } from '@aeroform/core';
import {
  type Increment,
  INCREMENT_MODES,
  type IncrementMode,
  type IncrementModeName,
} from './increment.js';
import type { Outcome } from './outcome.js';

/** Increments to send. */
export interface LoadPlan {
  readonly set: string;
  /** Records that are counted up. */
  readonly records: number;
  readonly increments: number;
  /** Identity of the first of them. */
  readonly firstId: number;
  /** Calls on the way at a time. */
  readonly concurrency: number;
  /** Milliseconds over which they are spread. */
  readonly duration: number;
  /** Milliseconds after the start around which most of them set out, as fast as they can. */
  readonly peaks: readonly number[];
  readonly peakWidth: number;
}

/** How a client connects that carries load. */
export interface LoadConfig {
  readonly hosts: readonly string[];
  readonly tendInterval: number;
}

/** Sends increments. */
export interface Loader {
  connect(config: LoadConfig): Promise<void>;
  run(plan: LoadPlan): Promise<Outcome[]>;
  /** Rejections that nobody has handled so far. */
  unhandled(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export function keyOf(set: string, record: number): Key {
  return ['test', set, record];
}

/** How often the modes come. */
const ORDER: readonly IncrementModeName[] = [
  'operate, default policy',
  'operate, retries allowed',
  'operate, default policy',
  'batch, default policy',
  'operate, default policy',
  'operate, retries allowed',
  'batch, all retries allowed',
  'operate, aborted',
  'operate, default policy',
  'operate, retries allowed',
  'batch, retries of what is in no doubt',
  'operate, retries allowed',
];
const ROWS_IN_ORDER = ORDER.reduce((sum, name) => sum + INCREMENT_MODES[name].rows, 0);

/** A client in this process. */
export class LocalLoader implements Loader {
  readonly #unhandled: string[] = [];
  readonly #onUnhandled = (reason: unknown): void => {
    this.#unhandled.push(
      reason instanceof Error ? (reason.stack ?? reason.message) : String(reason),
    );
  };
  #client: AerospikeClient | undefined;

  async connect({ hosts, tendInterval }: LoadConfig): Promise<void> {
    process.on('unhandledRejection', this.#onUnhandled);
    this.#client = await createClient({ hosts, tendInterval }).connect();
  }

  run(plan: LoadPlan): Promise<Outcome[]> {
    return new Load(this.#client as AerospikeClient, plan).run();
  }

  unhandled(): Promise<readonly string[]> {
    return Promise.resolve(this.#unhandled);
  }

  async close(): Promise<void> {
    await this.#client?.close();
    process.off('unhandledRejection', this.#onUnhandled);
  }
}

/** One in so many calls sets out at some time, the others at the peaks. */
const SPREAD = 5;

/** When calls set out, in milliseconds after the start. */
function schedule(calls: number, { duration, peaks, peakWidth }: LoadPlan): number[] {
  const times = Array.from({ length: calls }, (_, i) => {
    if (i % SPREAD === 0) return Math.random() * duration;
    const peak = peaks[Math.floor(Math.random() * peaks.length)] as number;
    return peak + (Math.random() - 1 / 2) * peakWidth;
  });
  return times.sort((a, b) => a - b);
}

/** One plan on its way. */
class Load {
  readonly #client: AerospikeClient;
  readonly #plan: LoadPlan;
  readonly #outcomes: Outcome[] = [];
  readonly #startedAt = performance.now();
  readonly #schedule: readonly number[];
  #calls = 0;
  #taken = 0;

  constructor(client: AerospikeClient, plan: LoadPlan) {
    this.#client = client;
    this.#plan = plan;
    const calls = Math.ceil((plan.increments * ORDER.length) / ROWS_IN_ORDER);
    this.#schedule = schedule(calls, plan);
  }

  async run(): Promise<Outcome[]> {
    const { concurrency } = this.#plan;
    await Promise.all(Array.from({ length: concurrency }, () => this.#loop()));
    return this.#outcomes;
  }

  async #loop(): Promise<void> {
    const { increments } = this.#plan;
    while (this.#taken < increments) {
      const call = this.#calls++;
      const name = ORDER[call % ORDER.length] as IncrementModeName;
      const mode: IncrementMode = INCREMENT_MODES[name];
      const work = this.#take(Math.min(mode.rows, increments - this.#taken));
      const wait = this.#startedAt + (this.#schedule[call] ?? 0) - performance.now();
      if (wait > 0) await sleep(wait);
      const startedAt = Date.now();
      const attempts = await mode.run(
        this.#client,
        work.map(({ increment }) => increment),
      );
      const endedAt = Date.now();
      work.forEach(({ increment: { id }, record }, i) => {
        const attempt = attempts[i] ?? { verdict: 'refused', error: 'none', fault: 'no answer' };
        this.#outcomes.push({ id, record, mode: name, startedAt, endedAt, ...attempt });
      });
    }
  }

  /** Increments of different records. */
  #take(count: number): { increment: Increment; record: number }[] {
    const { set, records, firstId } = this.#plan;
    const first = Math.floor(Math.random() * records);
    return Array.from({ length: count }, (_, i) => {
      const record = (first + i) % records;
      return { increment: { id: firstId + this.#taken++, key: keyOf(set, record) }, record };
    });
  }
}
