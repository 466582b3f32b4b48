import type { LimitationName } from '../../src/driver/native/unsupported.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import {
  type AdminPolicy,
  BATCH_CONCURRENCY_PARALLEL,
  BATCH_CONCURRENCY_SEQUENTIAL,
  type BatchPolicy,
  exp,
  InvalidArgError,
  type Key,
  POLICY_COMMIT_LEVEL_ALL,
  POLICY_COMMIT_LEVEL_MASTER,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_IGNORE,
  POLICY_EXISTS_UPDATE,
  POLICY_GEN_IGNORE,
  POLICY_KEY_DIGEST,
  POLICY_KEY_SEND,
  POLICY_READ_MODE_AP_ALL,
  POLICY_READ_MODE_AP_ONE,
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_SEQUENCE,
  QUERY_DURATION_LONG,
  QUERY_DURATION_LONG_RELAX_AP,
  QUERY_DURATION_SHORT,
  type QueryPolicy,
  READ_TOUCH_TTL_PERCENT_DONT_RESET,
  READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT,
  type ReadPolicy,
  TTL_DONT_UPDATE,
  TTL_NAMESPACE_DEFAULT,
  type WriteMeta,
  type WritePolicy,
} from '../../src/index.js';
import {
  BATCH_DEFAULTS,
  QUERY_DEFAULTS,
  READ_DEFAULTS,
  WRITE_DEFAULTS,
} from '../../src/policy/complete-policy.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

const exists = exp.eq(exp.intBin('n'), exp.intVal(1));
const BASE = {
  socketTimeout: 5000,
  totalTimeout: 10_000,
  maxRetries: 1,
  sleepBetweenRetries: 5,
  timeoutDelay: 10,
  filterExpression: exists,
};
const READ_SETTINGS = {
  replica: POLICY_REPLICA_MASTER,
  readModeAp: POLICY_READ_MODE_AP_ALL,
  readTouchTtlPercent: READ_TOUCH_TTL_PERCENT_DONT_RESET,
} as const;
const WRITE_SETTINGS = {
  key: POLICY_KEY_SEND,
  exists: POLICY_EXISTS_UPDATE,
  gen: POLICY_GEN_IGNORE,
  commitLevel: POLICY_COMMIT_LEVEL_MASTER,
  durableDelete: false,
  ttl: TTL_DONT_UPDATE,
} as const;

const READ: ReadPolicy = { ...BASE, ...READ_SETTINGS };
const WRITE: WritePolicy = { ...BASE, ...WRITE_SETTINGS };
const BATCH: BatchPolicy = {
  ...BASE,
  ...READ_SETTINGS,
  ...WRITE_SETTINGS,
  allowInline: false,
  allowInlineSsd: true,
  respondAllKeys: false,
  concurrency: BATCH_CONCURRENCY_SEQUENTIAL,
  retry: 1,
  retryInDoubt: true,
};
const QUERY: QueryPolicy = {
  ...BASE,
  replica: POLICY_REPLICA_MASTER,
  maxRecords: 100,
  recordsPerSecond: 10_000,
  maxConcurrentNodes: 1,
  recordQueueSize: 16,
  expectedDuration: QUERY_DURATION_SHORT,
  includeBinData: true,
};
const ADMIN: AdminPolicy = { timeout: 5000 };
const META: WriteMeta = { ...WRITE_SETTINGS, gen: 1 };

const wrong = Symbol('wrong');

/** A test for each field, with the limitation that refuses its value. */
function fieldsOf(
  policy: object,
  limited: Readonly<Record<string, LimitationName>>,
): [string, unknown, LimitationName | undefined][] {
  return Object.entries(policy).map(([field, value]) => [field, value, limited[field]]);
}
const RETRIES = { sleepBetweenRetries: 'sleepBetweenRetries' } as const;

let server: Integration;
let key: Key;

beforeAll(async () => {
  server = await startIntegration();
  key = [NAMESPACE, await server.freshSet('policy_fields'), 1];
});

afterAll(() => server.stop());

// A new record each time, so that its generation is known.
beforeEach(async () => {
  await server.client.remove(key).catch(() => undefined);
  await server.client.put(key, { n: 1 });
});

/** A call takes the field, with a value it never had, and refuses a wrong one by name. */
async function takes(
  field: string,
  value: unknown,
  call: (fields: never) => Promise<unknown>,
): Promise<void> {
  await call({ [field]: value } as never);
  const error = await rejection<InvalidArgError>(call({ [field]: wrong } as never));
  expect(error).toBeInstanceOf(InvalidArgError);
  expect(error.argument?.split('.').at(-1)).toBe(field);
}

