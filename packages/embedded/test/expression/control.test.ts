import { ExpressionOp as Op, WIRE_INFINITY } from '@aeroform/protocol';
import {
  booleanBin,
  float,
  integerBin,
  outcome,
  REFUSED,
  type Row,
  text,
  textBin,
  unknown,
  UNKNOWN,
} from './expression-bench.js';

describe('cond', () => {
  test.each<Row>([
    ['the first branch that holds', [Op.cond, false, 1, true, 2, true, 3, 4], 2],
    ['the default', [Op.cond, false, 1, 4], 4],
    ['unknown when a test is unknown', [Op.cond, booleanBin('missing'), 1, 2], UNKNOWN],
    ['a test before an unknown one', [Op.cond, true, 1, unknown, 2, 3], 1],
    ['a branch that is unknown', [Op.cond, true, unknown, 2], UNKNOWN],
    ['a type beside unknown branches', [Op.add, [Op.cond, false, unknown, 2], 1], 3],
    ['unknown by default', [Op.cond, false, 1, unknown], UNKNOWN],
    [
      'a boolean when all branches are unknown',
      [Op.not, [Op.cond, true, unknown, unknown]],
      UNKNOWN,
    ],
    ['an infinity before a type', [Op.cond, true, WIRE_INFINITY, 1], UNKNOWN],
    ['branches of two types', [Op.cond, true, 1, float(1)], REFUSED],
    ['a branch that is unknown by chance', [Op.cond, true, booleanBin('missing'), 1], REFUSED],
    ['no default', [Op.cond, true, 1], REFUSED],
    ['no branch', [Op.cond, 1], REFUSED],
    ['a test that is no boolean', [Op.cond, 1, 1, 1], REFUSED],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});

describe('let', () => {
  const a = [Op.variable, 'a'];
  const b = [Op.variable, 'b'];

  test.each<Row>([
    ['a variable', [Op.let, 'a', integerBin('i'), [Op.multiply, a, a]], 25],
    ['a variable in the next one', [Op.let, 'a', 5, 'b', [Op.add, a, 1], [Op.multiply, a, b]], 30],
    ['an inner scope', [Op.let, 'a', 1, [Op.let, 'b', [Op.add, a, 1], [Op.add, a, b]]], 3],
    ['a name in two scopes side by side', [Op.add, [Op.let, 'a', 1, a], [Op.let, 'a', 2, a]], 3],
    [
      'a scope inside a definition',
      [Op.let, 'a', [Op.let, 'b', 7, b], 'c', 1, [Op.add, a, [Op.variable, 'c']]],
      8,
    ],
    ['an unknown variable that is not used', [Op.let, 'a', integerBin('missing'), 1], 1],
    ['an unknown variable that is used', [Op.let, 'a', integerBin('missing'), a], UNKNOWN],
    ['text in a variable', [Op.let, '_x1', textBin('s'), [Op.variable, '_x1']], 'hello'],
    ['an unknown body in a branch', [Op.cond, false, [Op.let, 'a', 1, unknown], 5], 5],
    ['an unknown variable in a branch', [Op.let, 'a', unknown, [Op.cond, false, a, 5]], REFUSED],
    ['a name that is defined twice', [Op.let, 'a', 1, 'a', 2, a], REFUSED],
    ['a name of an outer scope', [Op.let, 'a', 1, [Op.let, 'a', 2, a]], REFUSED],
    ['a variable in its own definition', [Op.let, 'a', a, 1], REFUSED],
    ['a variable that is not defined', a, REFUSED],
    ['a variable behind its scope', [Op.add, [Op.let, 'a', 1, a], a], REFUSED],
    ['a variable without type', [Op.let, 'a', WIRE_INFINITY, a], REFUSED],
    ['an unused variable without type', [Op.let, 'a', WIRE_INFINITY, 1], 1],
    ['a name that starts with a digit', [Op.let, '1a', 1, 2], REFUSED],
    ['a name with a space', [Op.let, 'a b', 1, 2], REFUSED],
    ['a name without characters', [Op.let, '', 1, 2], REFUSED],
    ['a name without definition', [Op.let, 'a', 1], REFUSED],
    ['a body alone', [Op.let, 1], REFUSED],
    ['a type that does not fit', [Op.let, 'a', text('x'), [Op.add, a, 1]], REFUSED],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});
