import * as core from '../../src/index.js';
import {
  type BinValue,
  ctx,
  exp,
  type Expression,
  hllAdd,
  InvalidArgError,
  inverted,
} from '../../src/index.js';
import { openScratchRecord, type ScratchRecord } from '../support/scratch-record.js';

const {
  BIT_OVERFLOW_FAIL,
  BIT_OVERFLOW_WRAP,
  BIT_RESIZE_FROM_FRONT,
  BIT_WRITE_NO_FAIL,
  LIST_ORDERED,
  LIST_RETURN_NONE: NONE,
  LIST_SORT_DROP_DUPLICATES,
  LIST_WRITE_ADD_UNIQUE,
  LIST_WRITE_NO_FAIL,
  MAP_KEY_ORDERED,
  MAP_WRITE_FLAGS_CREATE_ONLY,
  MAP_WRITE_FLAGS_NO_FAIL,
} = core;

const BINS = {
  l: [3, 1, 2, 3],
  m: { a: 1, b: 2, c: 3 },
  bytes: Buffer.from([0b1010_0101, 0xff, 0x01]),
  nested: [[1, 2], { k: [7] }],
};

const int = exp.intVal;
const text = exp.stringVal;
const list = exp.listBin('l');
const map = exp.mapBin('m');
const nested = exp.listBin('nested');
const bytes = exp.blobBin('bytes');
const sketch = exp.hllBin('h');
const blob = (...values: number[]): Buffer => Buffer.from(values);
const values = (...items: number[]): Expression<'list'> => exp.listVal(items);
const others = inverted(NONE);

type Row = readonly [expression: Expression, value: BinValue];

const LISTS: readonly Row[] = [
  [exp.listAppend(null, int(9), list), [3, 1, 2, 3, 9]],
  [
    exp.listAppend({ flags: LIST_WRITE_ADD_UNIQUE | LIST_WRITE_NO_FAIL }, int(1), list),
    [3, 1, 2, 3],
  ],
  [exp.listAppend(null, int(8), nested, ctx.listIndex(0)), [[1, 2, 8], { k: [7] }]],
  [exp.listAppend({ order: LIST_ORDERED }, int(0), exp.listVal([])), [0]],
  [exp.listAppendItems(null, values(7, 8), list), [3, 1, 2, 3, 7, 8]],
  [exp.listInsert(null, 1, int(9), list), [3, 9, 1, 2, 3]],
  [exp.listInsert(null, int(0), int(9), list), [9, 3, 1, 2, 3]],
  [exp.listInsertItems(null, 1, values(7, 8), list), [3, 7, 8, 1, 2, 3]],
  [exp.listSet(null, -1, int(0), list), [3, 1, 2, 0]],
  [exp.listIncrement(null, 1, int(10), list), [3, 11, 2, 3]],
  [exp.listClear(list), []],
  [exp.listSort(LIST_SORT_DROP_DUPLICATES, list), [1, 2, 3]],
  [exp.listRemoveByValue(NONE, int(3), list), [1, 2]],
  [exp.listRemoveByValue(others, int(3), list), [3, 3]],
  [exp.listRemoveByValueList(NONE, values(1, 2), list), [3, 3]],
  [exp.listRemoveByValueRange(NONE, int(2), null, list), [1]],
  [exp.listRemoveByValueRange(NONE, null, int(2), list), [3, 2, 3]],
  [exp.listRemoveByValueRelativeRankRange(NONE, int(2), 0, 1, list), [3, 1, 3]],
  [exp.listRemoveByValueRelativeRankRange(NONE, int(2), 1, null, list), [1, 2]],
  [exp.listRemoveByIndex(0, list), [1, 2, 3]],
  [exp.listRemoveByIndexRange(NONE, 1, 2, list), [3, 3]],
  [exp.listRemoveByIndexRange(NONE, 1, null, list), [3]],
  [exp.listRemoveByRank(0, list), [3, 2, 3]],
  [exp.listRemoveByRankRange(others, 0, 2, list), [1, 2]],
  [exp.listSize(exp.listRemoveByValue(NONE, int(3), list)), 2],
];

const MAPS: readonly Row[] = [
  [exp.mapPut(null, text('d'), int(4), map), { a: 1, b: 2, c: 3, d: 4 }],
  [
    exp.mapPut(
      { flags: MAP_WRITE_FLAGS_CREATE_ONLY | MAP_WRITE_FLAGS_NO_FAIL },
      text('a'),
      int(9),
      map,
    ),
    { a: 1, b: 2, c: 3 },
  ],
  [
    exp.mapPutItems({ order: MAP_KEY_ORDERED }, exp.mapVal({ x: 1, a: 0 }), map),
    { a: 0, b: 2, c: 3, x: 1 },
  ],
  [exp.mapIncrement(null, text('b'), int(5), map), { a: 1, b: 7, c: 3 }],
  [exp.mapClear(map), {}],
  [exp.mapRemoveByKey(text('a'), map), { b: 2, c: 3 }],
  [exp.mapRemoveByKeyList(NONE, exp.listVal(['a', 'c']), map), { b: 2 }],
  [exp.mapRemoveByKeyRange(NONE, text('b'), null, map), { a: 1 }],
  [exp.mapRemoveByKeyRelativeIndexRange(NONE, text('b'), 0, 1, map), { a: 1, c: 3 }],
  [exp.mapRemoveByValue(NONE, int(2), map), { a: 1, c: 3 }],
  [exp.mapRemoveByValueList(others, values(2), map), { b: 2 }],
  [exp.mapRemoveByValueRange(NONE, int(2), int(3), map), { a: 1, c: 3 }],
  [exp.mapRemoveByValueRelativeRankRange(NONE, int(2), 0, null, map), { a: 1 }],
  [exp.mapRemoveByIndex(-1, map), { a: 1, b: 2 }],
  [exp.mapRemoveByIndexRange(NONE, 1, null, map), { a: 1 }],
  [exp.mapRemoveByRank(0, map), { b: 2, c: 3 }],
  [exp.mapRemoveByRankRange(others, 0, 1, map), { a: 1 }],
];

