import { on } from 'node:events';
import { createClient, type Host } from '@aeroform/core';
import Aerospike from 'aerospike';
import { NAMESPACE } from '../data/data-sets.js';
import { toOfficialHost } from '../driver/official-driver.js';
import type { SetName } from './many-records.js';

/** A client that gives all records of a set, one after the other. */
export interface RecordSource {
  stream(set: SetName): AsyncIterable<unknown>;
  close(): Promise<void> | void;
}

const PAGE = 10_000;
const FOR_EVER = { totalTimeout: 0 };

/** The ways to read a set, by the names in the results. */
export const RECORD_STREAMS = {
  'wire stream': (hosts) => openWire(hosts, (query) => query.stream(FOR_EVER)),
  'wire pages': (hosts) =>
    openWire(hosts, async function* (query) {
      for await (const { records } of query.pages(PAGE, FOR_EVER)) yield* records;
    }),
  'official foreach': (hosts) => openOfficial(hosts, foreach),
  'official pages': (hosts) => openOfficial(hosts, pages),
} as const satisfies Record<string, (hosts: readonly Host[]) => Promise<RecordSource>>;

export type RecordStreamName = keyof typeof RECORD_STREAMS;

type WireQuery = ReturnType<ReturnType<typeof createClient>['query']>;
type Official = Awaited<ReturnType<typeof Aerospike.connect>>;

async function openWire(
  hosts: readonly Host[],
  read: (query: WireQuery) => AsyncIterable<unknown>,
): Promise<RecordSource> {
  const client = await createClient({ hosts }).connect();
  return {
    stream: (set) => read(client.query(NAMESPACE, set)),
    close: () => client.close(),
  };
}

async function openOfficial(
  hosts: readonly Host[],
  read: (client: Official, set: SetName) => AsyncIterable<unknown>,
): Promise<RecordSource> {
  const client = await Aerospike.connect({
    hosts: hosts.map(toOfficialHost),
    policies: { query: new Aerospike.QueryPolicy(FOR_EVER) },
  });
  return { stream: (set) => read(client, set), close: () => client.close() };
}

/** Its events can't be held back: what the consumer has not taken yet is in the queue of `on`. */
async function* foreach(client: Official, set: SetName): AsyncGenerator<unknown> {
  const records = client.query(NAMESPACE, set).foreach();
  for await (const [record] of on(records, 'data', { close: ['end'] })) yield record;
}

async function* pages(client: Official, set: SetName): AsyncGenerator<unknown> {
  const query = client.query(NAMESPACE, set, { paginate: true, maxRecords: PAGE });
  do yield* await query.results();
  while (query.hasNextPage());
}