describe('read policies', () => {
  it.each(fieldsOf(READ, RETRIES))('take %s', async (field, value, limitation) => {
    await unlessLimited(limitation, () =>
      takes(field, value, async (policy) => {
        expect((await server.client.get(key, policy)).bins).toEqual({ n: 1 });
      }),
    )();
  });
});

describe('write policies', () => {
  it.each(Object.entries(WRITE))('take %s', async (field, value) => {
    await takes(field, value, (policy) => server.client.put(key, { n: 2 }, null, policy));
    expect((await server.client.get(key)).bins).toEqual({ n: 2 });
  });
});

describe('batch policies', () => {
  const limited = { ...RETRIES, concurrency: 'sequentialBatch' } as const;

  it.each(fieldsOf(BATCH, limited))('take %s', async (field, value, limitation) => {
    await unlessLimited(limitation, () =>
      takes(field, value, async (policy) => {
        const { batchRecords } = await server.client.batchWrite([[key, { m: 1 }]], policy);
        expect(batchRecords.map(({ result }) => result)).toEqual([0]);
        const handle = await server.client.batchRead([key], null, policy);
        expect(handle.records().map(({ bins }) => bins)).toEqual([{ n: 1, m: 1 }]);
      }),
    )();
  });
});

describe('query policies', () => {
  const limited = { ...RETRIES, maxConcurrentNodes: 'maxConcurrentNodes' } as const;

  it.each(fieldsOf(QUERY, limited))('take %s', async (field, value, limitation) => {
    await unlessLimited(limitation, () =>
      takes(field, value, async (policy) => {
        const query = server.client.query(NAMESPACE, key[1]);
        expect((await query.results(policy)).map(({ bins }) => bins)).toEqual([{ n: 1 }]);
      }),
    )();
  });

  it('take every expected duration', async () => {
    const query = server.client.query(NAMESPACE, key[1]);
    for (const expectedDuration of [
      QUERY_DURATION_LONG,
      QUERY_DURATION_SHORT,
      QUERY_DURATION_LONG_RELAX_AP,
    ] as const) {
      expect((await query.results({ expectedDuration })).length).toBe(1);
    }
  });
});

describe('admin policies', () => {
  it.each(Object.entries(ADMIN))('take %s', async (field, value) => {
    await takes(field, value, (policy) => server.client.infoAll('build', policy));
  });
});

describe('meta of a write', () => {
  it.each(Object.entries(META))('takes %s', async (field, value) => {
    await takes(field, value, (meta) => server.client.put(key, { n: 2 }, meta));
    expect((await server.client.get(key)).bins).toEqual({ n: 2 });
  });

  it('wins over the policy', async () => {
    const { client } = server;
    await client.put(key, { n: 3 }, { key: POLICY_KEY_SEND }, { key: POLICY_KEY_DIGEST });
    const [record] = await client.query(NAMESPACE, key[1]).results();
    expect(record?.key[2]).toBe(1);
    const meta = { exists: POLICY_EXISTS_CREATE_ONLY } as const;
    const call = client.put(key, { n: 4 }, meta, { exists: POLICY_EXISTS_IGNORE });
    expect(await rejection(call)).toMatchObject({ code: 'RECORD_EXISTS' });
  });
});

describe('policies', () => {
  it('start from the constants of the default', () => {
    expect(READ_DEFAULTS).toMatchObject({
      replica: POLICY_REPLICA_SEQUENCE,
      readModeAp: POLICY_READ_MODE_AP_ONE,
      readTouchTtlPercent: READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT,
    });
    const writes = {
      key: POLICY_KEY_DIGEST,
      exists: POLICY_EXISTS_IGNORE,
      gen: POLICY_GEN_IGNORE,
      commitLevel: POLICY_COMMIT_LEVEL_ALL,
      ttl: TTL_NAMESPACE_DEFAULT,
    };
    expect(WRITE_DEFAULTS).toMatchObject(writes);
    expect(BATCH_DEFAULTS).toMatchObject({ ...writes, concurrency: BATCH_CONCURRENCY_PARALLEL });
    expect(QUERY_DEFAULTS).toMatchObject({ expectedDuration: QUERY_DURATION_LONG });
  });
});
