import type { EmbeddedServer, EmbeddedWorker } from '@aeroform/embedded';
import { DRIVER } from '../../../../test/support/driver-under-test.js';
import { startServer } from '../../../../test/support/server-under-test.js';
import {
  type AerospikeClient,
  type AerospikeError,
  batchEntry,
  type BatchWriteResult,
  createClient,
  type Key,
  operations,
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
  POLICY_READ_MODE_SC_LINEARIZE,
  POLICY_READ_MODE_SC_SESSION,
  type ReadModeSc,
  type RemovePolicy,
} from '../../src/index.js';
import { STRONG_SERVER } from '../support/strong.js';
import { rejection } from '../support/with-client.js';

let server: EmbeddedServer | EmbeddedWorker;
let client: AerospikeClient;
beforeAll(async () => {
  server = await startServer(STRONG_SERVER);
  client = await createClient({ hosts: [...server.hosts], driver: DRIVER }).connect();
  await client.udfPut({ filename: 'dd.lua', source: REMOVING });
});
afterAll(async () => {
  await client.close();
  await server.stop();
});

const REMOVING = 'function wipe(rec) return aerospike:remove(rec) end';

let last = 0;
async function freshRecord(set = 'strong'): Promise<Key> {
  const key: Key = ['test', set, ++last];
  await client.put(key, { a: 1 });
  return key;
}

async function tombstones(): Promise<number> {
  const text = await client.infoRandomNode('namespace/test');
  return Number(/(?:^|;)tombstones=(\d+)/.exec(text)?.[1]);
}

describe('durableDelete', () => {
  type Deletion = (key: Key, policy: RemovePolicy) => Promise<unknown>;
  const first = async (batch: Promise<BatchWriteResult>): Promise<void> => {
    const error = (await batch).batchRecords[0]?.error;
    if (error !== null) throw error as Error;
  };

  it.each<[string, Deletion]>([
    ['remove', (key, policy) => client.remove(key, null, policy)],
    ['remove, in meta', (key, { durableDelete = false }) => client.remove(key, { durableDelete })],
    ['put of nothing but null', (key, policy) => client.put(key, { a: null }, null, policy)],
    ['removeBin of the last bin', (key, policy) => client.removeBin(key, ['a'], null, policy)],
    ['operate', (key, policy) => client.operate(key, [operations.delete()], null, policy)],
    ['apply', (key, policy) => client.apply(key, 'dd', 'wipe', [], policy)],
    ['batchRemove', (key, policy) => first(client.batchRemove([key], policy))],
    [
      'batchRemove, in meta',
      (key, { durableDelete = false }) => first(client.batchRemove([[key, { durableDelete }]])),
    ],
    ['batchWrite', (key, policy) => first(client.batchWrite([[key, { a: null }]], policy))],
    [
      'batchOperate',
      (key, policy) => first(client.batchOperate([key], [operations.delete()], policy)),
    ],
    ['batchApply', (key, policy) => first(client.batchApply([key], 'dd', 'wipe', [], policy))],
    [
      'batch, in the policy of its entry',
      (key, policy) => first(client.batch([batchEntry.remove(key, { policy })])),
    ],
  ])('of %s leaves a tombstone, and is needed with strong consistency', async (_verb, run) => {
    const key = await freshRecord();
    const error = await rejection<AerospikeError>(run(key, { durableDelete: false }));
    expect(['FORBIDDEN', 'UDF_ERROR']).toContain(error.code);
    expect((await client.exists(key)).meta).not.toBeNull();
    const before = await tombstones();
    await run(key, { durableDelete: true });
    expect((await client.exists(key)).meta).toBeNull();
    expect(await tombstones()).toBe(before + 1);
  });

  it('of a background job leaves tombstones', async () => {
    await freshRecord('job');
    await freshRecord('job');
    const before = await tombstones();
    const query = client.query('test', 'job');
    const job = await query.operate([operations.delete()], { durableDelete: true });
    await job.wait();
    expect(await query.results()).toEqual([]);
    expect(await tombstones()).toBe(before + 2);
  });
});

describe('readModeSc', () => {
  it.each<[string, ReadModeSc]>([
    ['POLICY_READ_MODE_SC_SESSION', POLICY_READ_MODE_SC_SESSION],
    ['POLICY_READ_MODE_SC_LINEARIZE', POLICY_READ_MODE_SC_LINEARIZE],
    ['POLICY_READ_MODE_SC_ALLOW_REPLICA', POLICY_READ_MODE_SC_ALLOW_REPLICA],
    ['POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE', POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE],
  ])('%s reads by every call', async (_name, readModeSc) => {
    const key = await freshRecord();
    const policy = { readModeSc };
    expect((await client.get(key, policy)).bins).toEqual({ a: 1 });
    expect((await client.exists(key, policy)).meta?.gen).toBe(1);
    const read = [operations.read('a')];
    expect((await client.operate(key, read, null, policy)).bins).toEqual({ a: 1 });
    expect((await client.batchRead([key], null, policy)).records()[0]?.bins).toEqual({ a: 1 });
    const entry = batchEntry.read(key, { policy });
    expect((await client.batch([entry])).batchRecords[0]?.record?.bins).toEqual({ a: 1 });
  });
});
