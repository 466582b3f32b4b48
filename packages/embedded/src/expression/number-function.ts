import { ExpressionOp, WireDouble } from '@aeroform/protocol';
import type { Evaluate, ExpressionNode } from './expression-node.js';
import * as int64 from './int64.js';
import type { Int64 } from './int64.js';
import { naturalLogarithm } from './natural-logarithm.js';
import { allOf, operator, type OpcodeRow, type OpcodeRows, signature } from './opcode-row.js';
import { StaticType } from './static-type.js';

type NumberFunctionCode =
  | typeof ExpressionOp.power
  | typeof ExpressionOp.logarithm
  | typeof ExpressionOp.modulo
  | typeof ExpressionOp.absolute
  | typeof ExpressionOp.floor
  | typeof ExpressionOp.ceiling
  | typeof ExpressionOp.toInteger
  | typeof ExpressionOp.toFloat;

/** Functions of one or two numbers; unknown when one of them is. */
export const numberFunctionRows: OpcodeRows<NumberFunctionCode> = {
  [ExpressionOp.power]: floatFunction('pow', power),
  [ExpressionOp.logarithm]: floatFunction(
    'log',
    (x, base) => naturalLogarithm(x) / naturalLogarithm(base),
  ),
  [ExpressionOp.modulo]: operator({
    name: 'mod',
    least: 2,
    most: 2,
    type: allOf(StaticType.integer, StaticType.integer),
    compile: ([left, right]) =>
      binary<Int64>(left, right, (a, b) => (b === 0 ? undefined : int64.remainder(a, b))),
  }),
  [ExpressionOp.absolute]: operator({
    name: 'abs',
    least: 1,
    most: 1,
    type: ([type]) => (type === StaticType.integer || type === StaticType.float ? type : undefined),
    compile: ([operand], type) =>
      type === StaticType.float
        ? unary<WireDouble>(operand, (x) => new WireDouble(Math.abs(x.value)))
        : unary<Int64>(operand, int64.absolute),
  }),
  [ExpressionOp.floor]: conversion(
    'floor',
    StaticType.float,
    StaticType.float,
    (x: WireDouble) => new WireDouble(Math.floor(x.value)),
  ),
  [ExpressionOp.ceiling]: conversion(
    'ceil',
    StaticType.float,
    StaticType.float,
    (x: WireDouble) => new WireDouble(Math.ceil(x.value)),
  ),
  [ExpressionOp.toInteger]: conversion(
    'to_int',
    StaticType.float,
    StaticType.integer,
    (x: WireDouble) => int64.fromDouble(x.value),
  ),
  [ExpressionOp.toFloat]: conversion(
    'to_float',
    StaticType.integer,
    StaticType.float,
    (x: Int64) => new WireDouble(Number(x)),
  ),
};

function floatFunction(name: string, apply: (a: number, b: number) => number): OpcodeRow {
  return operator({
    name,
    least: 2,
    most: 2,
    type: allOf(StaticType.float, StaticType.float),
    compile: ([left, right]) =>
      binary<WireDouble>(left, right, (a, b) => new WireDouble(apply(a.value, b.value))),
  });
}

function conversion<From extends Int64 | WireDouble>(
  name: string,
  from: StaticType,
  to: StaticType,
  apply: (value: From) => Int64 | WireDouble,
): OpcodeRow {
  return operator({
    name,
    least: 1,
    most: 1,
    type: signature([from], to),
    compile: ([operand]) => unary(operand, apply),
  });
}

function unary<V extends Int64 | WireDouble>(
  operand: ExpressionNode | undefined,
  apply: (value: V) => Int64 | WireDouble,
): Evaluate {
  const evaluate = (operand as ExpressionNode).evaluate;
  return (scope) => {
    const value = evaluate(scope) as V | undefined;
    return value === undefined ? undefined : apply(value);
  };
}

function binary<V extends Int64 | WireDouble>(
  left: ExpressionNode | undefined,
  right: ExpressionNode | undefined,
  apply: (a: V, b: V) => V | undefined,
): Evaluate {
  const first = (left as ExpressionNode).evaluate;
  const second = (right as ExpressionNode).evaluate;
  return (scope) => {
    const a = first(scope) as V | undefined;
    if (a === undefined) return undefined;
    const b = second(scope) as V | undefined;
    return b === undefined ? undefined : apply(a, b);
  };
}

/** pow(3), which gives 1 for ±1 to any infinite power and for 1 to NaN; JavaScript gives NaN. */
function power(base: number, exponent: number): number {
  if (base === 1) return 1;
  if (base === -1 && Math.abs(exponent) === Infinity) return 1;
  return base ** exponent;
}
