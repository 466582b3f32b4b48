import { setTimeout } from 'node:timers/promises';
import { REQUEST_FACTOR } from '../../../src/driver/native/query/native-query.js';
import { LIMITATIONS, type LimitationName } from '../../../src/driver/native/unsupported.js';
import {
  type AerospikeClient,
  type AerospikeError,
  type AerospikeRecord,
  AerospikeTimeoutError,
  batchEntry,
  type Bins,
  createClient,
  exp,
  GeoJson,
  operations,
  POLICY_KEY_SEND,
  POLICY_REPLICA_RANDOM,
  predicates,
  type Query,
  UnsupportedByDriverError,
} from '../../../src/index.js';
import { type BothDrivers, startBothDrivers } from '../../support/both-drivers.js';
import { rejection } from '../../support/with-client.js';

const SET = 'native_query';
const COUNT = 3000;
const ALL = predicates.between('n', 0, COUNT);

let both: BothDrivers;
let native: AerospikeClient;
let wire: AerospikeClient;

beforeAll(async () => {
  both = await startBothDrivers();
  ({ native, wire } = both);
  await wire.indexIntegerCreate('test', SET, 'n', 'native_query_n');
  await wire.indexBlobCreate('test', SET, 'b', 'native_query_b');
  const rows = Array.from({ length: COUNT }, (_, n) => {
    const bins = { n, word: `w${n}`, list: [n, 'x'], b: Buffer.from([n % 256]) };
    return batchEntry.write(['test', SET, n], bins, { policy: { key: POLICY_KEY_SEND } });
  });
  const { batchRecords } = await wire.batch(rows, { totalTimeout: 20_000 });
  expect(batchRecords.filter(({ result }) => result !== 0)).toEqual([]);
});
afterAll(() => both.stop());

const digestOf = ({ key }: AerospikeRecord): string => key[3].toString('hex');
const sorted = (records: readonly AerospikeRecord[]): AerospikeRecord[] =>
  records.toSorted((a, b) => digestOf(a).localeCompare(digestOf(b)));

type Ask = (query: Query) => Query;

