import { HllOp } from '@aeroform/protocol';
import { answerOf, type Call, outcomeOf, sketch } from './run';
import { blob, double, type Plain } from '../cdt/wire-notation';

const CREATE_ONLY = 1;
const UPDATE_ONLY = 2;
const NO_FAIL = 4;
const ALLOW_FOLD = 8;

/** Sketches that the real server made: a, b, c and c, d with 4 index bits; e, f with 5. */
const ABC = sketch('0004000000000000000000000000004080003000000000');
const CD = sketch('0004000000000000000000000000000000003000000100');
const EF = sketch('0005000000000000000000000080000000000000000000000000000000000002000000');
/** a, b, c and b, c, d with 4 index and 4 min-hash bits. */
const ABC_MIN_HASH = sketch('00040400000000000000000000000000000470bc0000035000000000000000');
const BCD_MIN_HASH = sketch('00040400000000000000000000000000000000bc0000035000000000013c00');
const EMPTY = sketch('0004000000000000000000000000000000000000000000');
const INVALID = sketch('0003000000000000000000000000000000000000000000');

type Case = [title: string, before: Plain | undefined, call: Call, outcome: string];

function check(title: string, cases: Case[]): void {
  it.each(cases)(title, (_title, before, call, outcome) => {
    expect(outcomeOf(before, call)).toBe(outcome);
  });
}

describe('operations that modify a sketch', () => {
  check('init: %s', [
    [
      'creates',
      undefined,
      [HllOp.init, 4],
      'nil → x0004000000000000000000000000000000000000000000',
    ],
    [
      'creates with min-hash bits',
      undefined,
      [HllOp.init, 4, 4],
      'nil → x00040400000000000000000000000000000000000000000000000000000000',
    ],
    [
      'empties and keeps the bits',
      ABC,
      [HllOp.init],
      'nil → x0004000000000000000000000000000000000000000000',
    ],
    [
      'empties and changes the bits',
      ABC,
      [HllOp.init, 5],
      'nil → x0005000000000000000000000000000000000000000000000000000000000000000000',
    ],
    ['needs index bits', undefined, [HllOp.init], '!26'],
    ['refuses too few index bits', undefined, [HllOp.init, 3], '!4'],
    ['refuses too many index bits', undefined, [HllOp.init, 17], '!4'],
    ['refuses too few min-hash bits', undefined, [HllOp.init, 4, 3], '!4'],
    ['refuses too many bits together', undefined, [HllOp.init, 14, 51], '!4'],
    ['does not create by an update', undefined, [HllOp.init, 4, 0, UPDATE_ONLY], '!17'],
    ['does not update by a creation', ABC, [HllOp.init, 4, 0, CREATE_ONLY], '!6'],
    [
      'leaves the sketch alone, if it must not fail',
      ABC,
      [HllOp.init, 4, 0, CREATE_ONLY | NO_FAIL],
      'nil → x0004000000000000000000000000004080003000000000',
    ],
    ['refuses unknown flags', ABC, [HllOp.init, 4, 0, ALLOW_FOLD], '!4'],
    ['refuses another type', 'text', [HllOp.init, 4], '!12'],
  ]);

  check('add: %s', [
    [
      'creates',
      undefined,
      [HllOp.add, ['a', 'b', 'c'], 4],
      '3 → x0004000000000000000000000000004080003000000000',
    ],
    [
      'creates with min-hash bits',
      undefined,
      [HllOp.add, ['a', 'b', 'c'], 4, 4],
      '3 → x00040400000000000000000000000000000470bc0000035000000000000000',
    ],
    [
      'answers how many registers changed',
      ABC,
      [HllOp.add, ['a', 'd', 'e']],
      '2 → x0004000000000000000000000080004080003000000100',
    ],
    [
      'takes values of all scalar types',
      EMPTY,
      [HllOp.add, [1, double(1), blob(1), true, null]],
      '5 → x0004000000000000000000006040000042000000005000',
    ],
    ['refuses lists', EMPTY, [HllOp.add, [[1]]], '!4'],
    ['refuses no elements', EMPTY, [HllOp.add, []], '!4'],
    ['needs index bits', undefined, [HllOp.add, ['a']], '!26'],
  ]);

  check('union: %s', [
    [
      'adds sketches',
      ABC,
      [HllOp.setUnion, [CD]],
      'nil → x0004000000000000000000000000004080003000000100',
    ],
    [
      'creates',
      undefined,
      [HllOp.setUnion, [ABC, CD]],
      'nil → x0004000000000000000000000000004080003000000100',
    ],
    [
      'creates with the fewest index bits',
      undefined,
      [HllOp.setUnion, [ABC, EF]],
      'nil → x0004000000000000000000000080004080003002000000',
    ],
    [
      'folds what is added',
      ABC,
      [HllOp.setUnion, [EF]],
      'nil → x0004000000000000000000000080004080003002000000',
    ],
    ['does not fold the sketch itself', EF, [HllOp.setUnion, [ABC]], '!26'],
    [
      'folds the sketch itself by a flag',
      EF,
      [HllOp.setUnion, [ABC], ALLOW_FOLD],
      'nil → x0004000000000000000000000080004080003002000000',
    ],
    [
      'keeps common min-hashes',
      ABC_MIN_HASH,
      [HllOp.setUnion, [BCD_MIN_HASH]],
      'nil → x00040400000000000000000000000000000470bc0000035000000000013c00',
    ],
    ['does not lose min-hashes', ABC_MIN_HASH, [HllOp.setUnion, [ABC]], '!26'],
    [
      'takes a sketch without a list',
      ABC,
      [HllOp.setUnion, CD],
      'nil → x0004000000000000000000000000004080003000000100',
    ],
    ['refuses what is no sketch', ABC, [HllOp.setUnion, [INVALID]], '!4'],
  ]);

  check('count and fold: %s', [
    [
      'stores the count',
      ABC,
      [HllOp.refreshCount],
      '3 → x0004000300000000000000000000004080003000000000',
    ],
    ['counts no missing sketch', undefined, [HllOp.refreshCount], '!17'],
    ['folds', EF, [HllOp.fold, 4], 'nil → x0004000000000000000000000080000000000002000000'],
    [
      'folds to the same',
      EF,
      [HllOp.fold, 5],
      'nil → x0005000000000000000000000080000000000000000000000000000000000002000000',
    ],
    ['does not unfold', ABC, [HllOp.fold, 5], '!26'],
    ['does not fold min-hashes', ABC_MIN_HASH, [HllOp.fold, 4], '!26'],
    ['folds no missing sketch', undefined, [HllOp.fold, 4], '!17'],
  ]);
});

