import {
  CDT_INVERTED,
  CdtReturnType,
  ListOp,
  WIRE_INFINITY,
  WIRE_WILDCARD,
} from '@aeroform/protocol';
import { answerOf, type Call } from './run';
import { double, ordered, type Plain } from './wire-notation';

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
  indexRange,
  rankRange,
} = CdtReturnType;

const UNORDERED: Plain = [5, 1, 3, 1, 9, 7];
const ORDERED = ordered(1, 1, 3, 5, 7, 9);

/** The selections that the tables below name; the return type stands in front of the arguments. */
const SELECTIONS: Record<string, [opcode: number, ...args: Plain[]]> = {
  getByIndexRange: [ListOp.getByIndexRange, 1, 3],
  getByRankRange: [ListOp.getByRankRange, 1, 3],
  getByValue: [ListOp.getByValue, 1],
  getByValueList: [ListOp.getByValueList, [7, 1, 4]],
  getByValueRange: [ListOp.getByValueRange, 2, 8],
  getByValueRelativeRankRange: [ListOp.getByValueRelativeRankRange, 4, -1, 2],
};
const COLUMNS = [index, reverseIndex, rank, reverseRank, count, value, exists];

function answersOf(list: Plain, selection: string): string[] {
  const [name, inverted] = selection.split(' ');
  const [opcode, ...args] = SELECTIONS[name as string] as Call;
  const flag = inverted === undefined ? 0 : CDT_INVERTED;
  return COLUMNS.map((type) => answerOf(list, [opcode, type | flag, ...args]));
}

