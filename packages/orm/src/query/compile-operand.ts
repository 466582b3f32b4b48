import { exp, type Expression } from '@aeroform/core';
import { asDouble } from './literal.js';
import type { FieldPath } from './field-path.js';
import { literalExpression } from './compile-literal.js';
import { pathValue, typeTests } from './compile-path.js';
import { type ArithmeticOperator, type Operand, operandType, type RecordFact } from './operand.js';
import type { ValueType } from './value-type.js';

/** A value, and the tests that are all true exactly when it is known. */
export interface CompiledOperand {
  readonly value: Expression;
  readonly known: readonly Expression<'bool'>[];
}

const FACTS: Readonly<Record<RecordFact, (argument: number) => Expression>> = {
  ttl: exp.ttl,
  sinceUpdate: exp.sinceUpdate,
  lastUpdate: exp.lastUpdate,
  recordSize: exp.recordSize,
  setName: exp.setName,
  digestModulo: exp.digestModulo,
};

type Number = Expression<'int'>;

const ARITHMETIC: Readonly<Record<ArithmeticOperator, (left: Number, right: Number) => Number>> = {
  add: exp.numAdd,
  sub: exp.numSub,
  mul: exp.numMul,
  mod: exp.numMod,
};

/** An operand as a value of a type; integers become doubles where that is asked for. */
export function compileOperand(operand: Operand, type: ValueType): CompiledOperand {
  switch (operand.kind) {
    case 'literal':
      return always(literalExpression(type === 'double' ? asDouble(operand) : operand));
    case 'field':
      return compileField(operand.path, type);
    case 'size':
      return converted(compileSize(operand.path), 'int', type);
    case 'fact':
      return converted(always(FACTS[operand.fact](operand.argument)), operandType(operand), type);
    case 'arithmetic':
      return compileArithmetic(operand, type);
  }
}

function compileField(path: FieldPath, type: ValueType): CompiledOperand {
  if (path.source === 'ttl') return converted(always(exp.ttl()), 'int', type);
  if (type === 'double') return compileNumber(path);
  return { value: pathValue(path, type), known: typeTests(path, [type]) };
}

/** A number as a double, whichever of the two types it is stored as. */
function compileNumber(path: FieldPath): CompiledOperand {
  const integer = exp.toFloat(pathValue(path, 'int') as Expression<'int'>);
  if (path.value.kind === 'int' || path.value.kind === 'bigint') {
    return { value: integer, known: typeTests(path, ['int']) };
  }
  const isInteger = typeTests(path, ['int']).at(-1)!;
  const value = exp.cond(isInteger, integer, pathValue(path, 'double') as Expression<'float'>);
  return { value, known: typeTests(path, ['int', 'double']) };
}

function compileSize(path: FieldPath): CompiledOperand {
  const isList = path.value.kind === 'list' || path.value.kind === 'set';
  const type = isList ? 'list' : 'map';
  const collection = pathValue(path, type);
  const value = isList
    ? exp.listSize(collection as Expression<'list'>)
    : exp.mapSize(collection as Expression<'map'>);
  return { value, known: typeTests(path, [type]) };
}

function compileArithmetic(
  operand: Extract<Operand, { kind: 'arithmetic' }>,
  type: ValueType,
): CompiledOperand {
  const own = operandType(operand) === 'int' ? 'int' : 'double';
  const left = compileOperand(operand.left, own);
  const divisor = operand.operator === 'mod' ? positive(operand.right) : operand.right;
  const right = compileOperand(divisor, own);
  const value = ARITHMETIC[operand.operator](left.value as Number, right.value as Number);
  return converted({ value, known: [...left.known, ...right.known] }, own, type);
}

/**
 * A modulus without its sign: the remainder has that of the dividend in any case, and the server
 * divides INT64_MIN by -1 with a trap that ends it (CE 8.1.2).
 */
function positive(modulus: Operand): Operand {
  if (modulus.kind !== 'literal' || (modulus.value as bigint) >= 0n) return modulus;
  const value = BigInt.asIntN(64, -(modulus.value as bigint));
  return { ...modulus, value };
}

function always(value: Expression): CompiledOperand {
  return { value, known: [] };
}

function converted(
  { value, known }: CompiledOperand,
  from: ValueType | 'dynamic',
  to: ValueType,
): CompiledOperand {
  const widen = from === 'int' && to === 'double';
  return widen ? { value: exp.toFloat(value as Number), known } : { value, known };
}
