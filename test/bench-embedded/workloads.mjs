// What is measured. `run` does one request; `items` is what it counts for.
import Aerospike from 'aerospike';

const { Key, filter, maps, operations } = Aerospike;

const NAMESPACE = 'test';
const SET = 'bench-embedded';
const RECORDS = 10_000;
const BATCH_SIZE = 1000;
const MAP_KEYS = 8;

export const INDEX_NAME = 'bench-embedded-age';

const key = (i) => new Key(NAMESPACE, SET, i % RECORDS);

/** A small record: an integer, a short text, a double, a boolean. */
export function smallRecord(i) {
  return { age: i, name: `person ${i}`, score: new Aerospike.Double(i + 0.5), active: i % 2 === 0 };
}

const BATCH = Array.from({ length: RECORDS / BATCH_SIZE }, (_, batch) =>
  Array.from({ length: BATCH_SIZE }, (_, i) => ({
    key: key(batch * BATCH_SIZE + i),
    readAllBins: true,
  })),
);

export const WORKLOADS = {
  put: {
    title: 'put of 4 bins',
    unit: 'record',
    concurrency: 64,
    items: 1,
    run: (client, i) => client.put(key(i), smallRecord(i % RECORDS)),
  },
  get: {
    title: 'get of 4 bins',
    unit: 'record',
    concurrency: 64,
    items: 1,
    run: (client, i) => client.get(key(i)),
  },
  operate: {
    title: 'operate: increment, map put, read',
    unit: 'record',
    concurrency: 64,
    items: 1,
    run: (client, i) =>
      client.operate(key(i), [
        operations.incr('visits', 1),
        maps.put('pages', `page ${i % MAP_KEYS}`, i),
        operations.read('visits'),
      ]),
  },
  batch: {
    title: `batch read of ${BATCH_SIZE} records`,
    unit: 'record',
    concurrency: 4,
    items: BATCH_SIZE,
    run: (client, i) => client.batchRead(BATCH[i % BATCH.length]),
  },
  query: {
    title: `sindex query of ${RECORDS} records`,
    unit: 'record',
    concurrency: 1,
    items: RECORDS,
    run: async (client) => {
      const query = client.query(NAMESPACE, SET);
      query.where(filter.range('age', 0, RECORDS));
      const found = await query.results();
      if (found.length !== RECORDS) throw new Error(`the query found ${found.length} records`);
    },
  },
};

/** Writes the records that the workloads use, and indexes them. */
export async function prepare(client) {
  await inParallel(RECORDS, WORKLOADS.put.concurrency, (i) => WORKLOADS.put.run(client, i));
  const definition = { ns: NAMESPACE, set: SET, bin: 'age', index: INDEX_NAME };
  const job = await client.createIntegerIndex(definition);
  await job.waitUntilDone();
}

/** Removes the index and the records. */
export async function cleanUp(client) {
  await client.indexRemove(NAMESPACE, INDEX_NAME);
  await inParallel(RECORDS, WORKLOADS.put.concurrency, (i) => client.remove(key(i)));
}

/** Runs something `count` times, a few at a time. */
export async function inParallel(count, concurrency, run) {
  let next = 0;
  const worker = async () => {
    while (next < count) await run(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