describe('operations that get elements of a list', () => {
  // Columns: index, reverse index, rank, reverse rank, count, value, exists.
  it.each([
    ['getByIndexRange', '[1 2 3]', '[2 3 4]', '[0 2 0]', '[5 3 5]', '3', '[1 3 1]', 'true'],
    [
      'getByIndexRange inverted',
      '[0 4 5]',
      '[5 0 1]',
      '[3 5 4]',
      '[2 0 1]',
      '3',
      '[5 9 7]',
      'true',
    ],
    ['getByRankRange', '[0 2 3]', '[5 3 2]', '[1 2 3]', '[2 3 4]', '3', '[5 3 1]', 'true'],
    [
      'getByRankRange inverted',
      '[1 4 5]',
      '[4 1 0]',
      '[0 4 5]',
      '[5 0 1]',
      '3',
      '[1 9 7]',
      'false',
    ],
    ['getByValue', '[1 3]', '[4 2]', '[0 1]', '[4 5]', '2', '[1 1]', 'true'],
    [
      'getByValue inverted',
      '[0 2 4 5]',
      '[5 3 1 0]',
      '[2 3 4 5]',
      '[0 1 2 3]',
      '4',
      '[5 3 9 7]',
      'false',
    ],
    ['getByValueList', '[1 3 5]', '[4 2 0]', '[4 0 1]', '[1 5 4]', '3', '[1 1 7]', 'true'],
    ['getByValueList inverted', '[0 2 4]', '[5 3 1]', '[2 3 5]', '[2 3 0]', '3', '[5 3 9]', 'true'],
    ['getByValueRange', '[0 2 5]', '[5 3 0]', '[2 3 4]', '[1 2 3]', '3', '[5 3 7]', 'true'],
    [
      'getByValueRange inverted',
      '[1 3 4]',
      '[4 2 1]',
      '[0 1 5]',
      '[4 5 0]',
      '3',
      '[1 1 9]',
      'false',
    ],
    ['getByValueRelativeRankRange', '[0 2]', '[5 3]', '[2 3]', '[2 3]', '2', '[5 3]', 'true'],
    [
      'getByValueRelativeRankRange inverted',
      '[1 3 4 5]',
      '[4 2 1 0]',
      '[0 1 4 5]',
      '[4 5 0 1]',
      '4',
      '[1 1 9 7]',
      'false',
    ],
  ])('answers %s of an unordered list in every return type', (selection, ...answers) => {
    expect(answersOf(UNORDERED, selection)).toStrictEqual(answers);
  });

  it.each([
    ['getByIndexRange', '[1 2 3]', '[2 3 4]', '[1 2 3]', '[2 3 4]', '3', '[1 3 5]', 'true'],
    [
      'getByIndexRange inverted',
      '[0 4 5]',
      '[5 0 1]',
      '[0 4 5]',
      '[5 0 1]',
      '3',
      '[1 7 9]',
      'true',
    ],
    ['getByRankRange', '[1 2 3]', '[2 3 4]', '[1 2 3]', '[2 3 4]', '3', '[1 3 5]', 'true'],
    ['getByRankRange inverted', '[0 4 5]', '[5 0 1]', '[0 4 5]', '[5 0 1]', '3', '[1 7 9]', 'true'],
    ['getByValue', '[0 1]', '[4 5]', '[0 1]', '[4 5]', '2', '[1 1]', 'true'],
    [
      'getByValue inverted',
      '[2 3 4 5]',
      '[0 1 2 3]',
      '[2 3 4 5]',
      '[0 1 2 3]',
      '4',
      '[3 5 7 9]',
      'true',
    ],
    ['getByValueList', '[4 0 1]', '[1 4 5]', '[4 0 1]', '[1 4 5]', '3', '[7 1 1]', 'true'],
    ['getByValueList inverted', '[2 3 5]', '[3 2 0]', '[2 3 5]', '[3 2 0]', '3', '[3 5 9]', 'true'],
    ['getByValueRange', '[2 3 4]', '[1 2 3]', '[2 3 4]', '[1 2 3]', '3', '[3 5 7]', 'true'],
    [
      'getByValueRange inverted',
      '[0 1 5]',
      '[4 5 0]',
      '[0 1 5]',
      '[4 5 0]',
      '3',
      '[1 1 9]',
      'true',
    ],
    ['getByValueRelativeRankRange', '[2 3]', '[2 3]', '[2 3]', '[2 3]', '2', '[3 5]', 'true'],
    [
      'getByValueRelativeRankRange inverted',
      '[0 1 4 5]',
      '[4 5 0 1]',
      '[0 1 4 5]',
      '[4 5 0 1]',
      '4',
      '[1 1 7 9]',
      'true',
    ],
  ])('answers %s of an ordered list in every return type', (selection, ...answers) => {
    expect(answersOf(ORDERED, selection)).toStrictEqual(answers);
  });

  it.each<[string, Plain, Call, string]>([
    ['one element', UNORDERED, [ListOp.get, -2], '9'],
    ['no element behind the end', UNORDERED, [ListOp.get, 6], '!26'],
    ['a range up to the end', UNORDERED, [ListOp.getRange, 4], '[9 7]'],
    ['a range that starts in front of the list', UNORDERED, [ListOp.getRange, -8, 4], '[5 1]'],
    ['an empty range behind the end', UNORDERED, [ListOp.getRange, 6, 2], '[]'],
    ['the size', UNORDERED, [ListOp.size], '6'],
    ['nothing for return type none', UNORDERED, [ListOp.getByIndex, none, 0], 'nil'],
    ['the greatest element by rank', UNORDERED, [ListOp.getByRank, value, -1], '9'],
    ['which of equal elements has a rank', UNORDERED, [ListOp.getByRank, index, 0], '1'],
    [
      'values of low ranks in descending order',
      UNORDERED,
      [ListOp.getByRankRange, value, 0, 3],
      '[3 1 1]',
    ],
    [
      'values of high ranks in ascending order',
      UNORDERED,
      [ListOp.getByRankRange, value, -3, 3],
      '[5 7 9]',
    ],
    ['−1 for the index of a missing value', UNORDERED, [ListOp.getFirstByValue, index, 4], '-1'],
    ['only the first of equal elements', UNORDERED, [ListOp.getFirstByValue, index, 1], '1'],
    ['an interval without end', UNORDERED, [ListOp.getByValueRange, value, 5], '[5 9 7]'],
    [
      'an interval up to infinity',
      UNORDERED,
      [ListOp.getByValueRange, value, 5, WIRE_INFINITY],
      '[5 9 7]',
    ],
    ['nothing between equal ends', UNORDERED, [ListOp.getByValueRange, value, 5, 5], '[]'],
    [
      'everything outside of an empty value list',
      UNORDERED,
      [ListOp.getByValueList, value | CDT_INVERTED, []],
      '[5 1 3 1 9 7]',
    ],
    [
      'lists that begin alike, by wildcard',
      [[1, 'a'], [1, 'b', 2], [2]],
      [ListOp.getByValue, index, [1, WIRE_WILDCARD]],
      '[0 1]',
    ],
    [
      'all nested lists that are equal up to a wildcard',
      [
        [[1], 6],
        [[2], 6],
      ],
      [ListOp.getByValue, count, [[WIRE_WILDCARD], 5]],
      '2',
    ],
    ['−0.0 as 0.0', [double(0), double(-0)], [ListOp.getByValue, count, double(0)], '2'],
    [
      'the first index and the number of indexes',
      UNORDERED,
      [ListOp.getByIndexRange, indexRange, 1, 3],
      '[1 3]',
    ],
    [
      'the first rank and the number of ranks',
      UNORDERED,
      [ListOp.getByValueRange, rankRange, 2, 8],
      '[2 3]',
    ],
  ])('answers %s', (_title, list, call, answer) => {
    expect(answerOf(list, call)).toBe(answer);
  });

  it.each<[string, Plain, Call, string]>([
    ['an index out of range', UNORDERED, [ListOp.getByIndex, value, 6], '!26'],
    ['a rank out of range', UNORDERED, [ListOp.getByRank, value, -7], '!26'],
    ['keys of a list', UNORDERED, [ListOp.getByIndex, key, 0], '!26'],
    ['entries of a list', UNORDERED, [ListOp.getByIndexRange, keyValue, 0, 1], '!26'],
    ['an unknown return type', UNORDERED, [ListOp.getByIndex, 14, 0], '!26'],
    ['one element inverted', UNORDERED, [ListOp.getByIndex, value | CDT_INVERTED, 0], '!26'],
    [
      'a range of indexes that are not consecutive',
      UNORDERED,
      [ListOp.getByValue, indexRange, 1],
      '!26',
    ],
    ['too few arguments', UNORDERED, [ListOp.getByIndex, value], '!4'],
    ['too many arguments', UNORDERED, [ListOp.getByIndex, value, 0, 0], '!4'],
    ['an argument of a wrong type', UNORDERED, [ListOp.getByIndex, value, 'a'], '!4'],
    ['a value list that is no list', UNORDERED, [ListOp.getByValueList, value, 1], '!4'],
    ['a modification as a read', UNORDERED, [ListOp.append, 1], '!4'],
    ['an unknown operation', UNORDERED, [60, 1], '!4'],
    ['a map', { a: 1 }, [ListOp.size], '!12'],
  ])('refuses %s', (_title, list, call, answer) => {
    expect(answerOf(list, call)).toBe(answer);
  });
});
