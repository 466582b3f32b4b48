import { setImmediate as turnOfLoop } from 'node:timers/promises';
import type { Run } from '../workload/workload.js';
import { CollectorWatch } from './collector-watch.js';
import type { Slice } from './costs.js';
import { readCounters, since } from './counters.js';
import { keepBusy } from './keep-busy.js';

/** One client at one workload. */
export interface Work {
  readonly run: Run;
  readonly concurrency: number;
  /** Records of a call. */
  readonly items: number;
}

/** A full collection throws machine code away, too: for so many milliseconds nothing is counted. */
const WARM_UP = 200;

/** Starts with an empty heap, and with code that was compiled. */
export async function prepare({ run, concurrency }: Work): Promise<void> {
  await turnOfLoop();
  globalThis.gc?.();
  await keepBusy(run, concurrency, WARM_UP);
}

/**
 * Works for some time, and counts what that takes.
 *
 * @param servers ids of processes
 */
export async function measureSlice(
  { run, concurrency, items }: Work,
  milliseconds: number,
  servers: readonly number[],
): Promise<Slice> {
  const collector = new CollectorWatch();
  const before = readCounters(servers);
  const calls = await keepBusy(run, concurrency, milliseconds);
  const counters = since(before, readCounters(servers));
  return { counters, items: calls * items, collector: await collector.stop() };
}
