import { setTimeout as pause } from 'node:timers/promises';
import { SETS } from './many-records.js';
import { type Memory, MemoryWatch, memoryRetained, most } from './memory-watch.js';
import type { RecordSource } from './record-streams.js';

/** How fast the records are taken. */
export const PACES = {
  fast: { records: Infinity, milliseconds: 0 },
  /** At most 100,000 a second. */
  slow: { records: 100, milliseconds: 1 },
} as const;

export type Pace = keyof typeof PACES;

/** What reading all records took. */
export interface StreamMemory {
  readonly records: number;
  readonly seconds: number;
  /** Before, with all code loaded and an open connection. */
  readonly baseline: Memory;
  readonly peak: Memory;
  /** The most that was in use after a collection; only where collections were asked for. */
  readonly retained: Memory | undefined;
}

/**
 * Reads all records, and watches the memory of the process. Before, it reads the set that is there to
 * load all code.
 *
 * @param collectEvery - collects garbage after so many records, to see what is held; 0 for never
 */
export async function measureStream(
  source: RecordSource,
  pace: Pace,
  collectEvery = 0,
): Promise<StreamMemory> {
  for await (const _record of source.stream(SETS.first));
  const baseline = memoryRetained();
  const { records: burst, milliseconds } = PACES[pace];
  const watch = new MemoryWatch();
  const started = performance.now();
  let retained: Memory | undefined;
  let records = 0;
  for await (const _record of source.stream(SETS.measured)) {
    records++;
    if (records % burst === 0) await pause(milliseconds);
    if (collectEvery > 0 && records % collectEvery === 0) {
      retained = most(retained ?? baseline, memoryRetained());
    }
  }
  const seconds = (performance.now() - started) / 1000;
  return { records, seconds, baseline, peak: watch.stop(), retained };
}
