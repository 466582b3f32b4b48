import { ExpressionOp as Op, ExpressionType as Type, LoopVariableKind } from '@aeroform/protocol';
import { type LoopElement, REMOVE_ELEMENT } from '../../src/cdt/expression-evaluation.js';
import { pathEvaluation } from '../../src/expression/parse-expression.js';
import {
  encode,
  float,
  geojson,
  integerBin,
  list,
  outcome,
  REFUSED,
  type Tree,
  UNKNOWN,
} from './expression-bench.js';

const { mapKey, value, index } = LoopVariableKind;
const loop = (type: number, kind: number): Tree => [Op.loopVariable, type, kind];
const evaluate = (tree: Tree, element: Partial<LoopElement>): unknown =>
  pathEvaluation.evaluate(pathEvaluation.parse(encode(tree)), {
    key: undefined,
    value: null,
    index: undefined,
    ...element,
  });

describe('loop variables', () => {
  test('stand for the element at hand', () => {
    expect(evaluate(loop(Type.string, mapKey), { key: 'a' })).toBe('a');
    expect(evaluate([Op.add, loop(Type.integer, value), 1], { value: 5 })).toBe(6);
    expect(evaluate([Op.greater, loop(Type.integer, index), 2], { index: 3 })).toBe(true);
    expect(evaluate(loop(Type.nil, value), { value: null })).toBeNull();
    expect(evaluate(loop(Type.boolean, value), { value: false })).toBe(false);
  });

  test('are unknown when they are not there or of another type', () => {
    expect(evaluate(loop(Type.string, mapKey), {})).toBeUndefined();
    expect(evaluate(loop(Type.integer, value), { value: float(1) })).toBeUndefined();
    expect(evaluate(loop(Type.integer, index), { key: 'a' })).toBeUndefined();
  });

  test('work in comparisons of GeoJSON', () => {
    const circle = geojson('AeroCircle', [[0, 0], 1000]);
    const near = [Op.geoCompare, loop(Type.geojson, value), circle];
    expect(evaluate(near, { value: geojson('Point', [0, 0]) })).toBe(true);
    expect(evaluate(near, { value: geojson('Point', [9, 9]) })).toBe(false);
  });

  test('are unknown outside of path operations', () => {
    expect(outcome(loop(Type.integer, value))).toBe(UNKNOWN);
    expect(outcome([Op.or, [Op.equal, loop(Type.integer, index), 0], true])).toBe(true);
  });

  test('take type 10, which no value has, for unknown', () => {
    expect(outcome([Op.cond, false, loop(10, value), 5])).toBe(5);
    expect(outcome([Op.and, true, loop(10, mapKey)])).toBe(UNKNOWN);
  });

  test.each<[string, Tree]>([
    ['another kind', loop(Type.integer, 3)],
    ['an index that is no integer', loop(Type.string, index)],
    ['another type', loop(12, value)],
    ['no kind', [Op.loopVariable, Type.integer]],
  ])('refuse %s', (_title, tree) => {
    expect(outcome(tree)).toBe(REFUSED);
  });
});

describe('expressions of path operations', () => {
  test('can have the element removed', () => {
    const removeOdd: Tree = [
      Op.cond,
      [Op.equal, [Op.modulo, loop(Type.integer, value), 2], 1],
      [Op.removeResult],
      [Op.unknown],
    ];
    expect(evaluate(removeOdd, { value: 3 })).toBe(REMOVE_ELEMENT);
    expect(evaluate(removeOdd, { value: 4 })).toBeUndefined();
  });

  test('see nothing of the record', () => {
    expect(evaluate(integerBin('i'), {})).toBeUndefined();
    expect(evaluate([Op.ttl], {})).toBeUndefined();
    expect(evaluate([Op.keyExists], {})).toBeUndefined();
    expect(evaluate([Op.or, [Op.isTombstone], true], {})).toBe(true);
  });

  test('keep their variables apart from each other', () => {
    const tree: Tree = [
      Op.let,
      'v',
      loop(Type.integer, value),
      [Op.multiply, [Op.variable, 'v'], [Op.variable, 'v']],
    ];
    const expression = pathEvaluation.parse(encode(tree));
    const square = (element: number): unknown =>
      pathEvaluation.evaluate(expression, { key: undefined, value: element, index: 0 });
    expect([1, 2, 3].map(square)).toEqual([1, 4, 9]);
  });

  test('cannot use removal as a value', () => {
    expect(outcome([Op.inList, [Op.removeResult], list(1)])).toBe(UNKNOWN);
    expect(outcome([Op.mapKeys, [Op.removeResult]])).toBe(UNKNOWN);
    expect(outcome([Op.not, [Op.removeResult]])).toBe(REFUSED);
  });
});