describe('operations that read a sketch', () => {
  it.each<[string, Plain, Call, string]>([
    ['the count', ABC, [HllOp.count], '3'],
    ['no count of an empty sketch', EMPTY, [HllOp.count], '0'],
    [
      'a cached count, whatever it is',
      sketch('000400ffffffffffffffff000000000000000000000000'),
      [HllOp.count],
      '-1',
    ],
    ['the bits', ABC_MIN_HASH, [HllOp.describe], '[4 4]'],
    ['the union', ABC, [HllOp.getUnion, [CD]], 'x0004000000000000000000000000004080003000000100'],
    ['the count of the union', ABC, [HllOp.unionCount, [CD, EF]], '7'],
    ['the count of the intersection', ABC, [HllOp.intersectCount, [CD]], '1'],
    ['the count of the intersection of three', ABC, [HllOp.intersectCount, [CD, EF]], '1'],
    [
      'the count of the intersection by min-hashes',
      ABC_MIN_HASH,
      [HllOp.intersectCount, [BCD_MIN_HASH]],
      '2',
    ],
    ['the similarity', ABC, [HllOp.similarity, [CD]], '0.25'],
    [
      'the similarity by min-hashes',
      ABC_MIN_HASH,
      [HllOp.similarity, [BCD_MIN_HASH]],
      '0.4975108320827186',
    ],
    ['that elements may be contained', ABC, [HllOp.mayContain, ['a', 'c']], '1'],
    ['that an element is not contained', ABC, [HllOp.mayContain, ['a', 'd']], '0'],
  ])('answer %s', (_title, value, call, answer) => {
    expect(answerOf(value, call)).toBe(answer);
  });

  it.each<[string, Plain, Call, string]>([
    ['more than two sketches without min-hashes', ABC, [HllOp.intersectCount, [CD, CD, CD]], '!4'],
    [
      'more than two sketches with other min-hashes than the bin',
      ABC,
      [HllOp.intersectCount, [ABC_MIN_HASH, ABC_MIN_HASH, BCD_MIN_HASH]],
      '!26',
    ],
    ['no sketches', ABC, [HllOp.unionCount, []], '!4'],
    ['what is no sketch', ABC, [HllOp.unionCount, [blob(0, 4, 0)]], '!4'],
    ['lists as elements', ABC, [HllOp.mayContain, [[1]]], '!4'],
    ['a bin of another type', 'text', [HllOp.count], '!12'],
    ['too many arguments', ABC, [HllOp.count, 1], '!4'],
    ['a modification as a read', ABC, [HllOp.init, 4], '!4'],
  ])('refuse %s', (_title, value, call, answer) => {
    expect(answerOf(value, call)).toBe(answer);
  });
});
