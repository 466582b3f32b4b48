import type { AerospikeClient, Bins, Key } from '@aeroform/core';
import { NAMESPACE } from '../data/data-sets.js';
import { binsOfSize } from '../data/record-size.js';

/** The sets: of the records that are read, and of those that are read before, to load all code. */
export const SETS = { measured: 'bench_memory', first: 'bench_memory_first' } as const;

export type SetName = (typeof SETS)[keyof typeof SETS];

const ROWS_PER_BATCH = 5000;
const PATIENT = { totalTimeout: 120_000 };
const bins = binsOfSize('small');

/** Writes so many small records; tells each time how many there are. */
export async function fill(
  client: AerospikeClient,
  set: SetName,
  count: number,
  onProgress: (written: number) => void = () => undefined,
): Promise<void> {
  for (let start = 0; start < count; start += ROWS_PER_BATCH) {
    const length = Math.min(ROWS_PER_BATCH, count - start);
    const rows = Array.from({ length }, (_, i): readonly [Key, Bins] => [
      [NAMESPACE, set, start + i],
      bins,
    ]);
    const { batchRecords } = await client.batchWrite(rows, PATIENT);
    const failed = batchRecords.find(({ result }) => result !== 0);
    if (failed !== undefined) throw new Error(`a record failed: ${failed.result}`);
    onProgress(start + length);
  }
}

/** Removes the records of both sets. */
export async function empty(client: AerospikeClient): Promise<void> {
  for (const set of Object.values(SETS)) await client.truncate(NAMESPACE, set);
}