const BITS: readonly Row[] = [
  [exp.bitGet(4, 8, bytes), blob(0b0101_1111)],
  [exp.bitCount(0, 24, bytes), 13],
  [exp.bitLscan(0, 8, exp.boolVal(false), bytes), 1],
  [exp.bitRscan(0, 8, exp.boolVal(true), bytes), 7],
  [exp.bitGetInt(8, 8, false, bytes), 255],
  [exp.bitGetInt(8, 8, true, bytes), -1],
  [exp.bitResize(null, 4, 0, bytes), blob(0b1010_0101, 0xff, 1, 0)],
  [exp.bitResize(null, 4, BIT_RESIZE_FROM_FRONT, bytes), blob(0, 0b1010_0101, 0xff, 1)],
  [exp.bitInsert(null, 1, exp.blobVal(blob(7)), bytes), blob(0b1010_0101, 7, 0xff, 1)],
  [exp.bitRemove(null, 0, 2, bytes), blob(1)],
  [exp.bitSet(null, 0, 8, exp.blobVal(blob(0)), bytes), blob(0, 0xff, 1)],
  [exp.bitOr(null, 0, 8, exp.blobVal(blob(0b10)), bytes), blob(0b1010_0111, 0xff, 1)],
  [exp.bitXor(null, 8, 8, exp.blobVal(blob(0x0f)), bytes), blob(0b1010_0101, 0xf0, 1)],
  [exp.bitAnd(null, 8, 8, exp.blobVal(blob(0x0f)), bytes), blob(0b1010_0101, 0x0f, 1)],
  [exp.bitNot(null, 16, 8, bytes), blob(0b1010_0101, 0xff, 0xfe)],
  [exp.bitLshift(null, 16, 8, 3, bytes), blob(0b1010_0101, 0xff, 8)],
  [exp.bitRshift(null, 8, 8, 4, bytes), blob(0b1010_0101, 0x0f, 1)],
  [exp.bitAdd(null, 16, 8, 5, false, BIT_OVERFLOW_FAIL, bytes), blob(0b1010_0101, 0xff, 6)],
  [exp.bitAdd(null, 8, 8, 2, false, BIT_OVERFLOW_WRAP, bytes), blob(0b1010_0101, 1, 1)],
  [exp.bitSubtract(null, 16, 8, 2, true, BIT_OVERFLOW_FAIL, bytes), blob(0b1010_0101, 0xff, 0xff)],
  [exp.bitSetInt(BIT_WRITE_NO_FAIL, 16, 8, int(9), bytes), blob(0b1010_0101, 0xff, 9)],
];

const SKETCHES: readonly Row[] = [
  [exp.hllGetCount(sketch), 3],
  [exp.hllDescribe(sketch), [8, 0]],
  [exp.hllMayContain(exp.listVal(['a', 'b']), sketch), 1],
  [exp.hllMayContain(exp.listVal(['nobody']), sketch), 0],
  [exp.hllGetCount(exp.hllAdd(null, exp.listVal(['x', 'y']), null, null, sketch)), 5],
  [exp.hllGetCount(exp.hllInit(null, 8, null, sketch)), 0],
];

describe('calls in expressions', () => {
  let record: ScratchRecord;
  beforeAll(async () => {
    record = await openScratchRecord('core_calls');
    await record.reset(BINS);
    await record.run(hllAdd('h', ['a', 'b', 'c'], 8));
  });
  afterAll(() => record.stop());

  it.each(
    [...LISTS, ...MAPS, ...BITS, ...SKETCHES].map((row) => [exp.toText(row[0]), ...row] as const),
  )('%s', async (_text, expression, value) => {
    expect(await record.evaluate(expression)).toEqual(value);
    const copy = exp.fromBase64(exp.toBase64(expression));
    expect(exp.toText(copy)).toBe(exp.toText(expression));
    expect(await record.evaluate(copy)).toEqual(value);
  });

  it('combine sketches', async () => {
    const [hll] = (await record.run(core.operations.read('h'))) as [core.Hll];
    const other = exp.listVal([hll]);
    const rows: Row[] = [
      [exp.hllGetUnionCount(other, sketch), 3],
      [exp.hllGetIntersectCount(other, sketch), 3],
      [exp.hllGetSimilarity(other, sketch), 1],
      [exp.hllGetCount(exp.hllGetUnion(other, sketch)), 3],
    ];
    for (const [expression, value] of rows) {
      expect(await record.evaluate(expression)).toEqual(value);
    }
  });

  it('refuse wrong arguments', () => {
    const wrong = [
      () => exp.listAppend({ order: 5 as never }, int(1), list),
      () => exp.listAppend(null, 5 as never, list),
      () => exp.listRemoveByValue(7 as never, int(1), list),
      () => exp.listRemoveByIndex(1.5, list),
      () => exp.mapIncrement({ flags: 1 }, text('a'), int(1), map),
      () => exp.bitAdd(null, 0, 8, 1, 'yes' as never, BIT_OVERFLOW_FAIL, bytes),
      () => exp.bitGet(0, 8, undefined as never),
      () => (exp.bitGet as (...all: unknown[]) => unknown)(0, 8, bytes, ctx.listIndex(0)),
      () => exp.hllAdd({ flags: 99 }, exp.listVal([1]), null, null, sketch),
    ];
    for (const build of wrong) expect(build).toThrow(InvalidArgError);
  });
});
