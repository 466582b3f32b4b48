import type { KeyOptions } from 'aerospike';
import { Aerospike } from '../support/raw-aerospike';
import { useOfficialClient } from '../support/official-client';

const { Key, Double, GeoJSON, exp, operations: op, policy, status, ttl } = Aerospike;
const official = useOfficialClient();

let count = 0;
const freshKey = (): KeyOptions => new Key('test', 'demo', `k${++count}`) as KeyOptions;
const failure = async (work: Promise<unknown>): Promise<number> => {
  try {
    await work;
  } catch (error) {
    return (error as { code: number }).code;
  }
  return status.OK;
};

describe('the official client', () => {
  it('stays connected and finds one node', async () => {
    expect(official.client.isConnected()).toBe(true);
    expect(official.client.getNodes()).toHaveLength(1);
    const answers = await official.client.infoAll('namespaces');
    expect(answers[0]?.info).toContain('test');
  });

  it('gets back every kind of value that it puts', async () => {
    const key = freshKey();
    const bins = {
      integer: -42,
      large: 2n ** 60n,
      double: 1.5,
      whole: new Double(3),
      text: 'naïve ☕',
      bytes: Buffer.from([0, 1, 255]),
      yes: true,
      list: [1, 'two', [3.5, null], { four: 4 }],
      map: { a: 1, b: [true], nested: { c: 'd' } },
      point: new GeoJSON({ type: 'Point', coordinates: [8.5, 47.3] }),
    };
    await official.client.put(key, bins as never);
    const record = await official.client.get(key);
    expect(record.bins).toEqual({ ...bins, whole: 3, point: JSON.stringify(bins.point.value()) });
    expect(record.gen).toBe(1);
  });

  it('selects bins, tells of existence, removes', async () => {
    const key = freshKey();
    await official.client.put(key, { a: 1, b: 2 });
    expect((await official.client.select(key, ['b', 'none'])).bins).toEqual({ b: 2 });
    expect(await official.client.exists(key)).toBe(true);
    await official.client.remove(key);
    expect(await official.client.exists(key)).toBe(false);
    expect(await failure(official.client.get(key))).toBe(status.ERR_RECORD_NOT_FOUND);
  });

  it('deletes a bin by writing null, and the record with its last bin', async () => {
    const key = freshKey();
    await official.client.put(key, { a: 1, b: 2 });
    await official.client.put(key, { a: null } as never);
    expect((await official.client.get(key)).bins).toEqual({ b: 2 });
    await official.client.put(key, { b: null } as never);
    expect(await official.client.exists(key)).toBe(false);
  });
});

describe('policies of the official client', () => {
  it('create, update and replace', async () => {
    const key = freshKey();
    const write = (exists: number, bins: object): Promise<unknown> =>
      official.client.put(key, bins as never, {}, new Aerospike.WritePolicy({ exists }));
    const { CREATE, UPDATE, REPLACE } = policy.exists;
    expect(await failure(write(UPDATE, { a: 1 }))).toBe(status.ERR_RECORD_NOT_FOUND);
    expect(await failure(write(CREATE, { a: 1 }))).toBe(status.OK);
    expect(await failure(write(CREATE, { a: 1 }))).toBe(status.ERR_RECORD_EXISTS);
    expect(await failure(write(REPLACE, { b: 1 }))).toBe(status.OK);
    expect((await official.client.get(key)).bins).toEqual({ b: 1 });
  });

  it('write only the generation that was read', async () => {
    const key = freshKey();
    await official.client.put(key, { a: 1 });
    const writePolicy = new Aerospike.WritePolicy({ gen: policy.gen.EQ });
    await official.client.put(key, { a: 2 }, { gen: 1 }, writePolicy);
    const stale = official.client.put(key, { a: 3 }, { gen: 1 }, writePolicy);
    expect(await failure(stale)).toBe(status.ERR_RECORD_GENERATION);
    expect((await official.client.get(key)).bins).toEqual({ a: 2 });
  });

  it('give records a time to live', async () => {
    const key = freshKey();
    await official.client.put(key, { a: 1 }, { ttl: 1000 });
    const { ttl: left } = await official.client.get(key);
    expect(left).toBeGreaterThan(990);
    expect(left).toBeLessThanOrEqual(1000);
    await official.client.put(key, { a: 1 }, { ttl: ttl.NEVER_EXPIRE });
    expect((await official.client.get(key)).ttl).toBe(ttl.NEVER_EXPIRE);
    await official.client.put(key, { a: 1 }, { ttl: 1 });
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(await official.client.exists(key)).toBe(false);
  });

  it('store the key, which a scan then returns', async () => {
    const key = new Key('test', 'keys', 'sent') as KeyOptions;
    const writePolicy = new Aerospike.WritePolicy({ key: policy.key.SEND });
    await official.client.put(key, { a: 1 }, {}, writePolicy);
    const records = await official.client.query('test', 'keys').results();
    expect(records.map((record) => record.key.key)).toEqual(['sent']);
  });

  it('filter by an expression', async () => {
    const key = freshKey();
    await official.client.put(key, { age: 30 });
    const older = (age: number): InstanceType<typeof Aerospike.ReadPolicy> =>
      new Aerospike.ReadPolicy({ filterExpression: exp.gt(exp.binInt('age'), exp.int(age)) });
    expect((await official.client.get(key, older(20))).bins).toEqual({ age: 30 });
    expect(await failure(official.client.get(key, older(40)))).toBe(status.FILTERED_OUT);
  });
});

