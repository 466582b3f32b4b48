import { LIMITATIONS } from '../../../src/driver/native/unsupported.js';
import {
  type AerospikeClient,
  BATCH_CONCURRENCY_SEQUENTIAL,
  batchEntry,
  type Bins,
  exp,
  GeoJson,
  InvalidArgError,
  type Key,
  listAppend,
  listGet,
  listRemove,
  listSize,
  listSort,
  operations,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_GEN_EQ,
  UnsupportedByDriverError,
} from '../../../src/index.js';
import { type BothDrivers, startBothDrivers } from '../../support/both-drivers.js';
import { rejection } from '../../support/with-client.js';

const SET = 'native_batch';

let both: BothDrivers;
let native: AerospikeClient;
let wire: AerospikeClient;

beforeAll(async () => {
  both = await startBothDrivers();
  ({ native, wire } = both);
  const source =
    'function twice(rec, n)\n  if n == 0 then error("nothing") end\n  return n * 2\nend\n';
  await wire.udfPut({ filename: 'native_batch.lua', source });
});
afterAll(() => both.stop());

const key = (id: number): Key => ['test', SET, id];

describe('batches of the native driver', () => {
  it('carry out rows of every kind, in the order of the rows', async () => {
    await wire.batchWrite([1, 2, 3, 4].map((id) => [key(id), { n: id, s: 'x' }]));
    const { batchRecords } = await native.batch([
      batchEntry.read(key(1)),
      batchEntry.read(key(1), { bins: ['s'] }),
      batchEntry.read(key(1), { bins: [] }),
      batchEntry.read(key(99)),
      batchEntry.write(key(2), { n: 2n ** 62n, d: 1.5, none: null }),
      batchEntry.write(key(2), { n: 0 }, { policy: { exists: POLICY_EXISTS_CREATE_ONLY } }),
      batchEntry.operate(key(3), [operations.increment('n', 5), operations.read('n')]),
      batchEntry.operate(key(3), [listAppend('l', 'a'), operations.read('s')], { ordered: true }),
      batchEntry.remove(key(4)),
      batchEntry.remove(key(99)),
      batchEntry.apply(key(1), 'native_batch', 'twice', [21]),
      batchEntry.apply(key(1), 'native_batch', 'twice', [0]),
    ]);
    expect(batchRecords.map(({ result }) => result)).toEqual([
      0, 0, 0, 2, 0, 5, 0, 0, 0, 2, 0, 100,
    ]);
    expect(batchRecords.every(({ inDoubt }) => !inDoubt)).toBe(true);
    const bins = batchRecords.map(({ record }) => record?.bins);
    expect(bins.slice(0, 3)).toEqual([{ n: 1, s: 'x' }, { s: 'x' }, {}]);
    expect(bins[4]).toEqual({});
    expect(bins[6]).toEqual({ n: 8 });
    expect(bins[10]).toEqual({ SUCCESS: 42 });
    expect(batchRecords[7]?.orderedBins).toEqual([
      { name: 'l', value: 1 },
      { name: 's', value: 'x' },
    ]);
    expect((await wire.get(key(2))).bins).toEqual({ n: 2n ** 62n, d: 1.5, s: 'x' });
    expect((await wire.exists(key(4))).meta).toBeNull();
    expect(batchRecords[3]?.error?.message).toContain(native.getNodeNames()[0]);
  });

  it('hold rows to the generation they expect', async () => {
    await wire.put(key(10), { n: 1 });
    const expecting = (gen: number) => ({ meta: { gen }, policy: { gen: POLICY_GEN_EQ } }) as const;
    const { batchRecords } = await native.batch([
      batchEntry.write(key(10), { n: 2 }, expecting(7)),
      batchEntry.write(key(10), { n: 3 }, expecting(1)),
      batchEntry.operate(key(11), [operations.write('n', 1)], expecting(1)),
      batchEntry.remove(key(10), expecting(9)),
    ]);
    expect(batchRecords.map(({ result }) => result)).toEqual([3, 0, 3, 3]);
    expect(batchRecords[1]?.record?.meta.gen).toBe(2);
    expect((await wire.get(key(10))).bins).toEqual({ n: 3 });
  });

  it('filter row by row', async () => {
    await wire.batchWrite([20, 21].map((id) => [key(id), { n: id }]));
    const filterExpression = exp.eq(exp.intBin('n'), exp.intVal(20));
    const rows = [20, 21].map((id) => batchEntry.read(key(id), { policy: { filterExpression } }));
    const { batchRecords } = await native.batch(rows);
    expect(batchRecords.map(({ result }) => result)).toEqual([0, 27]);
  });

  it('read exactly what the addon tells too little of', async () => {
    const bins = {
      map: new Map<string | number, unknown>([
        [-3, [new Map([[Buffer.from([255]), 1]])]],
        ['3', 'three'],
      ]),
      text: ' {"type":"x"}',
      point: new GeoJson('{"type":"Point","coordinates":[1,2]}'),
      bytes: Buffer.from([0x80]),
      plain: 'p',
    } as Bins;
    await wire.put(key(30), bins);
    const theirs = await wire.batchRead([key(30)]);
    const ours = await native.batchRead([key(30)]);
    expect(ours.at(0)?.record).toEqual(theirs.at(0)?.record);
    const some = await native.batchRead([key(30), key(31)], ['map', 'plain']);
    expect(some.at(0)?.record?.bins).toEqual({ map: bins['map'], plain: 'p' });
    expect(some.at(1)?.result).toBe(2);
  });

  it('are many rows, of which each is told apart', async () => {
    const keys = Array.from({ length: 5500 }, (_, id) => key(1000 + id));
    const policy = { totalTimeout: 20_000 };
    const written = await native.batchWrite(
      keys.map((each, n) => [each, { n }]),
      policy,
    );
    expect(written.batchRecords.filter(({ result }) => result !== 0)).toEqual([]);
    const read = await native.batchRead(keys, null, policy);
    expect([...read].map(({ record }) => record?.bins['n'])).toEqual(keys.map((_, n) => n));
  });

  it('tell of a namespace that is not there, and carry out the other rows', async () => {
    await wire.put(key(40), { n: 1 });
    const read = await native.batchRead([['nowhere', SET, 1], key(40)]);
    expect(read.at(0)).toMatchObject({ result: 20, inDoubt: false });
    expect(read.at(0)?.error?.message).toContain('"nowhere"; the cluster has test');
    expect(read.at(1)?.record?.bins).toEqual({ n: 1 });
  });

  it('tell the results of several operations on one bin as the wire driver does', async () => {
    const programs = [
      [listSize('l'), listSort('l')],
      [listGet('l', 0), operations.write('l', [9])],
      [operations.increment('n', 1), listSize('l')],
      [operations.read('l'), listAppend('l', 4), operations.read('l')],
      [operations.read('n'), operations.write('n', 5), operations.read('none')],
    ];
    for (const ordered of [true, false]) {
      const told: unknown[] = [];
      for (const client of [wire, native]) {
        const keys = programs.map((_, i) => key(70 + i));
        await wire.batchWrite(keys.map((each) => [each, { l: [3, 1, 2], n: 4 }]));
        const rows = programs.map((ops, i) => batchEntry.operate(keys[i]!, ops, { ordered }));
        const { batchRecords } = await client.batch(rows);
        told.push(batchRecords.map(({ record, orderedBins }) => [record?.bins, orderedBins]));
      }
      expect(told[1]).toEqual(told[0]);
    }
  });

  it('carry out operations whose results nobody can tell apart, and give the last', async () => {
    await wire.put(key(80), { l: [3, 1, 2] });
    const ops = [listAppend('l', 4), listRemove('l', 0)];
    const { batchRecords } = await native.batch([batchEntry.operate(key(80), ops)]);
    expect(batchRecords[0]).toMatchObject({ result: 0, record: { bins: { l: 1 } } });
    expect((await wire.get(key(80))).bins).toEqual({ l: [1, 2, 4] });
  });

  it('end for each row when the signal is aborted, or the time over', async () => {
    const aborted = await native.batchWrite([[key(50), { n: 1 }]], { signal: AbortSignal.abort() });
    expect(aborted.batchRecords[0]).toMatchObject({ inDoubt: false, error: { code: 'ABORTED' } });
    expect((await wire.exists(key(50))).meta).toBeNull();
    const controller = new AbortController();
    const ending = native.batchWrite([[key(51), { n: 1 }]], { signal: controller.signal });
    setImmediate(() => controller.abort());
    const [row] = (await ending).batchRecords;
    if (row?.result !== 0) expect(row).toMatchObject({ inDoubt: true, error: { code: 'ABORTED' } });
  });

  it('refuse before a row is sent', async () => {
    const first = batchEntry.write(key(60), { n: 1 });
    const wrong = batchEntry.write(key(61), { n: Symbol('x') as never });
    expect(await rejection(native.batch([first, wrong]))).toBeInstanceOf(InvalidArgError);
    const nul = batchEntry.write(key(61), { n: 'a\0b' });
    expect(await rejection(native.batch([first, nul]))).toBeInstanceOf(UnsupportedByDriverError);
    const twice = batchEntry.operate(key(61), [listAppend('a', 1), listAppend('a', 2)], {
      ordered: true,
    });
    expect(await rejection(native.batch([first, twice]))).toMatchObject({
      feature: LIMITATIONS.severalResultsOfBin.feature,
    });
    const sequential = { concurrency: BATCH_CONCURRENCY_SEQUENTIAL } as const;
    expect(await rejection(native.batch([first], sequential))).toMatchObject({
      feature: LIMITATIONS.sequentialBatch.feature,
    });
    expect((await wire.exists(key(60))).meta).toBeNull();
  });
});
