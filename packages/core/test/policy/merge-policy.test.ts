import {
  exp,
  InvalidArgError,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_IGNORE,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
  POLICY_EXISTS_UPDATE,
  POLICY_EXISTS_UPDATE_ONLY,
  POLICY_GEN_EQ,
  POLICY_GEN_GT,
  POLICY_GEN_IGNORE,
  TTL_CLIENT_DEFAULT,
  TTL_DONT_UPDATE,
  TTL_NEVER_EXPIRE,
  type WriteMeta,
  type WritePolicy,
} from '../../src/index.js';
import {
  BATCH_DEFAULTS,
  QUERY_DEFAULTS,
  READ_DEFAULTS,
  REMOVE_DEFAULTS,
  WRITE_DEFAULTS,
} from '../../src/policy/complete-policy.js';
import {
  mergeBatchReadPolicy,
  mergeBatchRemovePolicy,
  mergeBatchWritePolicy,
  mergeQueryPolicy,
  mergeReadPolicy,
  mergeRemovePolicy,
  mergeWritePolicy,
} from '../../src/policy/merge-policy.js';
import { toWireTtl } from '../../src/policy/ttl.js';

const write = (policy?: unknown, meta?: unknown, defaults = WRITE_DEFAULTS) =>
  mergeWritePolicy(defaults, policy as WritePolicy, meta as WriteMeta);

describe('a policy', () => {
  it('is the frozen default without fields of its own', () => {
    expect(mergeReadPolicy(READ_DEFAULTS)).toBe(READ_DEFAULTS);
    expect(write()).toBe(WRITE_DEFAULTS);
    expect(Object.isFrozen(WRITE_DEFAULTS)).toBe(true);
  });

  it('has the documented defaults', () => {
    expect(READ_DEFAULTS).toMatchObject({
      socketTimeout: 30_000,
      totalTimeout: 1000,
      maxRetries: 2,
    });
    expect(WRITE_DEFAULTS).toMatchObject({ maxRetries: 0, exists: 0, gen: 0, ttl: 0, key: 0 });
    expect(QUERY_DEFAULTS).toMatchObject({ totalTimeout: 0, recordQueueSize: 1024 });
  });

  it('lays its fields over the defaults, and leaves out those that are undefined', () => {
    const filterExpression = exp.eq(exp.intBin('a'), exp.intVal(1));
    const { signal } = new AbortController();
    const policy = { totalTimeout: 5, maxRetries: undefined, filterExpression, signal };
    expect(mergeReadPolicy(READ_DEFAULTS, policy as never)).toEqual({
      ...READ_DEFAULTS,
      totalTimeout: 5,
      filterExpression,
      signal,
    });
    expect(READ_DEFAULTS.totalTimeout).toBe(1000);
  });

  it('that is frozen is merged once, for the defaults it was laid over last', () => {
    const policy: WritePolicy = Object.freeze({ totalTimeout: 5 });
    const others = Object.freeze({ ...WRITE_DEFAULTS, maxRetries: 7 });
    const merged = write(policy);
    expect(merged).toEqual({ ...WRITE_DEFAULTS, totalTimeout: 5 });
    expect(write(policy)).toBe(merged);
    expect(write(policy, { gen: 3 })).toEqual({ ...merged, generation: 3, gen: POLICY_GEN_EQ });
    expect(write(policy, null, others)).toEqual({ ...others, totalTimeout: 5 });
    expect(write(policy)).toEqual({ ...WRITE_DEFAULTS, totalTimeout: 5 });
    const wrong = Object.freeze({ totalTimeout: -1 });
    for (let i = 0; i < 2; i++) expect(() => write(wrong)).toThrow(InvalidArgError);
  });

  it('that is not frozen may be another each time', () => {
    const policy: { totalTimeout: number } = { totalTimeout: 5 };
    expect(write(policy).totalTimeout).toBe(5);
    policy.totalTimeout = 6;
    expect(write(policy).totalTimeout).toBe(6);
  });

  it.each<[string, unknown]>([
    ['policy.timeout', { timeout: 1 }],
    ['policy.total_timeout', { total_timeout: 1 }],
    ['policy.generation', { generation: 1 }],
    ['policy.totalTimeout', { totalTimeout: -1 }],
    ['policy.totalTimeout', { totalTimeout: '1s' }],
    ['policy.totalTimeout', { totalTimeout: 2 ** 31 }],
    ['policy.maxRetries', { maxRetries: 1.5 }],
    ['policy.exists', { exists: 5 }],
    ['policy.gen', { gen: 3 }],
    ['policy.key', { key: true }],
    ['policy.commitLevel', { commitLevel: 2 }],
    ['policy.durableDelete', { durableDelete: 1 }],
    ['policy.ttl', { ttl: -4 }],
    ['policy.ttl', { ttl: 315_360_001 }],
    ['policy.filterExpression', { filterExpression: { op: 'eq' } }],
    ['policy.signal', { signal: true }],
    ['policy', [1]],
    ['policy', 'fast'],
  ])('with a wrong %s is refused: %p', (argument, policy) => {
    expect(() => write(policy)).toThrow(expect.objectContaining({ argument }));
  });

  it('names the fields there are, and the values that are allowed', () => {
    expect(() => write({ timeout: 1 })).toThrow(
      'policy.timeout is no field of this policy; there are commitLevel, compress, durableDelete, exists,',
    );
    expect(() => write({ exists: 5 })).toThrow('POLICY_EXISTS_UPDATE (6); got the number 5');
  });

  it('of a query refuses fields of writes', () => {
    expect(() => mergeQueryPolicy(QUERY_DEFAULTS, { ttl: 5 } as never)).toThrow(InvalidArgError);
  });
});

