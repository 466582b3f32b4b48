import type { AerospikeClient, Key } from '@aeroform/core';

/** Records of each workload. */
export const COUNT = 100_000;
const NAMESPACE = 'test';
const SET = 'event_loop';
/** Records with so many elements each, which are counted. */
const WIDE_SET = 'event_loop_wide';
const ELEMENTS = 400;
const PATIENT = { totalTimeout: 120_000 };

const keys = Array.from({ length: COUNT }, (_, id): Key => [NAMESPACE, SET, id]);
const rows = keys.map((key, id) => [key, { id }] as const);

/** Writes the records. */
export async function fill(client: AerospikeClient): Promise<void> {
  const text = 'x'.repeat(40);
  const full = keys.map(
    (key, id) => [key, { id, text, list: [id, id + 1], map: { a: id } }] as const,
  );
  const elements = Array.from({ length: ELEMENTS }, (_, i) => [`element ${i}`, i] as const);
  const wide = Array.from({ length: COUNT / ELEMENTS }, (_, id) => {
    return [[NAMESPACE, WIDE_SET, id] as const, { map: new Map(elements) }] as const;
  });
  const { batchRecords } = await client.batchWrite([...full, ...wide], PATIENT);
  const failed = batchRecords.find(({ result }) => result !== 0);
  if (failed !== undefined) throw new Error(`a record was not written: ${failed.result}`);
}

/** Removes the records. */
export async function empty(client: AerospikeClient): Promise<void> {
  await client.truncate(NAMESPACE, SET);
  await client.truncate(NAMESPACE, WIDE_SET);
}

/** What reads all records; each gives the number of records, or of elements, that it has seen. */
export const WORKLOADS: Readonly<Record<string, (client: AerospikeClient) => Promise<number>>> = {
  async 'query, for await'(client) {
    let count = 0;
    for await (const { bins } of client.query(NAMESPACE, SET)) count += 'id' in bins ? 1 : 0;
    return count;
  },
  async 'query, results()'(client) {
    return (await client.query(NAMESPACE, SET).results()).length;
  },
  async 'query, pages(1000)'(client) {
    let count = 0;
    for await (const { records } of client.query(NAMESPACE, SET).pages(1000))
      count += records.length;
    return count;
  },
  async 'query, wide records'(client) {
    let count = 0;
    for await (const { bins } of client.query(NAMESPACE, WIDE_SET)) {
      count += Object.keys(bins['map'] as object).length;
    }
    return count;
  },
  async batchRead(client) {
    return (await client.batchRead(keys, null, PATIENT)).foundCount();
  },
  async 'batchRead, for await'(client) {
    let count = 0;
    const handle = await client.batchRead(keys, null, PATIENT);
    for await (const { record } of handle) count += record === null ? 0 : 1;
    return count;
  },
  async 'batchRead in parts of 5000'(client) {
    let count = 0;
    for (let i = 0; i < COUNT; i += 5000) {
      count += (await client.batchRead(keys.slice(i, i + 5000), null, PATIENT)).foundCount();
    }
    return count;
  },
  async batchWrite(client) {
    const { batchRecords } = await client.batchWrite(rows, PATIENT);
    return batchRecords.filter(({ result }) => result === 0).length;
  },
};