describe('operate of the official client', () => {
  it('runs scalar operations in their order', async () => {
    const key = freshKey();
    await official.client.put(key, { n: 1, d: 1.5, s: 'b', x: Buffer.from('b') });
    const { bins, gen } = await official.client.operate(key, [
      op.incr('n', 4),
      op.incr('d', 0.25),
      op.append('s', 'c'),
      op.prepend('s', 'a'),
      op.append('x', Buffer.from('c') as never),
      op.write('new', 'v'),
      op.read('n'),
      op.read('d'),
      op.read('s'),
      op.read('x'),
    ]);
    expect(bins).toEqual({ n: 5, d: 1.75, s: 'abc', x: Buffer.from('bc') });
    expect(gen).toBe(2);
  });

  it('runs list, map, bit and expression operations', async () => {
    const key = freshKey();
    await official.client.put(key, { l: [1, 2], m: { a: 1 }, b: Buffer.from([0]), n: 4 });
    const { bins } = await official.client.operate(key, [
      Aerospike.lists.append('l', 3),
      Aerospike.maps.put('m', 'b', 2),
      Aerospike.bitwise.set('b', 0, 8, Buffer.from([0xa5]) as never),
      Aerospike.bitwise.get('b', 0, 4),
      exp.operations.read('n2', exp.add(exp.binInt('n'), exp.int(1)), 0),
    ] as never);
    expect(bins).toMatchObject({ l: 3, m: 2, b: Buffer.from([0xa0]), n2: 5 });
  });

  it('fails as a whole', async () => {
    const key = freshKey();
    await official.client.put(key, { s: 'text' });
    const failing = official.client.operate(key, [op.write('a', 1), op.incr('s', 1)]);
    expect(await failure(failing)).toBe(status.ERR_BIN_INCOMPATIBLE_TYPE);
    expect((await official.client.get(key)).bins).toEqual({ s: 'text' });
  });

  it('refuses a UDF as a server without the module', async () => {
    const key = freshKey();
    const call = official.client.apply(key, { module: 'none', funcname: 'f', args: [] });
    expect(await failure(call)).toBe(status.ERR_UDF);
    expect(official.client.isConnected()).toBe(true);
  });
});

describe('batches of the official client', () => {
  it('read many records, also missing ones', async () => {
    const keys = [freshKey(), freshKey(), freshKey()];
    await official.client.put(keys[0]!, { i: 0 });
    await official.client.put(keys[2]!, { i: 2 });
    const results = await official.client.batchRead(
      keys.map((key) => ({ key, readAllBins: true })) as never,
    );
    expect(results.map((result) => result.status)).toEqual([
      status.OK,
      status.ERR_RECORD_NOT_FOUND,
      status.OK,
    ]);
    expect(results[2]?.record.bins).toEqual({ i: 2 });
  });

  it('write, remove and report each failure', async () => {
    const [first, second, third] = [freshKey(), freshKey(), freshKey()];
    await official.client.put(second, { s: 'text' });
    await official.client.put(third, { a: 1 });
    const { BATCH_WRITE, BATCH_REMOVE } = Aerospike.batchType;
    const results = await official.client.batchWrite([
      { type: BATCH_WRITE, key: first, ops: [op.write('a', 1)] },
      { type: BATCH_WRITE, key: second, ops: [op.incr('s', 1)] },
      { type: BATCH_REMOVE, key: third },
    ] as never);
    expect(results.map((result) => result.status)).toEqual([
      status.OK,
      status.ERR_BIN_INCOMPATIBLE_TYPE,
      status.OK,
    ]);
    expect((await official.client.get(first)).bins).toEqual({ a: 1 });
    expect(await official.client.exists(third)).toBe(false);
  });
});
