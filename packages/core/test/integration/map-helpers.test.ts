import * as core from '../../src/index.js';
import {
  type BinValue,
  inverted,
  MAP_CREATE_ONLY,
  MAP_KEY_ORDERED,
  MAP_KEY_VALUE_ORDERED,
  MAP_RETURN_COUNT as COUNT,
  MAP_RETURN_EXISTS as EXISTS,
  MAP_RETURN_INDEX as INDEX,
  MAP_RETURN_KEY as KEY,
  MAP_RETURN_KEY_VALUE as KEY_VALUE,
  MAP_RETURN_ORDERED_MAP as ORDERED_MAP,
  MAP_RETURN_RANK as RANK,
  MAP_RETURN_REVERSE_INDEX as REVERSE_INDEX,
  MAP_RETURN_REVERSE_RANK as REVERSE_RANK,
  MAP_RETURN_UNORDERED_MAP as UNORDERED_MAP,
  MAP_RETURN_VALUE as VALUE,
  MAP_WRITE_FLAGS_CREATE_ONLY,
  MAP_WRITE_FLAGS_NO_FAIL,
  MAP_WRITE_FLAGS_PARTIAL,
  MAP_WRITE_FLAGS_UPDATE_ONLY,
  type Operation,
  operations,
} from '../../src/index.js';
import { openScratchRecord, type ScratchRecord } from '../support/scratch-record.js';

/** The operation, what it answers on the map below, and the map after it. */
type Read = readonly [text: string, operation: Operation, answer: BinValue];
type Write = readonly [...read: Read, after: BinValue];

const START = { a: 4, b: 3, c: 2, d: 1 };
const read = operations.read('m');

const READS: readonly Read[] = [
  ['size', core.mapSize('m'), 4],
  ['getByKey', core.mapGetByKey('m', 'a', VALUE), 4],
  ['getByKey without such a key', core.mapGetByKey('m', 'z', VALUE), null],
  ['getByKey, index', core.mapGetByKey('m', 'b', INDEX), 1],
  ['getByKey, reverse index', core.mapGetByKey('m', 'b', REVERSE_INDEX), 2],
  ['getByKey, rank', core.mapGetByKey('m', 'b', RANK), 2],
  ['getByKey, reverse rank', core.mapGetByKey('m', 'b', REVERSE_RANK), 1],
  ['getByKey, exists', core.mapGetByKey('m', 'z', EXISTS), false],
  ['getByKeyRange', core.mapGetByKeyRange('m', 'b', 'd', VALUE), [3, 2]],
  ['getByKeyRange from the first', core.mapGetByKeyRange('m', null, 'c', KEY), ['a', 'b']],
  [
    'getByKeyRange to the last',
    core.mapGetByKeyRange('m', 'c', null, KEY_VALUE),
    [
      ['c', 2],
      ['d', 1],
    ],
  ],
  ['getByKeyList', core.mapGetByKeyList('m', ['a', 'd', 'q'], KEY), ['a', 'd']],
  ['getByKeyList, inverted', core.mapGetByKeyList('m', ['a', 'd', 'q'], inverted(KEY)), ['b', 'c']],
  ['getByKeyRelativeIndexRange', core.mapGetByKeyRelativeIndexRange('m', 'b', 1, KEY, 1), ['c']],
  [
    'getByKeyRelativeIndexRange to the last',
    core.mapGetByKeyRelativeIndexRange('m', 'b', 0, KEY),
    ['b', 'c', 'd'],
  ],
  ['getByValue', core.mapGetByValue('m', 2, KEY), ['c']],
  ['getByValueRange', core.mapGetByValueRange('m', 2, 4, COUNT), 2],
  ['getByValueList', core.mapGetByValueList('m', [1, 4], COUNT), 2],
  ['getByValueRelativeRankRange', core.mapGetByValueRelativeRankRange('m', 2, 1, KEY, 1), ['b']],
  [
    'getByValueRelativeRankRange to the last',
    core.mapGetByValueRelativeRankRange('m', 2, 0, COUNT),
    3,
  ],
  ['getByIndex', core.mapGetByIndex('m', -1, KEY), 'd'],
  ['getByIndexRange', core.mapGetByIndexRange('m', 1, KEY, 2), ['b', 'c']],
  ['getByIndexRange to the last', core.mapGetByIndexRange('m', 1, KEY), ['b', 'c', 'd']],
  ['getByIndexRange, maps', core.mapGetByIndexRange('m', 2, ORDERED_MAP), { c: 2, d: 1 }],
  ['getByRank', core.mapGetByRank('m', 0, KEY), 'd'],
  [
    'getByRankRange',
    core.mapGetByRankRange('m', -2, KEY_VALUE),
    [
      ['b', 3],
      ['a', 4],
    ],
  ],
  ['getByRankRange, maps', core.mapGetByRankRange('m', 0, UNORDERED_MAP, 1), { d: 1 }],
];

