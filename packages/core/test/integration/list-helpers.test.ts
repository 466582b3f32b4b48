import * as core from '../../src/index.js';
import {
  type BinValue,
  CDT_INFINITY,
  CDT_WILDCARD,
  ctx,
  inverted,
  LIST_ORDERED,
  LIST_RETURN_COUNT as COUNT,
  LIST_RETURN_EXISTS as EXISTS,
  LIST_RETURN_INDEX as INDEX,
  LIST_RETURN_NONE as NONE,
  LIST_RETURN_RANK as RANK,
  LIST_RETURN_REVERSE_INDEX as REVERSE_INDEX,
  LIST_RETURN_REVERSE_RANK as REVERSE_RANK,
  LIST_RETURN_VALUE as VALUE,
  LIST_SORT_DESCENDING,
  LIST_SORT_DROP_DUPLICATES,
  LIST_UNORDERED,
  LIST_WRITE_ADD_UNIQUE,
  LIST_WRITE_INSERT_BOUNDED,
  LIST_WRITE_NO_FAIL,
  LIST_WRITE_PARTIAL,
  MAP_KEY_ORDERED,
  MAP_UNORDERED,
  type Operation,
  operations,
  withContext,
} from '../../src/index.js';
import { openScratchRecord, type ScratchRecord } from '../support/scratch-record.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';

/** The operation, what it answers on the list [5, 3, 1, 4, 2], and the list after it. */
type Read = readonly [text: string, operation: Operation, answer: BinValue];
type Write = readonly [...read: Read, after: BinValue];

const START = [5, 3, 1, 4, 2];
const read = operations.read('l');

const READS: readonly Read[] = [
  ['size', core.listSize('l'), 5],
  ['get', core.listGet('l', -1), 2],
  ['getRange', core.listGetRange('l', 1, 2), [3, 1]],
  ['getRange to the end', core.listGetRange('l', 3), [4, 2]],
  ['getByValue', core.listGetByValue('l', 3, INDEX), [1]],
  ['getByValue, exists', core.listGetByValue('l', 9, EXISTS), false],
  ['getByIndex', core.listGetByIndex('l', 0, VALUE), 5],
  ['getByIndex, rank', core.listGetByIndex('l', 0, RANK), 4],
  ['getByIndex, reverse index', core.listGetByIndex('l', 0, REVERSE_INDEX), 4],
  ['getByIndexRange', core.listGetByIndexRange('l', 3, VALUE, 1), [4]],
  ['getByIndexRange to the end', core.listGetByIndexRange('l', 3, VALUE), [4, 2]],
  ['getByRank', core.listGetByRank('l', -1, VALUE), 5],
  ['getByRank, reverse rank', core.listGetByRank('l', 0, REVERSE_RANK), 4],
  ['getByRankRange', core.listGetByRankRange('l', 0, VALUE, 1), [1]],
  ['getByRankRange to the end', core.listGetByRankRange('l', 3, COUNT), 2],
  ['getByValueList', core.listGetByValueList('l', [1, 2, 77], COUNT), 2],
  ['getByValueList, inverted', core.listGetByValueList('l', [1, 2, 4], inverted(VALUE)), [5, 3]],
  ['getByValueRange', core.listGetByValueRange('l', 2, 4, VALUE), [3, 2]],
  ['getByValueRange from the smallest', core.listGetByValueRange('l', null, 3, COUNT), 2],
  ['getByValueRange to the largest', core.listGetByValueRange('l', 4, null, VALUE), [5, 4]],
  ['getByValueRange to infinity', core.listGetByValueRange('l', 2, CDT_INFINITY, COUNT), 4],
  ['getByValueRelativeRankRange', core.listGetByValueRelativeRankRange('l', 3, -1, COUNT, 2), 2],
  [
    'getByValueRelativeRankRange to the end',
    core.listGetByValueRelativeRankRange('l', 3, 0, COUNT),
    3,
  ],
];

