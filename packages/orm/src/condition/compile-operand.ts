import { exp, type Expression } from '@aeroform/core';
import { QueryError } from '../error/query-error.js';
import { asDouble } from './literal.js';
import type { FieldPath } from './field-path.js';
import { literalExpression } from './compile-literal.js';
import { compileMeasure } from './compile-measure.js';
import { either, every, pathValue, typeTests } from './compile-path.js';
import { arithmeticOf, type CompiledNumber, functionOf } from './compile-arithmetic.js';
import { type Operand, operandType, type RecordFact } from './operand.js';
import { holdsList } from './require-type.js';
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
  expiresAt: exp.voidTime,
  recordSize: exp.recordSize,
  setName: exp.setName,
  digestModulo: exp.digestModulo,
};

type OperandKinds = { readonly [O in Operand as O['kind']]: O };

const COMPILERS: {
  readonly [K in keyof OperandKinds]: (
    operand: OperandKinds[K],
    type: ValueType,
  ) => CompiledOperand;
} = {
  literal: (operand, type) =>
    always(literalExpression(type === 'double' ? asDouble(operand) : operand)),
  field: ({ path }, type) => compileField(path, type),
  size: ({ path }, type) => converted(compileSize(path), 'int', type),
  measure: (operand, type) =>
    converted({ value: compileMeasure(operand), known: knownMeasure(operand) }, 'int', type),
  fact: (operand, type) => converted(compileFact(operand), operandType(operand), type),
  arithmetic: compileArithmetic,
  function: compileFunction,
  cond: compileCond,
};

/** An operand as a value of a type; integers become doubles where that is asked for. */
export function compileOperand(operand: Operand, type: ValueType): CompiledOperand {
  const compile = COMPILERS[operand.kind] as (operand: Operand, type: ValueType) => CompiledOperand;
  return compile(operand, type);
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
  const isInteger = typeTests(path, ['int']).at(-1);
  if (isInteger === undefined) throw elementOfTwoTypes(path);
  const value = exp.cond(isInteger, integer, pathValue(path, 'double') as Expression<'float'>);
  return { value, known: typeTests(path, ['int', 'double']) };
}

/** The server tells the type of a bin, and of what is in a list, but not of the element at hand. */
function elementOfTwoTypes({ label }: FieldPath): QueryError {
  return new QueryError(
    `${label}: may be an integer or a double, which the server cannot tell inside some(); only compare the element itself with plain values there`,
  );
}

function compileSize(path: FieldPath): CompiledOperand {
  const type = holdsList(path) ? 'list' : 'map';
  const collection = pathValue(path, type);
  const value =
    type === 'list'
      ? exp.listSize(collection as Expression<'list'>)
      : exp.mapSize(collection as Expression<'map'>);
  return { value, known: typeTests(path, [type]) };
}

function knownMeasure({ measure, path }: OperandKinds['measure']): readonly Expression<'bool'>[] {
  return typeTests(path, [measure === 'bits' || measure === 'bitCount' ? 'blob' : 'hll']);
}

function compileFact({ fact, argument }: OperandKinds['fact']): CompiledOperand {
  const value = FACTS[fact](argument);
  // A record that never expires has no time to expire at: the server says -1.
  if (fact !== 'expiresAt') return always(value);
  return { value, known: [exp.gt(value as Expression<'int'>, exp.intVal(0))] };
}

function compileArithmetic(operand: OperandKinds['arithmetic'], type: ValueType): CompiledOperand {
  const own = operandType(operand) === 'int' ? 'int' : 'double';
  const left = compileOperand(operand.left, own);
  const right = compileOperand(operand.right, own);
  const { value, known } = arithmeticOf(operand, own, left.value, right.value);
  return converted({ value, known: [...left.known, ...right.known, ...known] }, own, type);
}

function compileFunction(
  { function: name, operand }: OperandKinds['function'],
  type: ValueType,
): CompiledOperand {
  const given = operandType(operand) === 'int' ? 'int' : 'double';
  const { value, known } = compileOperand(operand, given);
  const made: CompiledNumber = functionOf(name, given, value);
  return converted({ value: made.value, known }, made.type, type);
}

function compileCond(
  { test, then, otherwise }: OperandKinds['cond'],
  type: ValueType,
): CompiledOperand {
  const [yes, no] = [compileOperand(then, type), compileOperand(otherwise, type)];
  const value = exp.cond(test, yes.value as Expression<'int'>, no.value as Expression<'int'>);
  if (yes.known.length + no.known.length === 0) return always(value);
  const known = either([every([test, ...yes.known]), every([exp.not(test), ...no.known])]);
  return { value, known: [known] };
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
  return widen ? { value: exp.toFloat(value as Expression<'int'>), known } : { value, known };
}
