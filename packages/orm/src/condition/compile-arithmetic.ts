import { exp, type Expression } from '@aeroform/core';
import type { ArithmeticOperator, NumberFunction, Operand } from './operand.js';

/** A number and its type. */
export interface CompiledNumber {
  readonly value: Expression;
  readonly type: 'int' | 'double';
}

type Int = Expression<'int'>;
type Float = Expression<'float'>;
type Arithmetic = Extract<Operand, { kind: 'arithmetic' }>;

// safe in all rows: both sides were compiled as numbers of one type
const PLAIN: Readonly<Partial<Record<ArithmeticOperator, (left: Int, right: Int) => Expression>>> =
  {
    add: exp.numAdd,
    sub: exp.numSub,
    mul: exp.numMul,
    min: exp.min,
    max: exp.max,
  };

/** Two numbers of one type combined, and what must hold besides for the result to be known. */
export function arithmeticOf(
  { operator, right: divisor }: Arithmetic,
  type: 'int' | 'double',
  left: Expression,
  right: Expression,
): { readonly value: Expression; readonly known: readonly Expression<'bool'>[] } {
  const plain = PLAIN[operator];
  if (plain !== undefined) return { value: plain(left as Int, right as Int), known: [] };
  if (operator === 'pow') return { value: exp.numPow(left as Float, right as Float), known: [] };
  if (type === 'double') return dividedDoubles(divisor, left as Float, right as Float);
  return dividedIntegers(operator as 'div' | 'mod', divisor, left as Int, right as Int);
}

function dividedDoubles(
  divisor: Operand,
  left: Float,
  right: Float,
): { readonly value: Expression; readonly known: readonly Expression<'bool'>[] } {
  const value = exp.numDiv(left, right);
  return { value, known: divisor.kind === 'literal' ? [] : [exp.ne(right, exp.floatVal(0))] };
}

/**
 * A quotient or remainder of integers. The server ends when it divides INT64_MIN by -1 (CE 8.1.2), so
 * that -1 never becomes a divisor.
 */
function dividedIntegers(
  operator: 'div' | 'mod',
  divisor: Operand,
  left: Int,
  right: Int,
): { readonly value: Expression; readonly known: readonly Expression<'bool'>[] } {
  // The remainder is 0, but unknown where the dividend is.
  const byMinusOne = exp.numSub(operator === 'div' ? exp.intVal(0) : left, left);
  if (divisor.kind === 'literal') {
    const by = divisor.value as bigint;
    // A remainder has the sign of the dividend, whatever that of the modulus.
    if (operator === 'mod') return { value: exp.numMod(left, withoutSign(by)), known: [] };
    return { value: by === -1n ? byMinusOne : exp.numDiv(left, right), known: [] };
  }
  const divide = operator === 'div' ? exp.numDiv : exp.numMod;
  const value = exp.cond(
    exp.eq(right, exp.intVal(0)),
    exp.unknown() as Int,
    exp.eq(right, exp.intVal(-1)),
    byMinusOne,
    divide(left, right),
  );
  return { value, known: [exp.ne(right, exp.intVal(0))] };
}

function withoutSign(value: bigint): Int {
  return exp.intVal(BigInt.asIntN(64, value < 0n ? -value : value));
}

/** A function of a number. */
export function functionOf(
  name: NumberFunction,
  type: 'int' | 'double',
  value: Expression,
): CompiledNumber {
  return type === 'int'
    ? INTEGER_FUNCTIONS[name](value as Int)
    : DOUBLE_FUNCTIONS[name](value as Float);
}

const same = (value: Int): CompiledNumber => ({ value, type: 'int' });

const INTEGER_FUNCTIONS: Readonly<Record<NumberFunction, (value: Int) => CompiledNumber>> = {
  neg: (value) => ({ value: exp.numSub(exp.intVal(0), value), type: 'int' }),
  abs: (value) => ({ value: exp.numAbs(value), type: 'int' }),
  floor: same,
  ceil: same,
  round: same,
  toInt: same,
  toDouble: (value) => ({ value: exp.toFloat(value), type: 'double' }),
};

const DOUBLE_FUNCTIONS: Readonly<Record<NumberFunction, (value: Float) => CompiledNumber>> = {
  neg: (value) => ({ value: exp.numMul(value, exp.floatVal(-1)), type: 'double' }),
  abs: (value) => ({ value: exp.numAbs(value), type: 'double' }),
  floor: (value) => ({ value: exp.numFloor(value), type: 'double' }),
  ceil: (value) => ({ value: exp.numCeil(value), type: 'double' }),
  round: (value) => ({
    value: exp.numFloor(exp.numAdd(value, exp.floatVal(0.5))),
    type: 'double',
  }),
  toInt: (value) => ({ value: exp.toInt(value), type: 'int' }),
  toDouble: (value) => ({ value, type: 'double' }),
};
