import { ExpressionOp as Op } from '@aeroform/protocol';
import {
  integerBin,
  outcome,
  REFUSED,
  type Row,
  type Tree,
  unknown,
  UNKNOWN,
} from './expression-bench.js';

type Truth = boolean | typeof UNKNOWN;
const TRUTHS: readonly Truth[] = [true, false, UNKNOWN];

const operand = (truth: Truth): Tree => (truth === UNKNOWN ? unknown : (truth as boolean));
const not = (truth: Truth): Truth => (truth === UNKNOWN ? UNKNOWN : !(truth as boolean));
const pairs = TRUTHS.flatMap((a) => TRUTHS.map((b): readonly [Truth, Truth] => [a, b]));
const triples = pairs.flatMap(([a, b]) => TRUTHS.map((c): readonly Truth[] => [a, b, c]));

const answer = (op: number, truths: readonly Truth[]): Truth =>
  outcome([op, ...truths.map(operand)]) as Truth;

describe('three-valued logic', () => {
  test.each<Row>([
    ['and(true, unknown)', [Op.and, true, unknown], UNKNOWN],
    ['and(unknown, false)', [Op.and, unknown, false], false],
    ['or(unknown, true)', [Op.or, unknown, true], true],
    ['or(false, unknown)', [Op.or, false, unknown], UNKNOWN],
    ['not(unknown)', [Op.not, unknown], UNKNOWN],
    ['exclusive(true, false)', [Op.exclusive, true, false], true],
    ['exclusive(true, true)', [Op.exclusive, true, true], false],
    ['exclusive(false, false)', [Op.exclusive, false, false], false],
    ['exclusive(true, false, true)', [Op.exclusive, true, false, true], false],
    ['exclusive(true, true, unknown)', [Op.exclusive, true, true, unknown], false],
    ['exclusive(true, unknown, true)', [Op.exclusive, true, unknown, true], UNKNOWN],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });

  test.each(pairs)('does not care for the order of %s and %s', (a, b) => {
    expect(answer(Op.and, [a, b])).toBe(answer(Op.and, [b, a]));
    expect(answer(Op.or, [a, b])).toBe(answer(Op.or, [b, a]));
  });

  test.each(pairs)('obeys De Morgan for %s and %s', (a, b) => {
    expect(not(answer(Op.and, [a, b]))).toBe(answer(Op.or, [not(a), not(b)]));
    expect(not(answer(Op.or, [a, b]))).toBe(answer(Op.and, [not(a), not(b)]));
  });

  test.each(triples)('may be nested: %s, %s, %s', (a, b, c) => {
    for (const op of [Op.and, Op.or]) {
      expect(answer(op, [answer(op, [a as Truth, b as Truth]), c as Truth])).toBe(
        answer(op, [a as Truth, b as Truth, c as Truth]),
      );
    }
  });

  test.each(TRUTHS)('not(not(%s)) is the same', (truth) => {
    expect(outcome([Op.not, [Op.not, operand(truth)]])).toBe(truth);
  });

  test.each<Row>([
    ['and of one operand', [Op.and, true], REFUSED],
    ['or without operands', [Op.or], REFUSED],
    ['not without an operand', [Op.not], REFUSED],
    ['not of two operands', [Op.not, true, true], REFUSED],
    ['and of an integer', [Op.and, true, integerBin('i')], REFUSED],
    ['exclusive of one operand', [Op.exclusive, true], REFUSED],
  ])('refuses %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});
