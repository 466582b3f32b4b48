import { ExpressionOp as Op, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../../src/error/command-error.js';
import { evaluateFilter, evaluateValue } from '../../src/expression/evaluate-expression.js';
import { parseExpression, parseFilterExpression } from '../../src/expression/parse-expression.js';
import {
  BINS,
  encode,
  integerBin,
  listBin,
  outcome,
  recordOf,
  REFUSED,
  type Tree,
  unknown,
} from './expression-bench.js';

const RECORD = recordOf(BINS);
const isAtLeastFive: Tree = [Op.greaterOrEqual, integerBin('i'), 5];

/** A small generator of numbers, the same ones for the same seed. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Parses and evaluates; passes on everything but refusals. */
function survives(bytes: Buffer): void {
  try {
    evaluateValue(parseExpression(bytes), RECORD);
  } catch (error) {
    if (error instanceof CommandError && error.resultCode === ResultCode.PARAMETER) return;
    throw error;
  }
}

describe('parseExpression', () => {
  test('gives what can be evaluated for many records', () => {
    const expression = parseFilterExpression(encode(isAtLeastFive));
    const records = [4, 5, 6].map((i) => recordOf({ i }));
    expect(records.map((record) => evaluateFilter(expression, record))).toEqual([
      false,
      true,
      true,
    ]);
    expect(evaluateFilter(expression, recordOf({}))).toBe(false);
  });

  test('refuses filters that are no boolean', () => {
    expect(() => parseFilterExpression(encode(integerBin('i')))).toThrow(CommandError);
    expect(evaluateFilter(parseFilterExpression(encode(unknown)), RECORD)).toBe(false);
  });

  test('refuses bytes in front of and behind an expression', () => {
    const bytes = encode(isAtLeastFive);
    expect(() => parseExpression(Buffer.concat([bytes, Buffer.from([0])]))).toThrow(CommandError);
    expect(() => parseExpression(Buffer.alloc(0))).toThrow(CommandError);
    for (let size = 0; size < bytes.length; size++) {
      expect(() => parseExpression(bytes.subarray(0, size))).toThrow(CommandError);
    }
  });

  test('has the limit of the server on the number of operations', () => {
    const alternatives = (count: number): Tree => [
      Op.or,
      ...Array.from({ length: count }, () => true),
    ];
    expect(outcome(alternatives(43_690))).toBe(true);
    expect(outcome(alternatives(43_691))).toBe(REFUSED);
  });

  test('refuses what is nested too deep, and does not run out of stack', () => {
    const nested = (depth: number): Tree => {
      let tree: Tree = true;
      for (let i = 0; i < depth; i++) tree = [Op.not, tree];
      return tree;
    };
    expect(outcome(nested(500))).toBe(true);
    const bytes = Buffer.concat([Buffer.alloc(200_000, '9212', 'hex'), Buffer.from([0xc3])]);
    expect(() => parseExpression(bytes)).toThrow(CommandError);
  });

  test('takes lists of literals that nest deeper than values may for unknown', () => {
    const bytes = Buffer.concat([
      Buffer.from([0x92, Op.quote]),
      Buffer.alloc(300, 0x91),
      Buffer.from([0x90]),
    ]);
    expect(evaluateValue(parseExpression(bytes), RECORD)).toBeUndefined();
  });

  test('throws nothing but refusals, whatever the bytes', () => {
    const next = random(1);
    for (let i = 0; i < 20_000; i++) {
      const bytes = Buffer.from(Array.from({ length: next(24) }, () => next(256)));
      survives(bytes);
    }
  });

  test('throws nothing but refusals when single bytes of good expressions change', () => {
    const next = random(2);
    const trees: Tree[] = [
      isAtLeastFive,
      [Op.and, isAtLeastFive, [Op.regex, 1, '[a-c]+', [Op.setName]]],
      [Op.cond, [Op.inList, 1, listBin('l')], [Op.add, integerBin('i'), 2], [Op.ttl]],
      [Op.let, 'a', [Op.divide, 7, integerBin('z')], [Op.maximum, [Op.variable, 'a'], 1]],
      [Op.call, 2, 0, [16], [Op.call, 4, 0x40, [1, integerBin('i')], listBin('l')]],
      [Op.integerRightScan, [Op.integerLeftShift, integerBin('max'), 3], [Op.keyExists]],
      [Op.call, 4, 0, [0xfe, [0x04, [Op.equal, [Op.loopVariable, 2, 1], 3]], 1], listBin('l')],
    ];
    for (const tree of trees) {
      const bytes = encode(tree);
      for (let i = 0; i < 3000; i++) {
        const changed = Buffer.from(bytes);
        changed[next(bytes.length)] = next(256);
        survives(changed);
      }
    }
  });
});
