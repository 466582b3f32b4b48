import {
  CDT_SELECT_CALL,
  CdtContextFlag,
  CdtContextType,
  CdtSelectFlag,
  ExpressionOp,
  ExpressionType,
  LoopVariableKind,
} from '@aeroform/protocol';
import { answerOf, type Call, outcomeOf } from './run';
import { keyOrdered, ordered, type Plain } from './wire-notation';

const { expression, listIndex, listRank, listValue, mapIndex, mapKey, mapKeysIn, mapRank } =
  CdtContextType;
const AND = CdtContextFlag.and | expression;
const { tree, leafList, leafMapKey, leafMapKeyValue, apply, noFail } = CdtSelectFlag;

const VALUE: Plain = [ExpressionOp.loopVariable, ExpressionType.integer, LoopVariableKind.value];
const INDEX: Plain = [ExpressionOp.loopVariable, ExpressionType.integer, LoopVariableKind.index];
const REMOVE: Plain = [ExpressionOp.removeResult];

const above = (limit: number, variable: Plain = VALUE): Plain => [
  ExpressionOp.greater,
  variable,
  limit,
];

function path(flags: number, ...steps: Plain[]): Call {
  return [CDT_SELECT_CALL, steps, flags];
}

function change(by: Plain, flags: number, ...steps: Plain[]): Call {
  return [CDT_SELECT_CALL, steps, apply | flags, by];
}

const BOOKS: Plain = { a: { pages: 10, year: 3 }, b: { pages: 20, year: 1 }, c: {} };
const NUMBERS: Plain = [4, 1, 3];

describe('path operations', () => {
  it.each<[string, Plain, Call, string]>([
    ['all elements', NUMBERS, path(tree, expression, true), '[4 1 3]'],
    ['elements by their value', NUMBERS, path(tree, expression, above(2)), '[4 3]'],
    ['elements by their index', NUMBERS, path(tree, expression, above(0, INDEX)), '[1 3]'],
    [
      'a tree without its order',
      keyOrdered({ a: ordered(1, 2) }),
      path(tree, expression, true, expression, above(1)),
      '{a:[2]}',
    ],
    [
      'empty lists and maps as they are',
      [ordered(), {}, 1],
      path(tree, expression, true, expression, true),
      '[<> {} 1]',
    ],
    ['leaves of a tree', BOOKS, path(leafList, expression, true, expression, above(5)), '[10 20]'],
    [
      'keys of leaves',
      BOOKS,
      path(leafMapKey, expression, true, expression, above(2)),
      '[pages year pages]',
    ],
    [
      'keys and values of leaves',
      BOOKS,
      path(leafMapKeyValue, expression, true, mapKey, 'year'),
      '[year 3 year 1]',
    ],
    ['one key at each level', BOOKS, path(tree, mapKey, 'b', mapKey, 'year'), '{b:{year:1}}'],
    ['several keys', BOOKS, path(tree, mapKeysIn, ['c', 'x', 'a']), '{a:{pages:10 year:3} c:{}}'],
    ['an element by index', NUMBERS, path(leafList, listIndex, -1), '[3]'],
    ['an element by rank', NUMBERS, path(leafList, listRank, 0), '[1]'],
    ['elements by value', [1, 2, 1], path(leafList, listValue, 1), '[1 1]'],
    ['an entry by index', BOOKS, path(leafMapKey, mapIndex, 1), '[b]'],
    ['an entry by rank', { a: 3, b: 1 }, path(leafMapKey, mapRank, 0), '[b]'],
    ['nothing out of range', NUMBERS, path(tree, listIndex, 5), '[]'],
    [
      'elements with a further condition',
      [1, 5, 5],
      path(leafList, listValue, 5, AND, above(1, INDEX)),
      '[5]',
    ],
    [
      'what is known, if it must not fail',
      [1, 'a', 3],
      path(leafList | noFail, expression, above(2)),
      '[3]',
    ],
    [
      'no keys of lists, if it must not fail',
      { a: [1] },
      path(leafMapKey | noFail, expression, true, expression, true),
      '[]',
    ],
  ])('select %s', (_title, value, call, answer) => {
    expect(answerOf(value, call)).toBe(answer);
  });

  it.each<[string, Plain, Call, string]>([
    ['an expression without known outcome', [1, 'a'], path(leafList, expression, above(2)), '!4'],
    ['keys of lists', NUMBERS, path(leafMapKey, expression, true), '!12'],
    ['a step for maps in a list', NUMBERS, path(tree, mapKey, 'a'), '!4'],
    ['an integer', 1, path(tree, expression, true), '!12'],
    ['an empty path', NUMBERS, path(tree), '!4'],
    ['an unknown step', NUMBERS, path(tree, 0x15, 1), '!4'],
    ['an unknown form of answer', NUMBERS, path(5, expression, true), '!4'],
    ['a condition without a step', NUMBERS, path(tree, AND, true), '!4'],
    ['a malformed expression', NUMBERS, path(tree, expression, [99]), '!4'],
    ['a modification as a read', NUMBERS, change(0, 0, expression, true), '!4'],
    [
      'an element behind a nested one by rank: the server loses its place',
      [[2, 1], [3]],
      path(leafList, expression, true, listRank, 0),
      '!1',
    ],
  ])('refuse %s', (_title, value, call, answer) => {
    expect(answerOf(value, call)).toBe(answer);
  });

  it.each<[string, Plain | undefined, Call, string]>([
    [
      'replace elements',
      NUMBERS,
      change([ExpressionOp.add, VALUE, 10], 0, expression, above(2)),
      'nil → [14 1 13]',
    ],
    ['replace by a plain value', NUMBERS, change('x', 0, expression, true), 'nil → [x x x]'],
    ['remove elements', NUMBERS, change(REMOVE, 0, expression, above(2)), 'nil → [1]'],
    [
      'remove entries',
      BOOKS,
      change(REMOVE, 0, expression, true, mapKey, 'pages'),
      'nil → {a:{year:3} b:{year:1} c:{}}',
    ],
    [
      'keep what is unknown, if it must not fail',
      [1, 'a'],
      change([ExpressionOp.add, VALUE, 1], noFail, expression, true),
      'nil → [2 a]',
    ],
    [
      'sort an ordered list again',
      ordered(1, 2, 3),
      change([ExpressionOp.multiply, VALUE, -1], 0, expression, true),
      'nil → <-3 -2 -1>',
    ],
    [
      'fail when the new value is unknown',
      [1, 'a'],
      change([ExpressionOp.add, VALUE, 1], 0, expression, true),
      '!1',
    ],
    ['fail on a missing bin', undefined, change(REMOVE, 0, expression, true), '!12'],
  ])('%s', (_title, value, call, outcome) => {
    expect(outcomeOf(value, call)).toBe(outcome);
  });
});
