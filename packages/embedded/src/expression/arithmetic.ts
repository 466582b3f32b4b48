import { ExpressionOp, WireDouble } from '@aeroform/protocol';
import type { Evaluate, ExpressionNode } from './expression-node.js';
import * as int64 from './int64.js';
import type { Int64 } from './int64.js';
import { operator, type OpcodeRow, type OpcodeRows } from './opcode-row.js';
import { StaticType } from './static-type.js';

type ArithmeticCode =
  | typeof ExpressionOp.add
  | typeof ExpressionOp.subtract
  | typeof ExpressionOp.multiply
  | typeof ExpressionOp.divide
  | typeof ExpressionOp.minimum
  | typeof ExpressionOp.maximum;

/** Arithmetic on one or more numbers of one type; unknown when one of them is. */
export const arithmeticRows: OpcodeRows<ArithmeticCode> = {
  [ExpressionOp.add]: arithmetic('add', {
    integer: { step: int64.add },
    float: { step: (a, b) => a + b },
  }),
  [ExpressionOp.subtract]: arithmetic('sub', {
    integer: { step: int64.subtract, single: (value) => int64.subtract(0, value) },
    float: { step: (a, b) => a - b, single: (value) => 0 - value },
  }),
  [ExpressionOp.multiply]: arithmetic('mul', {
    integer: { step: int64.multiply },
    float: { step: (a, b) => a * b },
  }),
  [ExpressionOp.minimum]: arithmetic('min', {
    integer: { step: (a, b) => (a > b ? b : a) },
    float: { step: (a, b) => (a > b ? b : a) },
  }),
  [ExpressionOp.maximum]: arithmetic('max', {
    integer: { step: (a, b) => (a < b ? b : a) },
    float: { step: (a, b) => (a < b ? b : a) },
  }),
  [ExpressionOp.divide]: operator({
    name: 'div',
    least: 1,
    type: numberType,
    compile: (operands, type) => {
      const [first, ...rest] = evaluators(operands);
      return type === StaticType.float ? divideFloats(first, rest) : divideIntegers(first, rest);
    },
  }),
};

/** Folds from the left with `step`; `single` is for one operand alone, which is itself without. */
interface Fold<N> {
  readonly step: (a: N, b: N) => N;
  readonly single?: (value: N) => N;
}

function arithmetic(
  name: string,
  folds: { readonly integer: Fold<Int64>; readonly float: Fold<number> },
): OpcodeRow {
  return operator({
    name,
    least: 1,
    type: numberType,
    compile: (operands, type) => {
      const [first, ...rest] = evaluators(operands);
      if (type === StaticType.float) return foldFloats(folds.float, first, rest);
      return foldIntegers(folds.integer, first, rest);
    },
  });
}

/** Type rule: integers give an integer, floats a float. */
function numberType(types: readonly StaticType[]): StaticType | undefined {
  const [first] = types;
  if (first !== StaticType.integer && first !== StaticType.float) return undefined;
  return types.every((type) => type === first) ? first : undefined;
}

function evaluators(operands: readonly ExpressionNode[]): [Evaluate, ...Evaluate[]] {
  return operands.map((operand) => operand.evaluate) as [Evaluate, ...Evaluate[]];
}

function foldIntegers(fold: Fold<Int64>, first: Evaluate, rest: readonly Evaluate[]): Evaluate {
  const { step, single } = fold;
  return (scope) => {
    let result = first(scope) as Int64 | undefined;
    if (result === undefined) return undefined;
    if (rest.length === 0) return single === undefined ? result : single(result);
    for (const evaluate of rest) {
      const value = evaluate(scope) as Int64 | undefined;
      if (value === undefined) return undefined;
      result = step(result, value);
    }
    return result;
  };
}

function foldFloats(fold: Fold<number>, first: Evaluate, rest: readonly Evaluate[]): Evaluate {
  const { step, single } = fold;
  return (scope) => {
    const start = first(scope) as WireDouble | undefined;
    if (start === undefined) return undefined;
    let result = start.value;
    if (rest.length === 0) return new WireDouble(single === undefined ? result : single(result));
    for (const evaluate of rest) {
      const value = evaluate(scope) as WireDouble | undefined;
      if (value === undefined) return undefined;
      result = step(result, value.value);
    }
    return new WireDouble(result);
  };
}

/** The first divided by the (wrapping) product of the others; one alone divides 1. */
function divideIntegers(first: Evaluate, rest: readonly Evaluate[]): Evaluate {
  const product = foldIntegers({ step: int64.multiply }, () => 1, rest);
  return (scope) => {
    const value = first(scope) as Int64 | undefined;
    if (value === undefined) return undefined;
    const divisor = rest.length === 0 ? value : (product(scope) as Int64 | undefined);
    if (divisor === undefined || divisor === 0) return undefined;
    return int64.divide(rest.length === 0 ? 1 : value, divisor);
  };
}

function divideFloats(first: Evaluate, rest: readonly Evaluate[]): Evaluate {
  const one = new WireDouble(1);
  const product = foldFloats({ step: (a, b) => a * b }, () => one, rest);
  return (scope) => {
    const value = first(scope) as WireDouble | undefined;
    if (value === undefined) return undefined;
    if (rest.length === 0) return new WireDouble(1 / value.value);
    const divisor = product(scope) as WireDouble | undefined;
    return divisor === undefined ? undefined : new WireDouble(value.value / divisor.value);
  };
}
