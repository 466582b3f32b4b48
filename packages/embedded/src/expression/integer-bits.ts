import { ExpressionOp } from '@aeroform/protocol';
import type { Evaluate, ExpressionNode } from './expression-node.js';
import { type Int64, mapBits, toInt64 } from './int64.js';
import { allOf, operator, type OpcodeRow, type OpcodeRows, signature } from './opcode-row.js';
import { StaticType } from './static-type.js';

type IntegerBitsCode =
  | typeof ExpressionOp.integerAnd
  | typeof ExpressionOp.integerOr
  | typeof ExpressionOp.integerXor
  | typeof ExpressionOp.integerNot
  | typeof ExpressionOp.integerLeftShift
  | typeof ExpressionOp.integerRightShift
  | typeof ExpressionOp.integerArithmeticRightShift
  | typeof ExpressionOp.integerCount
  | typeof ExpressionOp.integerLeftScan
  | typeof ExpressionOp.integerRightScan;

const BITS = 64;

/** The bits of integers, as two's complement of 64 bits. */
export const integerBitsRows: OpcodeRows<IntegerBitsCode> = {
  [ExpressionOp.integerAnd]: combination('int_and', (a, b) => a & b),
  [ExpressionOp.integerOr]: combination('int_or', (a, b) => a | b),
  [ExpressionOp.integerXor]: combination('int_xor', (a, b) => a ^ b),
  [ExpressionOp.integerNot]: unary('int_not', (value) => toInt64(~BigInt(value))),
  [ExpressionOp.integerLeftShift]: shift('int_lshift', (value, by) =>
    mapBits(value, (bits) => bits << by),
  ),
  [ExpressionOp.integerRightShift]: shift('int_rshift', (value, by) =>
    mapBits(value, (bits) => bits >> by),
  ),
  [ExpressionOp.integerArithmeticRightShift]: shift('int_arshift', (value, by) =>
    toInt64(BigInt(value) >> by),
  ),
  [ExpressionOp.integerCount]: unary(
    'int_count',
    (value) => bitString(value).replaceAll('0', '').length,
  ),
  [ExpressionOp.integerLeftScan]: scan('int_lscan', (bits, wanted) => bits.indexOf(wanted)),
  [ExpressionOp.integerRightScan]: scan('int_rscan', (bits, wanted) => bits.lastIndexOf(wanted)),
};

function combination(name: string, combine: (a: bigint, b: bigint) => bigint): OpcodeRow {
  return operator({
    name,
    least: 1,
    type: allOf(StaticType.integer, StaticType.integer),
    compile: (operands) => foldBits(operands as readonly ExpressionNode[], combine),
  });
}

function foldBits(
  operands: readonly ExpressionNode[],
  combine: (a: bigint, b: bigint) => bigint,
): Evaluate {
  const [first, ...rest] = operands.map((operand) => operand.evaluate) as [Evaluate, ...Evaluate[]];
  return (scope) => {
    let result = first(scope) as Int64 | undefined;
    for (const evaluate of rest) {
      if (result === undefined) return undefined;
      const value = evaluate(scope) as Int64 | undefined;
      if (value === undefined) return undefined;
      result = toInt64(combine(BigInt(result), BigInt(value)));
    }
    return result;
  };
}

function unary(name: string, apply: (value: Int64) => Int64): OpcodeRow {
  return operator({
    name,
    least: 1,
    most: 1,
    type: allOf(StaticType.integer, StaticType.integer),
    compile: ([operand]) => {
      const evaluate = (operand as ExpressionNode).evaluate;
      return (scope) => {
        const value = evaluate(scope) as Int64 | undefined;
        return value === undefined ? undefined : apply(value);
      };
    },
  });
}

/** Shifts go by the low six bits of the second operand, as the processor of the server does. */
function shift(name: string, apply: (value: Int64, by: bigint) => Int64): OpcodeRow {
  return operator({
    name,
    least: 2,
    most: 2,
    type: allOf(StaticType.integer, StaticType.integer),
    compile: ([left, right]) => {
      const first = (left as ExpressionNode).evaluate;
      const second = (right as ExpressionNode).evaluate;
      return (scope) => {
        const value = first(scope) as Int64 | undefined;
        if (value === undefined) return undefined;
        const by = second(scope) as Int64 | undefined;
        return by === undefined ? undefined : apply(value, BigInt.asUintN(6, BigInt(by)));
      };
    },
  });
}

/** Position of a bit, counted from the highest; −1 when there is none. */
function scan(name: string, find: (bits: string, wanted: string) => number): OpcodeRow {
  return operator({
    name,
    least: 2,
    most: 2,
    type: signature([StaticType.integer, StaticType.boolean], StaticType.integer),
    compile: ([left, right]) => {
      const first = (left as ExpressionNode).evaluate;
      const second = (right as ExpressionNode).evaluate;
      return (scope) => {
        const value = first(scope) as Int64 | undefined;
        if (value === undefined) return undefined;
        const wanted = second(scope);
        return wanted === undefined ? undefined : find(bitString(value), wanted ? '1' : '0');
      };
    },
  });
}

/** All 64 bits, the highest first. */
function bitString(value: Int64): string {
  return BigInt.asUintN(BITS, BigInt(value)).toString(2).padStart(BITS, '0');
}
