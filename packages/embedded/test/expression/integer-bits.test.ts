import { ExpressionOp as Op } from '@aeroform/protocol';
import {
  float,
  HIGHEST,
  integerBin,
  LOWEST,
  outcome,
  REFUSED,
  type Row,
  unknown,
  UNKNOWN,
} from './expression-bench.js';

describe('the bits of integers', () => {
  test.each<Row>([
    ['int_and of one', [Op.integerAnd, 6], 6],
    ['int_and', [Op.integerAnd, 6, 3, -1], 2],
    ['int_and of 64 bits', [Op.integerAnd, HIGHEST, LOWEST], 0],
    ['int_or', [Op.integerOr, integerBin('i'), 8], 13],
    ['int_or that gives -1', [Op.integerOr, HIGHEST, LOWEST], -1],
    ['int_xor', [Op.integerXor, -1, 5], -6],
    ['int_not', [Op.integerNot, 0], -1],
    ['int_not of -2^63', [Op.integerNot, LOWEST], HIGHEST],
    ['int_lshift', [Op.integerLeftShift, 1, 4], 16],
    ['int_lshift into the sign', [Op.integerLeftShift, 1, 63], LOWEST],
    ['int_lshift by 64, which is by 0', [Op.integerLeftShift, 3, 64], 3],
    ['int_lshift by -1, which is by 63', [Op.integerLeftShift, 1, -1], LOWEST],
    ['int_rshift, which fills with zeros', [Op.integerRightShift, -1, 1], HIGHEST],
    ['int_rshift by 65, which is by 1', [Op.integerRightShift, 8, 65], 4],
    ['int_arshift, which keeps the sign', [Op.integerArithmeticRightShift, -8, 2], -2],
    ['int_count', [Op.integerCount, 255], 8],
    ['int_count of a negative integer', [Op.integerCount, integerBin('n')], 63],
    ['int_lscan for ones', [Op.integerLeftScan, 1, true], 63],
    ['int_lscan for zeros', [Op.integerLeftScan, -1, false], -1],
    ['int_lscan of the sign', [Op.integerLeftScan, LOWEST, true], 0],
    ['int_rscan, which counts from the left as well', [Op.integerRightScan, 8, true], 60],
    ['int_rscan for zeros', [Op.integerRightScan, 8, false], 63],
    ['int_rscan of nothing', [Op.integerRightScan, 0, true], -1],
    ['an unknown operand', [Op.integerAnd, 1, integerBin('missing')], UNKNOWN],
    ['an unknown shift', [Op.integerLeftShift, 1, integerBin('missing')], UNKNOWN],
    ['an unknown wanted bit', [Op.integerLeftScan, 1, unknown], UNKNOWN],
    ['int_or without operands', [Op.integerOr], REFUSED],
    ['int_or of a float', [Op.integerOr, float(1)], REFUSED],
    ['int_not of two operands', [Op.integerNot, 1, 2], REFUSED],
    ['int_lscan for an integer', [Op.integerLeftScan, 1, 1], REFUSED],
    ['int_lshift of one operand', [Op.integerLeftShift, 1], REFUSED],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});
