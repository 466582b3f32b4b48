import type { AerospikeClient, Bins, Key } from '@aeroform/core';
import { binsOfPerson } from './person.js';
import { binsOfSize, RECORD_SIZES } from './record-size.js';
import { binsOfRow } from './row.js';

/** Where the records are. */
export const NAMESPACE = process.env['AEROSPIKE_NAMESPACE'] ?? 'test';

/** Records that workloads need before they start; ids are 0, 1, 2 … */
interface DataSet {
  readonly records: number;
  readonly bins: (id: number) => Bins;
  /** Bin with a numeric index. */
  readonly indexed?: string;
}

const small = binsOfSize('small');
const medium = binsOfSize('medium');
const large = binsOfSize('large');

/** The sets by their names; on the server they are called `bench_…`. */
export const DATA_SETS = {
  small: { records: RECORD_SIZES.small.records, bins: () => small },
  medium: { records: RECORD_SIZES.medium.records, bins: () => medium },
  large: { records: RECORD_SIZES.large.records, bins: () => large },
  counter: { records: 20_000, bins: () => ({ n: 0, ...small }) },
  row: { records: 100_000, bins: binsOfRow, indexed: 'id' },
  person: { records: 10_000, bins: binsOfPerson, indexed: 'age' },
} as const satisfies Record<string, DataSet>;

export type DataSetName = keyof typeof DATA_SETS;

const ROWS_PER_BATCH = 1000;
const PATIENT = { totalTimeout: 120_000 };

/** The set on the server. */
export function setOf(name: DataSetName): string {
  return `bench_${name}`;
}

/** The name of the index of a set. */
export function indexOf(name: DataSetName): string {
  return `${setOf(name)}_index`;
}

/** How many records of a set there are; at most as many as a quick run takes. */
export function countOf(name: DataSetName, mostRecords: number): number {
  return Math.min(DATA_SETS[name].records, mostRecords);
}

/** Writes the records of a set. */
export async function fill(
  client: AerospikeClient,
  name: DataSetName,
  mostRecords: number,
): Promise<void> {
  const { bins, indexed }: DataSet = DATA_SETS[name];
  const count = countOf(name, mostRecords);
  for (let start = 0; start < count; start += ROWS_PER_BATCH) {
    const rows = Array.from(
      { length: Math.min(ROWS_PER_BATCH, count - start) },
      (_, i): readonly [Key, Bins] => [[NAMESPACE, setOf(name), start + i], bins(start + i)],
    );
    const { batchRecords } = await client.batchWrite(rows, PATIENT);
    const failed = batchRecords.find(({ result }) => result !== 0);
    if (failed !== undefined) throw new Error(`a record of ${name} failed: ${failed.result}`);
  }
  if (indexed === undefined) return;
  await client.indexIntegerCreate(NAMESPACE, setOf(name), indexed, indexOf(name));
}

/** Removes the records of a set, and its index. */
export async function empty(client: AerospikeClient, name: DataSetName): Promise<void> {
  const indexes = await client.indexList(NAMESPACE);
  if (indexes.some((index) => index.name === indexOf(name))) {
    await client.indexRemove(NAMESPACE, indexOf(name));
  }
  await client.truncate(NAMESPACE, setOf(name));
}
