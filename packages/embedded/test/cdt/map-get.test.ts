import {
  CDT_INVERTED,
  CdtReturnType,
  MapOp,
  WIRE_INFINITY,
  WIRE_WILDCARD,
} from '@aeroform/protocol';
import { answerOf, type Call } from './run';
import { double, entries, keyOrdered, type Plain } from './wire-notation';

const {
  none,
  index,
  reverseIndex,
  rank,
  reverseRank,
  count,
  key,
  value,
  keyValue,
  exists,
  unorderedMap,
  orderedMap,
  indexRange,
  rankRange,
} = CdtReturnType;

const ENTRIES = { a: 7, b: 1, c: 4, d: 4, e: 9 };

/** The selections that the tables below name; the return type stands in front of the arguments. */
const SELECTIONS: Record<string, [opcode: number, ...args: Plain[]]> = {
  getByKeyRange: [MapOp.getByKeyRange, 'b', 'd'],
  getByIndexRange: [MapOp.getByIndexRange, 1, 3],
  getByRankRange: [MapOp.getByRankRange, 1, 3],
  getByValue: [MapOp.getByValue, 4],
  getByValueRange: [MapOp.getByValueRange, 2, 8],
  getByKeyList: [MapOp.getByKeyList, ['d', 'x', 'a']],
  getByValueList: [MapOp.getByValueList, [9, 4]],
  getByKeyRelativeIndexRange: [MapOp.getByKeyRelativeIndexRange, 'c', -1, 2],
  getByValueRelativeRankRange: [MapOp.getByValueRelativeRankRange, 5, -1, 2],
};
const COLUMNS = [index, reverseIndex, rank, reverseRank, count, key, value, keyValue, orderedMap];

function answersOf(map: Plain, selection: string): string[] {
  const [name, inverted] = selection.split(' ');
  const [opcode, ...args] = SELECTIONS[name as string] as Call;
  const flag = inverted === undefined ? 0 : CDT_INVERTED;
  return COLUMNS.map((type) => answerOf(map, [opcode, type | flag, ...args]));
}