describe('the exists actions', () => {
  it('are six different numbers', () => {
    const actions = [
      POLICY_EXISTS_IGNORE,
      POLICY_EXISTS_UPDATE,
      POLICY_EXISTS_UPDATE_ONLY,
      POLICY_EXISTS_REPLACE,
      POLICY_EXISTS_REPLACE_ONLY,
      POLICY_EXISTS_CREATE_ONLY,
    ];
    expect(new Set(actions).size).toBe(6);
  });
});

describe('meta', () => {
  it('wins over the policy', () => {
    const merged = write({ ttl: 10, exists: POLICY_EXISTS_REPLACE }, { ttl: 20 });
    expect(merged).toMatchObject({ ttl: 20, exists: POLICY_EXISTS_REPLACE });
  });

  it('leaves the ttl to the policy with TTL_CLIENT_DEFAULT', () => {
    expect(write({ ttl: 10 }, { ttl: TTL_CLIENT_DEFAULT }).ttl).toBe(10);
    expect(write({ ttl: TTL_CLIENT_DEFAULT }, null, { ...WRITE_DEFAULTS, ttl: 7 }).ttl).toBe(7);
  });

  it('with a generation asks for equality, unless the policy says otherwise', () => {
    expect(write(undefined, { gen: 3 })).toMatchObject({ gen: POLICY_GEN_EQ, generation: 3 });
    expect(write({ gen: POLICY_GEN_GT }, { gen: 3 })).toMatchObject({ gen: POLICY_GEN_GT });
    expect(write({ gen: POLICY_GEN_IGNORE }, { gen: 3 }).gen).toBe(POLICY_GEN_IGNORE);
    const defaults = { ...WRITE_DEFAULTS, gen: POLICY_GEN_GT } as const;
    expect(write(undefined, { gen: 3 }, defaults).gen).toBe(POLICY_GEN_GT);
    expect(write(undefined, { ttl: 3 }, defaults).gen).toBe(POLICY_GEN_IGNORE);
  });

  it('must have the generation that the policy compares with', () => {
    expect(() => write({ gen: POLICY_GEN_EQ })).toThrow('meta.gen must be the generation');
    expect(() => write({ gen: POLICY_GEN_EQ }, { ttl: 5 })).toThrow('meta.gen must be');
  });

  it.each<[string, unknown]>([
    ['meta.gen', { gen: -1 }],
    ['meta.gen', { gen: 65_536 }],
    ['meta.gen', { gen: '1' }],
    ['meta.ttl', { ttl: 1.5 }],
    ['meta.generation', { generation: 1 }],
    ['meta.totalTimeout', { totalTimeout: 1 }],
    ['meta', []],
  ])('with a wrong %s is refused: %p', (argument, meta) => {
    expect(() => write(undefined, meta)).toThrow(expect.objectContaining({ argument }));
  });

  it('of a removal has no ttl', () => {
    const meta = { ttl: 5 } as never;
    expect(() => mergeRemovePolicy(REMOVE_DEFAULTS, undefined, meta)).toThrow(
      'meta.ttl is no field of meta; there are gen, key, commitLevel, durableDelete',
    );
  });
});

describe('the policy of a batch entry', () => {
  const batch = { ...BATCH_DEFAULTS, ttl: 10, durableDelete: true, readTouchTtlPercent: 50 };

  it('starts from that of the batch', () => {
    expect(mergeBatchWritePolicy(batch, { exists: 4 }, { gen: 2 })).toMatchObject({
      ttl: 10,
      durableDelete: true,
      exists: 4,
      gen: POLICY_GEN_EQ,
      generation: 2,
      filterExpression: null,
    });
    expect(mergeBatchReadPolicy(batch)).toEqual({
      readModeAp: 0,
      readModeSc: 0,
      readTouchTtlPercent: 50,
      filterExpression: null,
    });
    expect(mergeBatchRemovePolicy(batch)).toMatchObject({ durableDelete: true, generation: 0 });
  });

  it('names the entry in its errors', () => {
    expect(() => mergeBatchWritePolicy(batch, {}, { ttl: -9 }, 'records[3].')).toThrow(
      /^records\[3\]\.meta\.ttl must be/,
    );
  });
});

describe('a ttl on the wire', () => {
  it.each([
    [5, 5],
    [0, 0],
    [TTL_NEVER_EXPIRE, 0xffff_ffff],
    [TTL_DONT_UPDATE, 0xffff_fffe],
  ])('of %i is %i', (ttl, wire) => {
    expect(toWireTtl(ttl)).toBe(wire);
  });
});
