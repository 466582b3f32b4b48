import {
  batchEntry,
  BatchReadHandle,
  InvalidArgError,
  type Key,
  UDFError,
} from '../../src/index.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

const SOURCE = `
function add(rec, by)
  if not aerospike:exists(rec) then error('nobody') end
  rec.n = rec.n + by
  aerospike:update(rec)
  return rec.n
end
`;

let server: Integration;
let set: string;
let other: string;
const key = (id: number): Key => [NAMESPACE, set, id];

beforeAll(async () => {
  server = await startIntegration();
  set = await server.freshSet('handle');
  other = await server.freshSet('handle_other');
  await server.client.udfPut({ filename: 'aeroform_batch.lua', source: SOURCE });
});

beforeEach(async () => {
  await server.client.batchWrite([
    [key(1), { n: 1 }],
    [key(2), { n: 2 }],
    [[NAMESPACE, other, 1], { n: 10 }],
  ]);
});

afterAll(async () => {
  await server.client.udfRemove('aeroform_batch');
  await server.stop();
});

describe('the handle of batchRead', () => {
  it('finds records by key, also where sets have the same user keys', async () => {
    const handle = await server.client.batchRead([key(1), [NAMESPACE, other, 1], key(99)]);
    const map = handle.toMap();
    expect(map.size).toBe(2);
    expect(map.get([NAMESPACE, set, 1])?.bins).toEqual({ n: 1 });
    expect(map.get([NAMESPACE, other, 1])?.bins).toEqual({ n: 10 });
    expect(map.has(key(99))).toBe(false);
    expect([...map].map(([recordKey]) => recordKey[1])).toEqual([set, other]);
    expect(handle.get(key(1))?.bins).toEqual({ n: 1 });
    expect(() => map.get(['only', 'two'] as never)).toThrow(InvalidArgError);
  });

  it('counts, lists and iterates in the order of the request', async () => {
    const handle = await server.client.batchRead([key(2), key(99), key(1)]);
    expect(handle.foundCount()).toBe(2);
    expect(handle.length).toBe(3);
    expect(handle.records().map(({ bins }) => bins)).toEqual([{ n: 2 }, { n: 1 }]);
    expect(handle.toList().map((record) => record?.bins ?? null)).toEqual([
      { n: 2 },
      null,
      { n: 1 },
    ]);
    expect(handle.allUserKeys()).toEqual([2, 99, 1]);
    expect([...handle].map(({ result }) => result)).toEqual([0, 2, 0]);
    expect(handle.at(-1)?.record?.bins).toEqual({ n: 1 });
    const seen: number[] = [];
    for await (const { result } of handle) seen.push(result);
    expect(seen).toEqual([0, 2, 0]);
  });

  it('merges with others', async () => {
    const handles = await Promise.all([
      server.client.batchRead([key(1)]),
      server.client.batchRead([key(99), key(2)]),
    ]);
    const merged = BatchReadHandle.merge(handles);
    expect(merged.batchRecords.map(({ result }) => result)).toEqual([0, 2, 0]);
  });

  it('has the same record again when it is looked at twice', async () => {
    const handle = await server.client.batchRead([key(1)]);
    expect(handle.at(0)?.record).toBe(handle.at(0)?.record);
    expect(handle.at(0)?.record?.bins).toBe(handle.at(0)?.record?.bins);
  });
});

describe('a batch of 100,000 keys', () => {
  it('lets other work have its turn all the time', async () => {
    const { client } = server;
    const keys = Array.from({ length: 100_000 }, (_, i) => key(i));
    let turns = 0;
    let counting = true;
    const count = (): void => {
      turns++;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const handle = await client.batchRead(keys, null, { totalTimeout: 60_000 });
    let found = 0;
    for await (const { record } of handle) if (record !== null) found++;
    counting = false;
    expect(handle.length).toBe(keys.length);
    expect(found).toBe(2);
    // Keys, requests, results and iteration: 50, 20, 50 and 100 slices.
    expect(turns).toBeGreaterThan(200);
  });
});

describe('batchRemove', () => {
  it('removes by generation where a key says so', async () => {
    const { client } = server;
    await client.put(key(2), { n: 3 });
    const { gen } = (await client.get(key(2))).meta;
    const { batchRecords } = await client.batchRemove([
      key(1),
      [key(2), { gen: gen + 1 }],
      key(99),
    ]);
    expect(batchRecords.map(({ result }) => result)).toEqual([0, 3, 2]);
    const again = await client.batchRemove([[key(2), { gen }]]);
    expect(again.batchRecords[0]?.result).toBe(0);
  });
});

describe('batchApply', () => {
  it(
    'runs a function on many records, and tells of each',
    unlessLimited('reasonOfRow', async () => {
      const { batchRecords } = await server.client.batchApply(
        [key(1), key(99), [key(2), { args: [100] }]],
        'aeroform_batch',
        'add',
        [5],
      );
      expect(batchRecords.map(({ result }) => result)).toEqual([0, 100, 0]);
      expect(batchRecords[0]?.record?.bins).toEqual({ SUCCESS: 6 });
      expect(batchRecords[2]?.record?.bins).toEqual({ SUCCESS: 102 });
      expect(batchRecords[1]?.record).toBeNull();
      expect(batchRecords[1]?.error).toBeInstanceOf(UDFError);
      expect(batchRecords[1]?.error?.message).toContain('nobody');
    }),
  );

  it('goes with other entries in one batch', async () => {
    const { batchRecords } = await server.client.batch([
      batchEntry.read(key(1)),
      batchEntry.apply(key(1), 'aeroform_batch', 'add', [1]),
      batchEntry.write(key(2), { n: 7 }),
      batchEntry.read(key(2)),
    ]);
    expect(batchRecords.map(({ record }) => record?.bins)).toEqual([
      { n: 1 },
      { SUCCESS: 2 },
      {},
      { n: 7 },
    ]);
  });

  it('refuses fields of a meta that do not exist', async () => {
    const call = server.client.batchApply([[key(1), { fn: 'x' } as never]], 'm', 'f');
    expect((await rejection(call)).message).toContain('keys[0][1].fn is unknown');
  });
});
