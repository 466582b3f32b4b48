import { EmbeddedServer, type FaultSpec } from '@aeroform/embedded';
import {
  type AerospikeClient,
  batchEntry,
  type BatchPolicy,
  type BatchRecord,
  CALL_CHANNELS,
  type CallMessage,
  createClient,
  InvalidArgError,
  operations,
} from '../../src/index.js';
import { NAMESPACE } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

const MODULE = 'retry';
const SET = 'retry';
const keys = [1, 2, 3].map((id) => [NAMESPACE, SET, id] as const);
const [first, second] = keys as [(typeof keys)[number], (typeof keys)[number]];
const add = [operations.increment('n', 1)];

/** What each kind of batch sends, as faults call it, and the call. */
const VERBS: readonly [
  verb: string,
  command: 'get' | 'put' | 'operate' | 'delete' | 'udf',
  run: (client: AerospikeClient, policy: BatchPolicy) => Promise<Iterable<BatchRecord>>,
][] = [
  ['batchRead', 'get', (client, policy) => client.batchRead(keys, null, policy)],
  [
    'batchWrite',
    'put',
    async (client, policy) =>
      (
        await client.batchWrite(
          keys.map((key) => [key, { n: 5 }]),
          policy,
        )
      ).batchRecords,
  ],
  [
    'batchWriteColumns',
    'put',
    async (client, policy) => {
      const columns = { _key: [1, 2, 3], n: [5, 5, 5] };
      return (await client.batchWriteColumns(columns, NAMESPACE, SET, '_key', policy)).batchRecords;
    },
  ],
  [
    'batchOperate',
    'operate',
    async (client, policy) => (await client.batchOperate(keys, add, policy)).batchRecords,
  ],
  [
    'batchRemove',
    'delete',
    async (client, policy) => (await client.batchRemove(keys, policy)).batchRecords,
  ],
  [
    'batchApply',
    'udf',
    async (client, policy) =>
      (await client.batchApply(keys, MODULE, 'add', null, policy)).batchRecords,
  ],
  [
    'batch',
    'operate',
    async (client, policy) =>
      (await client.batch([batchEntry.read(first), batchEntry.operate(second, add)], policy))
        .batchRecords,
  ],
];

