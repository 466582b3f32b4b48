import { ExpressionOp as Op } from '@aeroform/protocol';
import {
  float,
  floatBin,
  HIGHEST,
  integerBin,
  LOWEST,
  outcome,
  REFUSED,
  type Row,
  textBin,
  unknown,
  UNKNOWN,
} from './expression-bench.js';

describe('integer arithmetic', () => {
  test.each<Row>([
    ['add of one', [Op.add, 7], 7],
    ['add of three', [Op.add, integerBin('i'), integerBin('n'), 1], 3],
    ['add beyond 2^53', [Op.add, 2 ** 53 - 1, 2], 9_007_199_254_740_993n],
    ['add, which wraps', [Op.add, HIGHEST, 1], LOWEST],
    ['sub of one', [Op.subtract, integerBin('i')], -5],
    ['sub of 0', [Op.subtract, integerBin('z')], 0],
    ['sub of three', [Op.subtract, 10, 1, 2], 7],
    ['sub, which wraps', [Op.subtract, LOWEST, 1], HIGHEST],
    ['sub of -2^63 alone', [Op.subtract, LOWEST], LOWEST],
    ['mul', [Op.multiply, integerBin('i'), integerBin('n')], -15],
    ['mul with 0', [Op.multiply, integerBin('n'), 0], 0],
    ['mul beyond 2^53', [Op.multiply, 2 ** 31, 2 ** 31], 2n ** 62n],
    ['mul, which wraps', [Op.multiply, 2 ** 32, 2 ** 32], 0],
    ['div towards zero', [Op.divide, -7, 2], -3],
    ['div of big integers', [Op.divide, LOWEST, 2], LOWEST / 2n],
    ['div by a product', [Op.divide, 100, 3, 4], 8],
    ['div of one, which divides 1', [Op.divide, 2], 0],
    ['div of 1 alone', [Op.divide, 1], 1],
    ['div by 0', [Op.divide, 1, integerBin('z')], UNKNOWN],
    ['div of 0 alone', [Op.divide, 0], UNKNOWN],
    ['div by a product that wraps to 0', [Op.divide, 1, 2 ** 32, 2 ** 32], UNKNOWN],
    ['mod with the sign of the dividend', [Op.modulo, -7, 3], -1],
    ['mod of a multiple', [Op.modulo, -6, 3], 0],
    ['mod of big integers', [Op.modulo, HIGHEST, 10], 7],
    ['mod by 0', [Op.modulo, 7, 0], UNKNOWN],
    ['abs', [Op.absolute, integerBin('n')], 3],
    ['abs of -2^63', [Op.absolute, LOWEST], LOWEST],
    ['min', [Op.minimum, integerBin('i'), integerBin('n'), 0], -3],
    ['max', [Op.maximum, integerBin('min'), integerBin('max')], HIGHEST],
    ['min of one', [Op.minimum, 4], 4],
    ['to_float', [Op.toFloat, integerBin('i')], float(5)],
    ['to_float of 2^63 - 1, which rounds', [Op.toFloat, HIGHEST], float(2 ** 63)],
    ['an unknown operand at the end', [Op.add, 1, 2, integerBin('missing')], UNKNOWN],
    ['an unknown operand at the start', [Op.maximum, integerBin('missing'), 2], UNKNOWN],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });

  // Not asked of the server: both stop it.
  test('wraps -2^63 divided by -1, and leaves no remainder', () => {
    expect(outcome([Op.divide, LOWEST, -1])).toBe(LOWEST);
    expect(outcome([Op.divide, LOWEST, 2 ** 32, 2 ** 32 - 1])).toBe(2 ** 31);
    expect(outcome([Op.modulo, LOWEST, -1])).toBe(0);
  });
});

describe('float arithmetic', () => {
  test.each<Row>([
    ['add', [Op.add, floatBin('f'), float(0.25)], float(2.75)],
    ['sub of one', [Op.subtract, floatBin('f')], float(-2.5)],
    ['sub of 0.0 alone', [Op.subtract, float(0)], float(0)],
    ['sub of three', [Op.subtract, float(1), float(2), float(3)], float(-4)],
    ['mul', [Op.multiply, floatBin('f'), float(-2)], float(-5)],
    ['div by a product', [Op.divide, float(10), float(2), float(2.5)], float(2)],
    ['div of one', [Op.divide, float(4)], float(0.25)],
    ['div by 0', [Op.divide, float(1), float(0)], float(Infinity)],
    ['div by -0', [Op.divide, float(1), float(-0)], float(-Infinity)],
    ['pow', [Op.power, float(2), float(10)], float(1024)],
    ['pow of 1 to NaN', [Op.power, float(1), float(Number.NaN)], float(1)],
    ['pow of -1 to infinity', [Op.power, float(-1), float(Infinity)], float(1)],
    ['pow of a negative base', [Op.power, float(-8), float(1 / 3)], float(Number.NaN)],
    ['log to base 2', [Op.logarithm, float(8), float(2)], float(3)],
    ['log to base 10', [Op.logarithm, float(1000), float(10)], float(2.999_999_999_999_999_6)],
    ['log of a negative number', [Op.logarithm, float(-1), float(2)], float(Number.NaN)],
    ['log of 0', [Op.logarithm, float(0), float(2)], float(-Infinity)],
    ['abs', [Op.absolute, float(-0)], float(0)],
    ['floor', [Op.floor, float(-1.5)], float(-2)],
    ['floor of -0.5 of the positive kind', [Op.floor, float(0.5)], float(0)],
    ['ceil to -0', [Op.ceiling, float(-0.5)], float(-0)],
    ['min that keeps a leading NaN', [Op.minimum, float(Number.NaN), float(1)], float(Number.NaN)],
    ['min that skips a later NaN', [Op.minimum, float(1), float(Number.NaN)], float(1)],
    ['max', [Op.maximum, floatBin('f'), float(3), float(-9)], float(3)],
    ['to_int towards zero', [Op.toInteger, float(-1.9)], -1],
    ['to_int of -0.5', [Op.toInteger, float(-0.5)], 0],
    ['to_int beyond 2^53', [Op.toInteger, float(2 ** 60)], 2n ** 60n],
    ['to_int of what is too great', [Op.toInteger, float(1e30)], LOWEST],
    ['to_int of NaN', [Op.toInteger, float(Number.NaN)], LOWEST],
    ['an unknown operand', [Op.multiply, floatBin('missing'), float(1)], UNKNOWN],
    ['an unknown exponent', [Op.power, float(1), floatBin('missing')], UNKNOWN],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});

describe('types of arithmetic', () => {
  test.each<Row>([
    ['integers and floats together', [Op.add, 1, float(1)], REFUSED],
    ['text', [Op.add, textBin('s')], REFUSED],
    ['booleans', [Op.add, unknown], REFUSED],
    ['no operands', [Op.multiply], REFUSED],
    ['pow of integers', [Op.power, 2, 2], REFUSED],
    ['mod of floats', [Op.modulo, float(2), float(2)], REFUSED],
    ['mod of one operand', [Op.modulo, 2], REFUSED],
    ['floor of an integer', [Op.floor, 2], REFUSED],
    ['to_int of an integer', [Op.toInteger, 2], REFUSED],
    ['to_float of a float', [Op.toFloat, float(2)], REFUSED],
    ['abs of two operands', [Op.absolute, 1, 2], REFUSED],
  ])('refuses %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});