const WRITES: readonly Write[] = [
  ['append', core.listAppend('l', 9), 6, [5, 3, 1, 4, 2, 9]],
  ['appendItems', core.listAppendItems('l', new Set([8, 9])), 7, [5, 3, 1, 4, 2, 8, 9]],
  ['insert', core.listInsert('l', 1, 9), 6, [5, 9, 3, 1, 4, 2]],
  ['insertItems', core.listInsertItems('l', -1, [8, 9]), 7, [5, 3, 1, 4, 8, 9, 2]],
  ['set', core.listSet('l', 0, 'x'), null, ['x', 3, 1, 4, 2]],
  ['increment', core.listIncrement('l', 0, -7), -2, [-2, 3, 1, 4, 2]],
  ['pop', core.listPop('l', -1), 2, [5, 3, 1, 4]],
  ['popRange', core.listPopRange('l', 1, 2), [3, 1], [5, 4, 2]],
  ['popRange to the end', core.listPopRange('l', 3), [4, 2], [5, 3, 1]],
  ['remove', core.listRemove('l', 0), 1, [3, 1, 4, 2]],
  ['removeRange', core.listRemoveRange('l', 0, 2), 2, [1, 4, 2]],
  ['removeRange to the end', core.listRemoveRange('l', 1), 4, [5]],
  ['trim', core.listTrim('l', 1, 2), 3, [3, 1]],
  ['clear', core.listClear('l'), null, []],
  ['sort', core.listSort('l'), null, [1, 2, 3, 4, 5]],
  ['sort, descending', core.listSort('l', LIST_SORT_DESCENDING), null, [5, 4, 3, 2, 1]],
  ['setOrder', core.listSetOrder('l', LIST_ORDERED), null, [1, 2, 3, 4, 5]],
  ['removeByValue', core.listRemoveByValue('l', 3, COUNT), 1, [5, 1, 4, 2]],
  ['removeByValue, none', core.listRemoveByValue('l', 3, NONE), null, [5, 1, 4, 2]],
  [
    'removeByValueList, inverted',
    core.listRemoveByValueList('l', [5, 1], inverted(COUNT)),
    3,
    [5, 1],
  ],
  ['removeByValueRange', core.listRemoveByValueRange('l', 2, null, COUNT), 4, [1]],
  ['removeByIndex', core.listRemoveByIndex('l', 0, VALUE), 5, [3, 1, 4, 2]],
  ['removeByIndexRange', core.listRemoveByIndexRange('l', 2, VALUE), [1, 4, 2], [5, 3]],
  ['removeByRank', core.listRemoveByRank('l', 0, VALUE), 1, [5, 3, 4, 2]],
  ['removeByRankRange', core.listRemoveByRankRange('l', 1, COUNT), 4, [1]],
  [
    'removeByValueRelativeRankRange',
    core.listRemoveByValueRelativeRankRange('l', 3, 1, COUNT),
    2,
    [3, 1, 2],
  ],
];