const WRITES: readonly Write[] = [
  ['put', core.mapPut('m', 'e', 0), 5, { ...START, e: 0 }],
  ['putItems', core.mapPutItems('m', { a: 9, e: 0 }), 5, { ...START, a: 9, e: 0 }],
  ['putItems of a Map', core.mapPutItems('m', new Map([['a', 9]])), 4, { ...START, a: 9 }],
  ['increment', core.mapIncrement('m', 'a', 2), 6, { ...START, a: 6 }],
  ['increment of a new key', core.mapIncrement('m', 'n', core.double(2)), 2, { ...START, n: 2 }],
  ['decrement', core.mapDecrement('m', 'a', 2), 2, { ...START, a: 2 }],
  ['clear', core.mapClear('m'), null, {}],
  ['setOrder', core.mapSetOrder('m', MAP_KEY_VALUE_ORDERED), null, START],
  ['removeByKey', core.mapRemoveByKey('m', 'a', VALUE), 4, { b: 3, c: 2, d: 1 }],
  ['removeByKeyList', core.mapRemoveByKeyList('m', new Set(['a', 'b']), COUNT), 2, { c: 2, d: 1 }],
  ['removeByKeyRange', core.mapRemoveByKeyRange('m', 'b', null, COUNT), 3, { a: 4 }],
  [
    'removeByKeyRelativeIndexRange',
    core.mapRemoveByKeyRelativeIndexRange('m', 'b', 0, COUNT, 2),
    2,
    { a: 4, d: 1 },
  ],
  ['removeByValue', core.mapRemoveByValue('m', 4, KEY), ['a'], { b: 3, c: 2, d: 1 }],
  [
    'removeByValueList, inverted',
    core.mapRemoveByValueList('m', [4], inverted(COUNT)),
    3,
    { a: 4 },
  ],
  ['removeByValueRange', core.mapRemoveByValueRange('m', 3, null, COUNT), 2, { c: 2, d: 1 }],
  [
    'removeByValueRelativeRankRange',
    core.mapRemoveByValueRelativeRankRange('m', 2, 1, COUNT),
    2,
    { c: 2, d: 1 },
  ],
  ['removeByIndex', core.mapRemoveByIndex('m', 0, KEY), 'a', { b: 3, c: 2, d: 1 }],
  ['removeByIndexRange', core.mapRemoveByIndexRange('m', 1, COUNT), 3, { a: 4 }],
  ['removeByRank', core.mapRemoveByRank('m', 0, KEY), 'd', { a: 4, b: 3, c: 2 }],
  ['removeByRankRange', core.mapRemoveByRankRange('m', 1, COUNT), 3, { d: 1 }],
];

describe('map operations', () => {
  let record: ScratchRecord;
  beforeAll(async () => {
    record = await openScratchRecord('core_map');
  });
  afterAll(() => record.stop());

  it.each(READS)('%s', async (_text, operation, answer) => {
    await record.reset({ m: START });
    expect(await record.run(operation)).toEqual([answer]);
  });

  it.each(WRITES)('%s', async (_text, operation, answer, after) => {
    await record.reset({ m: START });
    expect(await record.run(operation, read)).toEqual([answer, after]);
  });

  it('obeys the write flags', async () => {
    await record.reset({ m: START });
    const create = MAP_WRITE_FLAGS_CREATE_ONLY;
    expect(await record.run(core.mapPut('m', 'a', 9, { writeMode: MAP_CREATE_ONLY }))).toBe(24);
    expect(await record.run(core.mapPut('m', 'z', 9, { flags: MAP_WRITE_FLAGS_UPDATE_ONLY }))).toBe(
      23,
    );
    const noFail = { flags: create | MAP_WRITE_FLAGS_NO_FAIL };
    expect(await record.run(core.mapPut('m', 'a', 9, noFail))).toEqual([4]);
    const partial = { flags: create | MAP_WRITE_FLAGS_NO_FAIL | MAP_WRITE_FLAGS_PARTIAL };
    expect(await record.run(core.mapPutItems('m', { a: 9, e: 5 }, partial), read)).toEqual([
      5,
      { ...START, e: 5 },
    ]);
  });

  it('creates ordered maps, also with keys that are not strings', async () => {
    await record.reset({ other: 1 });
    const items = new Map<BinValue, BinValue>([
      [Buffer.from('k'), 'bytes'],
      ['s', 'text'],
      [1, 'integer'],
    ]);
    const put = core.mapPutItems('m', items, { order: MAP_KEY_ORDERED });
    const [size, map] = (await record.run(put, read)) as [number, Map<BinValue, BinValue>];
    expect(size).toBe(3);
    expect([...map.keys()]).toEqual([1, 's', Buffer.from('k')]);
    const create = core.mapCreate('c', MAP_KEY_VALUE_ORDERED, { persistIndex: true });
    expect(await record.run(create, core.mapPut('c', 'a', 1))).toEqual([null, 1]);
  });
});