describe('operations that get entries of a map', () => {
  // Columns: index, reverse index, rank, reverse rank, count, key, value, entries, ordered map.
  it.each([
    [
      'getByKeyRange',
      '[1 2]',
      '[2 3]',
      '[0 1]',
      '[4 3]',
      '2',
      '[b c]',
      '[1 4]',
      '{/8 b:1 c:4}',
      '{/1 b:1 c:4}',
    ],
    [
      'getByKeyRange inverted',
      '[0 3 4]',
      '[4 0 1]',
      '[3 2 4]',
      '[1 2 0]',
      '3',
      '[a d e]',
      '[7 4 9]',
      '{/8 a:7 d:4 e:9}',
      '{/1 a:7 d:4 e:9}',
    ],
    [
      'getByIndexRange',
      '[1 2 3]',
      '[1 2 3]',
      '[0 1 2]',
      '[4 3 2]',
      '3',
      '[b c d]',
      '[1 4 4]',
      '{/8 b:1 c:4 d:4}',
      '{/1 b:1 c:4 d:4}',
    ],
    [
      'getByIndexRange inverted',
      '[0 4]',
      '[4 0]',
      '[3 4]',
      '[1 0]',
      '2',
      '[a e]',
      '[7 9]',
      '{/8 a:7 e:9}',
      '{/1 a:7 e:9}',
    ],
    [
      'getByRankRange',
      '[2 3 0]',
      '[2 1 4]',
      '[1 2 3]',
      '[1 2 3]',
      '3',
      '[c d a]',
      '[4 4 7]',
      '{/8 c:4 d:4 a:7}',
      '{/1 a:7 c:4 d:4}',
    ],
    [
      'getByRankRange inverted',
      '[1 4]',
      '[3 0]',
      '[0 4]',
      '[4 0]',
      '2',
      '[b e]',
      '[1 9]',
      '{/8 b:1 e:9}',
      '{/1 b:1 e:9}',
    ],
    [
      'getByValue',
      '[2 3]',
      '[2 1]',
      '[1 2]',
      '[2 3]',
      '2',
      '[c d]',
      '[4 4]',
      '{/8 c:4 d:4}',
      '{/1 c:4 d:4}',
    ],
    [
      'getByValue inverted',
      '[0 1 4]',
      '[4 3 0]',
      '[0 3 4]',
      '[4 0 1]',
      '3',
      '[a b e]',
      '[7 1 9]',
      '{/8 a:7 b:1 e:9}',
      '{/1 a:7 b:1 e:9}',
    ],
    [
      'getByValueRange',
      '[0 2 3]',
      '[4 2 1]',
      '[1 2 3]',
      '[1 2 3]',
      '3',
      '[a c d]',
      '[7 4 4]',
      '{/8 a:7 c:4 d:4}',
      '{/1 a:7 c:4 d:4}',
    ],
    [
      'getByValueRange inverted',
      '[1 4]',
      '[3 0]',
      '[0 4]',
      '[4 0]',
      '2',
      '[b e]',
      '[1 9]',
      '{/8 b:1 e:9}',
      '{/1 b:1 e:9}',
    ],
    [
      'getByKeyList',
      '[3 0]',
      '[1 4]',
      '!26',
      '!26',
      '2',
      '[a d]',
      '[7 4]',
      '{/8 a:7 d:4}',
      '{/1 a:7 d:4}',
    ],
    [
      'getByValueList',
      '[2 3 4]',
      '[2 1 0]',
      '[4 1 2]',
      '[0 3 2]',
      '3',
      '[c d e]',
      '[4 4 9]',
      '{/8 c:4 d:4 e:9}',
      '{/1 c:4 d:4 e:9}',
    ],
    [
      'getByValueList inverted',
      '[0 1]',
      '[4 3]',
      '[0 3]',
      '[4 1]',
      '2',
      '[a b]',
      '[7 1]',
      '{/8 a:7 b:1}',
      '{/1 a:7 b:1}',
    ],
    [
      'getByKeyRelativeIndexRange',
      '[1 2]',
      '[2 3]',
      '[0 1]',
      '[4 3]',
      '2',
      '[b c]',
      '[1 4]',
      '{/8 b:1 c:4}',
      '{/1 b:1 c:4}',
    ],
    [
      'getByKeyRelativeIndexRange inverted',
      '[0 3 4]',
      '[4 0 1]',
      '[3 2 4]',
      '[1 2 0]',
      '3',
      '[a d e]',
      '[7 4 9]',
      '{/8 a:7 d:4 e:9}',
      '{/1 a:7 d:4 e:9}',
    ],
    [
      'getByValueRelativeRankRange',
      '[3 0]',
      '[1 4]',
      '[2 3]',
      '[1 2]',
      '2',
      '[d a]',
      '[4 7]',
      '{/8 d:4 a:7}',
      '{/1 a:7 d:4}',
    ],
    [
      'getByValueRelativeRankRange inverted',
      '[1 2 4]',
      '[3 2 0]',
      '[0 1 4]',
      '[3 4 0]',
      '3',
      '[b c e]',
      '[1 4 9]',
      '{/8 b:1 c:4 e:9}',
      '{/1 b:1 c:4 e:9}',
    ],
  ])('answers %s in every return type', (selection, ...answers) => {
    expect(answersOf(ENTRIES, selection)).toStrictEqual(answers);
    expect(answersOf(keyOrdered(ENTRIES), selection)).toStrictEqual(answers);
  });

  it('counts reverse indexes of an inverted key list one by one in an ordered map only', () => {
    const call: Call = [MapOp.getByKeyList, reverseIndex | CDT_INVERTED, ['d', 'x', 'a']];
    expect(answerOf(ENTRIES, call)).toBe('[2 3 0]');
    expect(answerOf(keyOrdered(ENTRIES), call)).toBe('[3 2 0]');
  });

  it.each<[string, Plain, Call, string]>([
    ['the size', ENTRIES, [MapOp.size], '5'],
    ['one value by key', ENTRIES, [MapOp.getByKey, value, 'c'], '4'],
    ['one entry by key', ENTRIES, [MapOp.getByKey, keyValue, 'c'], '{/8 c:4}'],
    ['nothing for a missing key', ENTRIES, [MapOp.getByKey, value, 'x'], 'nil'],
    ['an empty map for a missing key', ENTRIES, [MapOp.getByKey, orderedMap, 'x'], '{/1}'],
    ['−1 for the rank of a missing key', ENTRIES, [MapOp.getByKey, rank, 'x'], '-1'],
    ['the rank of a key, equal values by key', ENTRIES, [MapOp.getByKey, rank, 'd'], '2'],
    ['one key by index', ENTRIES, [MapOp.getByIndex, key, -1], 'e'],
    ['one key by rank', ENTRIES, [MapOp.getByRank, key, 2], 'd'],
    ['the first key by value', ENTRIES, [MapOp.getFirstByValue, key, 4], 'c'],
    ['nothing for return type none', ENTRIES, [MapOp.getByKey, none, 'a'], 'nil'],
    ['whether a key exists', ENTRIES, [MapOp.getByKey, exists, 'x'], 'false'],
    [
      'an unordered map of a range',
      keyOrdered(ENTRIES),
      [MapOp.getByIndexRange, unorderedMap, 0, 2],
      '{a:7 b:1}',
    ],
    ['keys up to infinity', ENTRIES, [MapOp.getByKeyRange, key, 'd', WIRE_INFINITY], '[d e]'],
    [
      'keys of several types',
      entries(1, [1, 'a'], ['x', 'b']),
      [MapOp.getByKeyRange, key, 0, 'y'],
      '[1 x]',
    ],
    [
      'values that begin alike, by wildcard',
      { a: [1, 2], b: [2] },
      [MapOp.getByValue, key, [1, WIRE_WILDCARD]],
      '[a]',
    ],
    ['doubles behind all integers', { a: double(1), b: 2 }, [MapOp.getByRank, key, -1], 'a'],
    [
      'everything outside of no values',
      ENTRIES,
      [MapOp.getByValue, index | CDT_INVERTED, 5],
      '[0 1 2 3 4]',
    ],
    [
      'the first index and the number of indexes',
      ENTRIES,
      [MapOp.getByKeyRange, indexRange, 'b', 'd'],
      '[1 2]',
    ],
    [
      'the first rank and the number of ranks',
      ENTRIES,
      [MapOp.getByValueRange, rankRange, 2, 8],
      '[1 3]',
    ],
    [
      'values by rank where their order is stored',
      entries(0x13, [1, 9], [2, 4], [3, 5]),
      [MapOp.getByValueRange, key, 0],
      '[2 3 1]',
    ],
  ])('answers %s', (_title, map, call, answer) => {
    expect(answerOf(map, call)).toBe(answer);
  });

  it.each<[string, Plain, Call, string]>([
    ['an index out of range', ENTRIES, [MapOp.getByIndex, value, 5], '!26'],
    ['a rank out of range', ENTRIES, [MapOp.getByRank, value, -6], '!26'],
    ['one entry inverted', ENTRIES, [MapOp.getByKey, value | CDT_INVERTED, 'a'], '!26'],
    ['an unknown return type', ENTRIES, [MapOp.getByKey, 14, 'a'], '!26'],
    ['a range of ranks by key', ENTRIES, [MapOp.getByKeyRange, rankRange, 'a', 'c'], '!26'],
    ['keys that are no list', ENTRIES, [MapOp.getByKeyList, value, 'a'], '!4'],
    ['too few arguments', ENTRIES, [MapOp.getByKey, value], '!4'],
    ['an unknown operation', ENTRIES, [111, 1], '!4'],
    ['a list', [1], [MapOp.size], '!12'],
  ])('refuses %s', (_title, map, call, answer) => {
    expect(answerOf(map, call)).toBe(answer);
  });
});
