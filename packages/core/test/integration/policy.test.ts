import {
  batchEntry,
  exp,
  FilteredOut,
  InvalidArgError,
  type Key,
  POLICY_COMMIT_LEVEL_MASTER,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
  POLICY_EXISTS_UPDATE,
  POLICY_EXISTS_UPDATE_ONLY,
  POLICY_GEN_EQ,
  POLICY_GEN_GT,
  POLICY_KEY_SEND,
  POLICY_READ_MODE_AP_ALL,
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_PREFER_RACK,
  RecordExistsError,
  RecordGenerationError,
  RecordNotFound,
  TTL_NEVER,
  TTL_NEVER_EXPIRE,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

describe('policies', () => {
  let integration: Integration;
  let set: string;
  let serial = 0;

  beforeAll(async () => {
    integration = await startIntegration();
    set = await integration.freshSet('core_policy');
  });
  afterAll(() => integration.stop());

  const newKey = (): Key => [NAMESPACE, set, `k${serial++}`];

  it('create only, once', async () => {
    const { client } = integration;
    const key = newKey();
    const policy = { exists: POLICY_EXISTS_CREATE_ONLY } as const;
    await client.put(key, { a: 1 }, null, policy);
    expect(await rejection(client.put(key, { a: 2 }, null, policy))).toBeInstanceOf(
      RecordExistsError,
    );
    expect((await client.get(key)).bins).toEqual({ a: 1 });
  });

  it('update only and replace only what exists', async () => {
    const { client } = integration;
    const key = newKey();
    const update = { exists: POLICY_EXISTS_UPDATE_ONLY } as const;
    const replace = { exists: POLICY_EXISTS_REPLACE_ONLY } as const;
    expect(await rejection(client.put(key, { a: 1 }, null, update))).toBeInstanceOf(RecordNotFound);
    expect(await rejection(client.put(key, { a: 1 }, null, replace))).toBeInstanceOf(
      RecordNotFound,
    );
    await client.put(key, { a: 1, b: 1 });
    await client.put(key, { a: 2 }, null, update);
    expect((await client.get(key)).bins).toEqual({ a: 2, b: 1 });
    await client.put(key, { c: 3 }, null, replace);
    expect((await client.get(key)).bins).toEqual({ c: 3 });
  });

  it('replace drops other bins, update keeps them, and both create', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1 }, null, { exists: POLICY_EXISTS_UPDATE });
    await client.put(key, { b: 2 }, { exists: POLICY_EXISTS_UPDATE });
    expect((await client.get(key)).bins).toEqual({ a: 1, b: 2 });
    await client.put(key, { c: 3 }, { exists: POLICY_EXISTS_REPLACE });
    expect((await client.get(key)).bins).toEqual({ c: 3 });
  });

  it('null is refused where the record is replaced, before anything is sent', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1, b: 1 });
    for (const exists of [POLICY_EXISTS_REPLACE, POLICY_EXISTS_REPLACE_ONLY] as const) {
      const refused = { code: 'INVALID_ARGUMENT', argument: 'bins.b' };
      await expect(client.put(key, { a: 2, b: null }, { exists })).rejects.toMatchObject(refused);
      const many = client.batchWrite([[key, { a: 2, b: null }, { exists }]]);
      await expect(many).rejects.toMatchObject({ argument: 'records[0].bins.b' });
      const entry = batchEntry.write(key, { b: null }, { meta: { exists } });
      const mixed = client.batch([entry]);
      await expect(mixed).rejects.toMatchObject({ argument: 'entries[0].bins.b' });
    }
    expect((await client.get(key)).bins).toEqual({ a: 1, b: 1 });
  });

  it('meta.gen writes only over that generation, in every write', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1, t: 'x' });
    const stale = { gen: 9 };
    const calls = [
      client.put(key, { a: 2 }, stale),
      client.touch(key, 0, stale),
      client.append(key, 't', 'x', stale),
      client.increment(key, 'a', 1, stale),
      client.removeBin(key, ['a'], stale),
      client.remove(key, stale),
    ];
    for (const call of calls) {
      const error = await rejection<RecordGenerationError>(call);
      expect(error).toBeInstanceOf(RecordGenerationError);
      expect(error).toMatchObject({ resultCode: 3, inDoubt: false });
    }
    expect((await client.put(key, { a: 2 }, { gen: 1 })).gen).toBe(2);
    await client.remove(key, { gen: 2 });
  });

  it('a greater generation wins with POLICY_GEN_GT', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1 });
    const policy = { gen: POLICY_GEN_GT } as const;
    expect((await client.put(key, { a: 2 }, { gen: 5 }, policy)).gen).toBe(2);
    expect(await rejection(client.put(key, { a: 3 }, { gen: 2 }, policy))).toBeInstanceOf(
      RecordGenerationError,
    );
  });

  it('refuses to compare a generation that is not given', async () => {
    const call = integration.client.put(newKey(), { a: 1 }, null, { gen: POLICY_GEN_EQ });
    expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
  });

  it('accepts a ttl that never ends', async () => {
    const { client } = integration;
    const key = newKey();
    expect((await client.put(key, { a: 1 }, { ttl: TTL_NEVER_EXPIRE })).ttl).toBe(TTL_NEVER);
    expect((await client.touch(key, TTL_NEVER_EXPIRE)).ttl).toBe(TTL_NEVER);
  });

  it('stores the user key when asked to', async () => {
    const { client } = integration;
    const own = await integration.freshSet('core_sendkey');
    await client.put([NAMESPACE, own, 'known'], { a: 1 }, null, { key: POLICY_KEY_SEND });
    await client.put([NAMESPACE, own, 5], { a: 1 }, { key: POLICY_KEY_SEND });
    await client.put([NAMESPACE, own, 'unknown'], { a: 1 });
    const records = await client.query(NAMESPACE, own).results();
    const keys = records.map(({ key }) => key[2]);
    expect(new Set(keys)).toEqual(new Set(['known', 5, null]));
  });

  it('filters reads, writes and removals', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1 });
    const filterExpression = exp.gt(exp.intBin('a'), exp.intVal(1));
    const policy = { filterExpression };
    const calls = [
      client.get(key, policy),
      client.exists(key, policy),
      client.put(key, { a: 9 }, null, policy),
      client.remove(key, null, policy),
    ];
    for (const call of calls) expect(await rejection(call)).toBeInstanceOf(FilteredOut);
    await client.put(key, { a: 2 });
    expect((await client.get(key, policy)).bins).toEqual({ a: 2 });
  });

  it('carries read modes, replica and commit level', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1 }, { commitLevel: POLICY_COMMIT_LEVEL_MASTER });
    const policy = {
      replica: POLICY_REPLICA_MASTER,
      readModeAp: POLICY_READ_MODE_AP_ALL,
      readTouchTtlPercent: -1,
    } as const;
    expect((await client.get(key, policy)).bins).toEqual({ a: 1 });
  });

  it('refuses to prefer a rack when the configuration names none', async () => {
    const call = integration.client.get(newKey(), { replica: POLICY_REPLICA_PREFER_RACK });
    expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
  });

  it('starts from the policies of the client', async () => {
    const { client, stop } = await startIntegration({
      policies: { write: { exists: POLICY_EXISTS_CREATE_ONLY } },
    });
    const key = [NAMESPACE, set, `own${serial++}-${Math.random()}`] as const;
    await client.put(key, { a: 1 });
    expect(await rejection(client.put(key, { a: 2 }))).toBeInstanceOf(RecordExistsError);
    await client.put(key, { a: 2 }, null, { exists: POLICY_EXISTS_UPDATE });
    await client.remove(key);
    await stop();
  });
});