describe('queries of the native driver', () => {
  const asks: readonly (readonly [string, Ask])[] = [
    ['a scan', (query) => query],
    ['an index', (query) => query.where(ALL)],
    ['bounds of 64 bits', (query) => query.where(predicates.between('n', 2990, 2n ** 63n - 1n))],
    ['bytes', (query) => query.where(predicates.equals('b', Buffer.from([7])))],
    ['some bins', (query) => query.select('n')],
    ['no bins', (query) => query.noBins()],
    ['some partitions', (query) => query.partitions({ begin: 100, count: 700 })],
    ['a filter', (query) => query.filter(exp.lt(exp.intBin('n'), exp.intVal(50)))],
    ['a rate', (query) => query.recordsPerSecond(100_000).partitions({ begin: 0, count: 50 })],
    ['a projection', (query) => query.project([operations.read('n'), operations.read('no')])],
    ['no record', (query) => query.where(predicates.equals('n', -1))],
  ];

  it.each(asks)('answer to %s what the wire driver answers', async (_what, ask) => {
    const expected = await ask(wire.query('test', SET)).results();
    const given = await ask(native.query('test', SET)).results();
    expect(given).toHaveLength(expected.length);
    expect(sorted(given)).toEqual(sorted(expected));
    const slow = await ask(native.query('test', SET)).results({ recordQueueSize: 8 });
    expect(slow).toHaveLength(expected.length);
    expect(sorted(slow)).toEqual(sorted(expected));
  });

  it.each(asks.slice(0, 2))('end after so many records of %s', async (_what, ask) => {
    for (const size of [1, 77, COUNT]) {
      const records = await ask(native.query('test', SET)).maxRecords(size).results();
      expect(new Set(records.map(digestOf)).size).toBe(size);
    }
  });

  it.each(asks.slice(0, 2))(
    'go on with cursors of %s from driver to driver',
    async (_what, ask) => {
      const seen: string[] = [];
      let cursor: string | null = null;
      let turn = 0;
      do {
        const client: AerospikeClient = turn++ % 2 === 0 ? native : wire;
        const page = await ask(client.query('test', SET)).page({ size: 400, cursor });
        seen.push(...page.records.map(digestOf));
        cursor = page.cursor;
      } while (cursor !== null);
      expect(seen).toHaveLength(COUNT);
      expect(new Set(seen).size).toBe(COUNT);
      expect(turn).toBeGreaterThan(7);
    },
  );

  it('are not sent more than they asked for while the consumer waits', async () => {
    const other = await startBothDrivers();
    try {
      const keys = Array.from({ length: 2000 }, (_, i) => ['test', SET, i] as const);
      await other.wire.batchWrite(
        keys.map((key) => [key, { n: 1 }]),
        { totalTimeout: 20_000 },
      );
      const recordQueueSize = 16;
      const stream = other.native.query('test', SET).stream({ recordQueueSize, maxRetries: 0 });
      await stream.next();
      await setTimeout(50);
      await other.server.stop();
      let came = 1;
      const rest = async (): Promise<void> => {
        for await (const _record of stream) came++;
      };
      await rejection(rest());
      expect(came).toBeGreaterThan(1);
      expect(came).toBeLessThanOrEqual((REQUEST_FACTOR + 1) * recordQueueSize);
    } finally {
      await other.stop();
    }
  });

  it('can be left early, again and again, and the client closed right then', async () => {
    const client = await createClient({
      hosts: [...both.server.hosts],
      driver: 'native',
    }).connect();
    for (let i = 0; i < 20; i++) {
      for await (const { bins } of client.query('test', SET).where(ALL).stream()) {
        expect(bins['n']).toBeDefined();
        break;
      }
    }
    await client.close();
    expect(client.isConnected()).toBe(false);
  });

  it('are ended by a signal and by their time', async () => {
    const controller = new AbortController();
    const aborted = native.query('test', SET).results({ signal: controller.signal });
    controller.abort();
    expect(await rejection(aborted)).toMatchObject({ code: 'ABORTED' });
    const late = native.query('test', SET).recordsPerSecond(1000).results({ totalTimeout: 100 });
    expect(await rejection(late)).toBeInstanceOf(AerospikeTimeoutError);
  });

  it('tell what is wrong as the wire driver does', async () => {
    for (const ask of [
      (client: AerospikeClient) => client.query('nowhere', SET).results(),
      (client: AerospikeClient) =>
        client.query('test', SET).where(predicates.equals('x', 1)).results(),
    ]) {
      const [theirs, ours] = [await rejection(ask(wire)), await rejection(ask(native))];
      expect(ours.message).toBe(theirs.message);
      const partsOf = ({ code, resultCode, node }: AerospikeError) => [code, resultCode, node];
      expect(partsOf(ours as AerospikeError)).toEqual(partsOf(theirs as AerospikeError));
    }
  });

  it('read again what the addon tells too little of', async () => {
    const set = 'native_exact';
    const bins = {
      map: new Map<string | number, unknown>([
        [1, 'one'],
        ['1', new Map([[-5, 2n ** 60n]])],
      ]),
      text: '{"type": "Point"}',
      point: new GeoJson('{"type":"Point","coordinates":[1.5,2.5]}'),
      bytes: Buffer.from([0x91, 0x01]),
    } as Bins;
    await wire.indexIntegerCreate('test', set, 'n', 'native_exact_n');
    const key = ['test', set, 2n ** 53n + 5n] as const;
    await wire.put(key, { ...bins, n: 1 }, null, { key: POLICY_KEY_SEND });
    for (const ask of [(query: Query) => query, (query: Query) => query.where(ALL)]) {
      const [theirs] = await ask(wire.query('test', set)).results();
      const [ours] = await ask(native.query('test', set)).results();
      expect(ours).toEqual(theirs);
      expect(ours?.key[2]).toBe(2n ** 53n + 5n);
    }
  });

  it('go on when the addon gives up on a map', async () => {
    const set = 'native_undecodable';
    await wire.indexIntegerCreate('test', set, 'n', 'native_undecodable_n');
    for (let n = 0; n < 40; n++)
      await wire.put(['test', set, n], { n, bytes: Buffer.from([0x90]) });
    const map = exp.fromBase64(Buffer.from('81c301', 'hex').toString('base64'));
    for (const n of [7, 23]) {
      await wire.operate(['test', set, n], [operations.expWrite('m', map)]);
    }
    for (const ask of [(query: Query) => query, (query: Query) => query.where(ALL)]) {
      const theirs = await ask(wire.query('test', set)).results();
      const ours = await ask(native.query('test', set)).results({ recordQueueSize: 4 });
      expect(theirs.filter(({ bins }) => 'm' in bins)).toHaveLength(2);
      expect(sorted(ours)).toEqual(sorted(theirs));
    }
    const keys = [6, 7].map((n) => ['test', set, n] as const);
    const [theirs, ours] = [await wire.batchRead(keys), await native.batchRead(keys)];
    expect([...ours].map(({ record }) => record)).toEqual([...theirs].map(({ record }) => record));
  });
});

