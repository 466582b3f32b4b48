import type { Client } from 'aerospike';
import { useOfficialClient } from '../support/official-client';
import { Aerospike } from '../support/raw-aerospike';

/** What the tests look at of a record; the client's own types are full of overloads. */
interface Found {
  readonly key: object;
  readonly bins: Readonly<Record<string, unknown>>;
}
type Point = new (longitude: number, latitude: number) => object;

const NAMESPACE = 'test';
const COUNT = 200;
const { filter, exp, maps, cdt, operations, GeoJSON } = Aerospike;

const official = useOfficialClient();
let client: Client;

const key = (set: string, id: number): { ns: string; set: string; key: number } => ({
  ns: NAMESPACE,
  set,
  key: id,
});
const point = (longitude: number, latitude: number): object =>
  new (GeoJSON.Point as unknown as Point)(longitude, latitude);
const numbers = (records: readonly Found[]): number[] =>
  records.map((record) => Number(record.bins['a'])).sort((a, b) => a - b);
const upTo = (count: number): number[] => [...Array(count).keys()];

beforeAll(async () => {
  ({ client } = official);
  for (let id = 0; id < COUNT; id++) {
    await client.put(
      key('people', id),
      {
        a: id,
        s: `s${id % 4}`,
        l: [id % 10, `t${id % 3}`],
        m: { age: id, tags: ['all', `t${id % 3}`] },
        g: point(id / 100, 10) as never,
      },
      undefined,
      { key: Aerospike.policy.key.SEND } as never,
    );
  }
});

async function createIndex(options: object): Promise<void> {
  const job = await client.createIndex({ ns: NAMESPACE, set: 'people', ...options } as never);
  await job.wait(10);
}

describe('the official client', () => {
  it('waits for an index over old records and queries it', async () => {
    const { NUMERIC } = Aerospike.indexDataType;
    await createIndex({ index: 'people_a', bin: 'a', datatype: NUMERIC });
    const query = client.query(NAMESPACE, 'people');
    query.where(filter.range('a', 10, 19));
    expect(numbers(await query.results())).toEqual(upTo(20).slice(10));
    const one = client.query(NAMESPACE, 'people');
    one.where(filter.equal('a', 7));
    const [record] = await one.results();
    expect(record?.key).toMatchObject({ ns: NAMESPACE, set: 'people', key: 7 });
  });

  it('queries texts, elements of lists, and values inside maps', async () => {
    const { NUMERIC, STRING } = Aerospike.indexDataType;
    const { LIST } = Aerospike.indexType;
    await createIndex({ index: 'people_s', bin: 's', datatype: STRING });
    await createIndex({ index: 'people_l', bin: 'l', datatype: NUMERIC, type: LIST });
    const context = new cdt.Context().addMapKey('age');
    await createIndex({ index: 'people_m', bin: 'm', datatype: NUMERIC, context });
    const found = async (where: unknown): Promise<number> => {
      const query = client.query(NAMESPACE, 'people');
      query.where(where as never);
      return (await query.results()).length;
    };
    expect(await found(filter.equal('s', 's1'))).toBe(COUNT / 4);
    expect(await found(filter.contains('l', 3, LIST))).toBe(COUNT / 10);
    expect(await found(filter.range('m', 5, 9, undefined, context))).toBe(5);
  });

  it('queries points within a circle', async () => {
    await createIndex({
      index: 'people_g',
      bin: 'g',
      datatype: Aerospike.indexDataType.GEO2DSPHERE,
    });
    const query = client.query(NAMESPACE, 'people');
    query.where(filter.geoWithinRadius('g', 0, 10, 10_000));
    expect(numbers(await query.results())).toEqual(upTo(10));
  });

  it('selects bins and applies filter expressions', async () => {
    const query = client.query(NAMESPACE, 'people');
    query.where(filter.range('a', 0, 99));
    query.select('s', 'a');
    const records = await query.results({
      filterExpression: exp.eq(exp.binStr('s'), exp.str('s3')),
    } as never);
    expect(records).toHaveLength(25);
    expect(Object.keys(records[0]?.bins ?? {}).sort()).toEqual(['a', 's']);
  });

  it('goes through all records of a set, page by page', async () => {
    const query = client.query(NAMESPACE, 'people', { paginate: true, maxRecords: 60 } as never);
    const seen: number[] = [];
    let pages = 0;
    do {
      seen.push(...numbers(await query.results()));
      pages++;
    } while (query.hasNextPage());
    expect(seen.sort((a, b) => a - b)).toEqual(upTo(COUNT));
    expect(pages).toBeGreaterThan(3);
  });

  it('streams a scan of some partitions', async () => {
    const scan = client.scan(NAMESPACE, 'people');
    scan.partitions(0, 2048);
    const stream = scan.foreach();
    const ids: number[] = [];
    await new Promise((resolve, reject) => {
      stream.on('data', (record: Found) => ids.push(Number(record.bins['a'])));
      stream.on('error', reject);
      stream.on('end', resolve);
    });
    expect(ids.length).toBeGreaterThan(COUNT / 4);
    expect(ids.length).toBeLessThan((COUNT * 3) / 4);
  });

  it('aborts a stream and goes on with others', async () => {
    const stream = client.scan(NAMESPACE, 'people').foreach();
    await new Promise((resolve, reject) => {
      stream.once('data', () => stream.abort());
      stream.on('error', reject);
      stream.on('end', resolve);
    });
    expect(await client.exists(key('people', 1))).toBe(true);
  });

  it('changes records in the background and waits for that', async () => {
    const query = client.query(NAMESPACE, 'people');
    query.where(filter.range('a', 0, 4));
    const job = await query.operate([
      operations.write('touched', 1),
      maps.put('m', 'age', -1),
    ] as never);
    await job.waitUntilDone(10);
    const changed = await client.get(key('people', 3));
    expect(changed.bins).toMatchObject({ touched: 1, m: { age: -1 } });
    expect((await client.get(key('people', 5))).bins['touched']).toBeUndefined();
  });

  it('removes an index: queries then fail', async () => {
    await client.indexRemove(NAMESPACE, 'people_a');
    const query = client.query(NAMESPACE, 'people');
    query.where(filter.equal('a', 7));
    await expect(query.results()).rejects.toMatchObject({
      code: Aerospike.status.ERR_INDEX_NOT_FOUND,
    });
  });

  it('truncates a set', async () => {
    await client.put(key('short', 1), { a: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await client.truncate(NAMESPACE, 'short', 0);
    expect(await client.exists(key('short', 1))).toBe(false);
    expect(await client.exists(key('people', 1))).toBe(true);
  });
});