describe('list operations', () => {
  let record: ScratchRecord;
  beforeAll(async () => {
    record = await openScratchRecord('core_list');
  });
  afterAll(() => record.stop());

  it.each(READS)('%s', async (_text, operation, answer) => {
    await record.reset({ l: START });
    expect(await record.run(operation)).toEqual([answer]);
  });

  it.each(WRITES)('%s', async (_text, operation, answer, after) => {
    await record.reset({ l: START });
    expect(await record.run(operation, read)).toEqual([answer, after]);
  });

  it('drops duplicates while sorting', async () => {
    await record.reset({ l: [2, 1, 2] });
    expect(await record.run(core.listSort('l', LIST_SORT_DROP_DUPLICATES), read)).toEqual([
      null,
      [1, 2],
    ]);
  });

  it('adds to doubles', async () => {
    await record.reset({ l: [1.5] });
    expect(await record.run(core.listIncrement('l', 0, core.double(1)))).toEqual([2.5]);
  });

  it(
    'finds lists by what they start with',
    unlessLimited('comparisonValue', async () => {
      await record.reset({
        l: [
          [1, 'a'],
          [2, 'b'],
          [1, 'c'],
        ],
      });
      expect(await record.run(core.listGetByValue('l', [1, CDT_WILDCARD], INDEX))).toEqual([
        [0, 2],
      ]);
    }),
  );

  it('obeys the write flags', async () => {
    const flags = LIST_WRITE_ADD_UNIQUE;
    await record.reset({ l: START });
    expect(await record.run(core.listAppend('l', 5, { flags }))).toBe(24);
    expect(
      await record.run(core.listAppend('l', 5, { flags: flags | LIST_WRITE_NO_FAIL })),
    ).toEqual([5]);
    const partial = flags | LIST_WRITE_NO_FAIL | LIST_WRITE_PARTIAL;
    expect(await record.run(core.listAppendItems('l', [5, 6], { flags: partial }))).toEqual([6]);
    expect(
      await record.run(core.listInsert('l', 50, 9, { flags: LIST_WRITE_INSERT_BOUNDED })),
    ).toBe(26);
  });

  it('creates ordered lists', async () => {
    await record.reset({ other: 1 });
    const policy = { order: LIST_ORDERED } as const;
    expect(await record.run(core.listAppendItems('l', [2, 1], policy), read)).toEqual([2, [1, 2]]);
    const create = core.listCreate('c', LIST_ORDERED, { persistIndex: true });
    expect(
      await record.run(create, core.listAppendItems('c', [2, 1]), operations.read('c')),
    ).toEqual([null, 2, [1, 2]]);
  });

  it('works inside lists and maps', async () => {
    await record.reset({ m: { a: [1, 2, { x: [5] }] } });
    const deep = [ctx.mapKey('a'), ctx.listIndex(-1), ctx.mapKey('x')];
    expect(await record.run(withContext(core.listAppend('m', 6), ...deep))).toEqual([2]);
    expect(await record.run(withContext(core.listSize('m'), ctx.mapRank(0)))).toEqual([3]);
    expect(await record.run(withContext(core.listSize('m'), ctx.mapIndex(0)))).toEqual([3]);
    const list = [1, 2, { x: [5, 6] }];
    expect(await record.run(withContext(core.listGet('m', 0), ctx.mapValue(list)))).toEqual([1]);
    const map = [ctx.mapKey('a'), ctx.listValue({ x: [5, 6] })];
    expect(await record.run(withContext(core.mapSize('m'), ...map))).toEqual([1]);
    const last = [ctx.mapKey('a'), ctx.listRank(-1)];
    expect(await record.run(withContext(core.mapSize('m'), ...last))).toEqual([1]);
  });

  it(
    'creates what is missing on the way',
    unlessLimited('severalResultsOfBin', async () => {
      await record.reset({ m: {} });
      const append = core.listAppend('m', 6);
      expect(await record.run(withContext(append, ctx.mapKey('k')))).toBe(26);
      expect(await record.run(withContext(append, ctx.mapKeyCreate('k', MAP_UNORDERED)))).toEqual([
        1,
      ]);
      const padded = [ctx.mapKey('k'), ctx.listIndexCreate(2, LIST_UNORDERED, true)];
      expect(await record.run(withContext(append, ...padded), operations.read('m'))).toEqual([
        1,
        { k: [6, null, [6]] },
      ]);
      const ordered = withContext(core.listCreate('m', LIST_ORDERED), ctx.mapKey('o'));
      const items = withContext(core.listAppendItems('m', [2, 1]), ctx.mapKey('o'));
      expect(await record.run(ordered, items, core.mapGetByKey('m', 'o', VALUE))).toEqual([
        null,
        2,
        [1, 2],
      ]);
      const chain = [ctx.mapKeyCreate('c', MAP_KEY_ORDERED), ctx.mapKeyCreate('d', MAP_UNORDERED)];
      expect(
        await record.run(
          withContext(core.mapPut('m', 'q', 1), ...chain),
          core.mapGetByKey('m', 'c', VALUE),
        ),
      ).toEqual([1, { d: { q: 1 } }]);
    }),
  );
});