describe('what the native driver refuses of queries', () => {
  const bytes = predicates.equals('b', Buffer.from([7]));
  const long = predicates.equals('b', 'x'.repeat(5000));
  const wordy = exp.eq(exp.stringBin('b'), exp.stringVal('x'.repeat(5000)));
  const indexed = exp.cond(wordy, exp.intBin('n'), exp.intVal(0));
  const isRead = (bin: string) => operations.read(bin);
  const refused: readonly (readonly [LimitationName, Ask])[] = [
    ['partsOfBytesQuery', (query) => query.where(bytes).maxRecords(1)],
    ['partsOfBytesQuery', (query) => query.where(bytes).recordsPerSecond(1)],
    ['partsOfBytesQuery', (query) => query.where(long).project([isRead('n')])],
    ['longIndexExpression', (query) => query.where(predicates.equals(indexed, 1))],
    ['textWithNul', (query) => query.where(predicates.equals('b', 'a\0b'))],
    ['severalResultsOfBin', (query) => query.project([isRead('n'), isRead('n')])],
  ];

  it.each(refused)('is a row of the table: %s', async (name, ask) => {
    const error = await rejection<UnsupportedByDriverError>(
      ask(native.query('test', SET)).results(),
    );
    expect(error).toBeInstanceOf(UnsupportedByDriverError);
    expect(error.feature).toBe(LIMITATIONS[name].feature);
    expect(error.message).toContain(LIMITATIONS[name].alternative);
  });

  it('are policies that the official client cannot follow', async () => {
    const query = native.query('test', SET);
    for (const [name, policy] of [
      ['maxConcurrentNodes', { maxConcurrentNodes: 1 }],
      ['randomReplicaOfQuery', { replica: POLICY_REPLICA_RANDOM }],
    ] as const) {
      const error = await rejection<UnsupportedByDriverError>(query.results(policy));
      expect(error.feature).toBe(LIMITATIONS[name].feature);
    }
  });

  it('is aggregate, and a rate, wide bounds and long names of jobs', async () => {
    const query = native.query('test', SET);
    const wide = predicates.between('n', 0, 2n ** 62n + 1n);
    const work = [operations.write('x', 1)];
    for (const [name, call] of [
      ['aggregate', () => query.aggregate('m', 'f')],
      ['recordsPerSecondOfJob', () => query.recordsPerSecond(5).operate(work)],
      ['bigintInOptions', () => query.where(wide).operate(work)],
      ['longFunctionName', () => query.apply('m'.repeat(64), 'f')],
    ] as const) {
      const error = await rejection<UnsupportedByDriverError>(call());
      expect(error.feature).toBe(LIMITATIONS[name].feature);
    }
  });
});