describe('sending the records of a batch again', () => {
  let server: EmbeddedServer;
  let client: AerospikeClient;

  beforeAll(async () => {
    server = await EmbeddedServer.start();
    client = await createClient({ hosts: server.hosts }).connect();
    const source = "function add(rec) rec['n'] = rec['n'] + 1; aerospike:update(rec); return 1 end";
    await client.udfPut({ filename: MODULE, source });
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });
  beforeEach(async () => {
    await client.batchWrite(keys.map((key) => [key, { n: 1 }]));
  });
  afterEach(() => server.faults.clear());

  /** Of the second record. */
  const fail = (command: (typeof VERBS)[number][1], spec: Omit<FaultSpec, 'when'>): void => {
    server.faults.add({ when: { command, set: SET, userKey: 2 }, ...spec });
  };
  const hits = (): number => server.faults.list.reduce((sum, fault) => sum + fault.hits, 0);
  const codes = (records: Iterable<BatchRecord>): number[] =>
    [...records].map(({ result }) => result);

  describe.each(VERBS)('%s', (_verb, command, run) => {
    it('repeats what failed for a passing reason as often as the policy says', async () => {
      fail(command, { do: 'key-busy', times: 2 });
      const records = codes(await run(client, { retry: 2 }));
      expect(records.every((code) => code === 0)).toBe(true);
      expect(hits()).toBe(2);
    });

    it('gives up after that', async () => {
      fail(command, { do: 'device-overload' });
      expect(codes(await run(client, { retry: 2 }))[1]).toBe(18);
      expect(hits()).toBe(3);
    });

    it('repeats nothing unless it is told to', async () => {
      fail(command, { do: 'key-busy', times: 1 });
      expect(codes(await run(client, {}))[1]).toBe(14);
    });

    it('repeats nothing that would fail again', async () => {
      fail(command, { do: { kind: 'result', code: 'RECORD_TOO_BIG' } });
      expect(codes(await run(client, { retry: 5 }))[1]).toBe(13);
      expect(hits()).toBe(1);
    });

    it('refuses what is no count', async () => {
      for (const retry of [-1, 1.5, '1', Infinity, null]) {
        const error = await rejection<InvalidArgError>(run(client, { retry } as never));
        expect(error).toBeInstanceOf(InvalidArgError);
        expect(error.argument).toBe('policy.retry');
      }
    });
  });

  it('repeats reads that timed out', async () => {
    fail('get', { do: { kind: 'result', code: 'TIMEOUT' }, times: 1 });
    const handle = await client.batchRead(keys, null, { retry: 1 });
    expect(codes(handle)).toEqual([0, 0, 0]);
  });

  it.each([
    [
      'operations',
      'operate',
      (policy: BatchPolicy) => client.batch([batchEntry.operate(second, add)], policy),
    ],
    [
      'functions',
      'udf',
      (policy: BatchPolicy) => client.batch([batchEntry.apply(second, MODULE, 'add')], policy),
    ],
  ] as const)('never repeats %s that may have been carried out', async (_name, command, run) => {
    fail(command, { do: { kind: 'result', code: 'TIMEOUT', applied: true }, times: 1 });
    const { batchRecords } = await run({ retry: 5 });
    expect(batchRecords[0]).toMatchObject({ result: 9, inDoubt: true });
    expect((await client.get(second)).bins).toEqual({ n: 2 });
  });

  it('repeats them when it is told to, although they may be carried out twice', async () => {
    fail('operate', { do: { kind: 'result', code: 'TIMEOUT', applied: true }, times: 1 });
    const policy = { retry: 1, retryInDoubt: true };
    const { batchRecords } = await client.batchOperate([second], add, policy);
    expect(batchRecords[0]).toMatchObject({ result: 0, inDoubt: false });
    expect((await client.get(second)).bins).toEqual({ n: 3 });
  });

  it('repeats them when the connection broke, too', async () => {
    fail('operate', { do: { kind: 'reset', applied: true }, times: 1 });
    const policy = { retry: 1, retryInDoubt: true };
    const { batchRecords } = await client.batchOperate([second], add, policy);
    expect(batchRecords[0]).toMatchObject({ result: 0, inDoubt: false });
    expect((await client.get(second)).bins).toEqual({ n: 3 });
  });

  it('leaves in doubt what was in doubt and then failed', async () => {
    fail('operate', { do: { kind: 'result', code: 'TIMEOUT', applied: true }, times: 1 });
    fail('operate', { do: 'device-overload' });
    const policy = { retry: 2, retryInDoubt: true };
    const { batchRecords } = await client.batchOperate([second], add, policy);
    expect(batchRecords[0]).toMatchObject({ result: 18, inDoubt: true });
    expect(batchRecords[0]?.error).toMatchObject({ code: 'DEVICE_OVERLOAD', inDoubt: true });
  });

  it('is one call for metrics and channels, with a retry for each repetition', async () => {
    fail('get', { do: 'key-busy', times: 2 });
    const heard: [string, CallMessage][] = [];
    const listeners = (['start', 'retry', 'success'] as const).map((name) => {
      const listener = (message: unknown): void => {
        heard.push([name, message as CallMessage]);
      };
      CALL_CHANNELS[name].subscribe(listener);
      return () => CALL_CHANNELS[name].unsubscribe(listener);
    });
    await client.batchRead(keys, null, { retry: 5 });
    listeners.forEach((stop) => stop());
    expect(heard.map(([name]) => name)).toEqual(['start', 'retry', 'retry', 'success']);
    expect(heard[1]?.[1].error).toMatchObject({ code: 'KEY_BUSY' });
    expect(heard[3]?.[1]).toMatchObject({ verb: 'batchRead', rows: 3, retries: 2 });
  });

  it('ends with the total time-out of the call', async () => {
    fail('get', { do: 'key-busy' });
    const handle = await client.batchRead(keys, null, { retry: 1_000_000, totalTimeout: 100 });
    expect(handle.at(1)?.error?.isRetryable).toBe(true);
    expect(handle.at(0)?.result).toBe(0);
  });

  it('takes the count from the configuration, and prefers the parameter of batchWrite', async () => {
    const policies = { batch: { retry: 2 } };
    const patient = await createClient({ hosts: server.hosts, policies }).connect();
    try {
      fail('put', { do: 'key-busy', times: 2 });
      const records = keys.map((key) => [key, { n: 2 }] as const);
      expect(codes((await patient.batchWrite(records)).batchRecords)).toEqual([0, 0, 0]);
      fail('put', { do: 'key-busy', times: 2 });
      const policy = { retry: 5 };
      expect(codes((await patient.batchWrite(records, policy, 0)).batchRecords)).toEqual([
        0, 14, 0,
      ]);
    } finally {
      await patient.close();
    }
  });
});
