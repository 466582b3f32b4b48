import {
  ExpressionOp as Op,
  ExpressionWriteFlag as Flag,
  ResultCode,
  type WireValue,
} from '@aeroform/protocol';
import { CommandError } from '../../src/error/command-error.js';
import {
  executeExpressionModify,
  executeExpressionRead,
} from '../../src/expression/expression-operation.js';
import { BINS, encode, integerBin, recordOf, type Tree, unknown } from './expression-bench.js';

const RECORD = recordOf(BINS);
const particle = (tree: Tree, flags: Tree = 0): Buffer =>
  Buffer.concat([Buffer.from([0x92]), encode(tree), encode(flags)]);

/** What `action` answers, or the result code that it ends with. */
function answer<T>(action: () => T): T | string {
  try {
    return action();
  } catch (error) {
    if (error instanceof CommandError) return `result code ${error.resultCode}`;
    throw error;
  }
}

const code = (resultCode: number): string => `result code ${resultCode}`;

describe('an operation that reads through an expression', () => {
  const read = (bytes: Buffer): WireValue | undefined | string =>
    answer(() => executeExpressionRead(bytes, RECORD));

  test('answers the value', () => {
    expect(read(particle([Op.add, integerBin('i'), 1]))).toBe(6);
  });

  test('answers nothing for nil', () => {
    expect(read(particle(null))).toBeUndefined();
  });

  test('fails when the value is unknown, unless it may', () => {
    expect(read(particle(unknown))).toBe(code(ResultCode.OP_NOT_APPLICABLE));
    expect(read(particle(unknown, Flag.evalNoFail))).toBeUndefined();
    expect(read(particle([Op.removeResult]))).toBe(code(ResultCode.OP_NOT_APPLICABLE));
  });

  test('needs no flags, and looks at nothing behind them', () => {
    expect(read(Buffer.from('9105', 'hex'))).toBe(5);
    expect(read(Buffer.from('9205', 'hex'))).toBe(5);
    expect(read(Buffer.from('9205a133', 'hex'))).toBe(5);
    expect(read(Buffer.from('dc000105', 'hex'))).toBe(5);
    expect(read(Buffer.from('920510ff', 'hex'))).toBe(5);
  });

  test.each([
    ['flags of writes', '920501'],
    ['flags that do not exist', '920520'],
    ['negative flags', '9205ff'],
    ['flags behind an array of one', '910501'],
    ['no expression', '90'],
    ['three parts', '93050000'],
    ['no array', '05'],
    ['no bytes', ''],
    ['an expression that ends too early', '9393050500'],
  ])('refuses %s', (_title, hex) => {
    expect(read(Buffer.from(hex, 'hex'))).toBe(code(ResultCode.PARAMETER));
  });
});

describe('an operation that writes through an expression', () => {
  const modify = (
    binName: string,
    tree: Tree,
    flags = 0,
  ): ReturnType<typeof executeExpressionModify> | string =>
    answer(() => executeExpressionModify(particle(tree, flags), RECORD, binName));
  const unchanged = { value: 5, result: undefined, changed: false };
  const nothing = { value: undefined, result: undefined, changed: false };

  test('creates and replaces bins', () => {
    const written = { value: 6, result: undefined, changed: true };
    expect(modify('new', [Op.add, integerBin('i'), 1])).toEqual(written);
    expect(modify('i', [Op.add, integerBin('i'), 1])).toEqual(written);
  });

  test.each([
    ['new', Flag.updateOnly, code(ResultCode.BIN_NOT_FOUND)],
    ['i', Flag.createOnly, code(ResultCode.BIN_EXISTS)],
    ['new', Flag.updateOnly | Flag.policyNoFail, nothing],
    ['i', Flag.createOnly | Flag.policyNoFail, unchanged],
  ])('minds for bin %s the policy %d', (binName, flags, expected) => {
    expect(modify(binName, 7, flags)).toEqual(expected);
  });

  test('looks at the policy before it evaluates', () => {
    expect(modify('i', unknown, Flag.createOnly)).toBe(code(ResultCode.BIN_EXISTS));
  });

  test('deletes bins only when it may', () => {
    expect(modify('i', null, Flag.allowDelete)).toEqual({ ...nothing, changed: true });
    expect(modify('i', null)).toBe(code(ResultCode.OP_NOT_APPLICABLE));
    expect(modify('new', null)).toEqual(nothing);
  });

  test('does not fail to delete under any flag, as the server has it', () => {
    expect(modify('i', null, Flag.policyNoFail)).toEqual(unchanged);
    expect(modify('i', null, Flag.updateOnly)).toEqual(unchanged);
    expect(modify('i', null, Flag.evalNoFail)).toEqual(unchanged);
  });

  test('fails when the value is unknown, unless it may', () => {
    expect(modify('i', unknown)).toBe(code(ResultCode.OP_NOT_APPLICABLE));
    expect(modify('i', unknown, Flag.policyNoFail)).toBe(code(ResultCode.OP_NOT_APPLICABLE));
    expect(modify('i', unknown, Flag.evalNoFail)).toEqual(unchanged);
    expect(modify('new', unknown, Flag.evalNoFail)).toEqual(nothing);
  });

  test('refuses flags that do not exist', () => {
    expect(modify('i', 1, 32)).toBe(code(ResultCode.PARAMETER));
  });
});
