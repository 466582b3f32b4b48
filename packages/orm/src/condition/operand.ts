import type { BinValue, Expression } from '@aeroform/core';
import type { FieldPath } from './field-path.js';
import { type ValueType, valueTypeOf } from './value-type.js';

/** What `$` in conditions reads. */
export type RecordFact =
  | 'ttl'
  | 'sinceUpdate'
  | 'lastUpdate'
  | 'expiresAt'
  | 'recordSize'
  | 'digestModulo'
  | 'setName';

/** How two numbers are combined. */
export type ArithmeticOperator = 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'pow' | 'min' | 'max';

/** What is made of one number. */
export type NumberFunction = 'neg' | 'abs' | 'floor' | 'ceil' | 'round' | 'toInt' | 'toDouble';

/** What is counted in bytes or a sketch. */
export type Measure = 'bitCount' | 'bits' | 'hllCount' | 'hllMayContain';

/** A stored value that a condition compares with. Integers are always bigints here. */
export interface Literal {
  readonly kind: 'literal';
  readonly type: ValueType;
  readonly value: BinValue;
}

/** A value the server computes from a record. Frozen. */
export type Operand =
  | Literal
  | { readonly kind: 'field'; readonly path: FieldPath }
  | { readonly kind: 'size'; readonly path: FieldPath }
  /** `argument` is the modulus of `digestModulo`. */
  | { readonly kind: 'fact'; readonly fact: RecordFact; readonly argument: number }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: 'function'; readonly function: NumberFunction; readonly operand: Operand }
  /** `offset` and `size` are of bits; `values` are what a sketch may contain. */
  | {
      readonly kind: 'measure';
      readonly measure: Measure;
      readonly path: FieldPath;
      readonly offset: number;
      readonly size: number;
      readonly values: readonly BinValue[];
    }
  /** `test` is never unknown. */
  | {
      readonly kind: 'cond';
      readonly test: Expression<'bool'>;
      readonly shown: string;
      readonly then: Operand;
      readonly otherwise: Operand;
    };

/** The type of an operand, or `dynamic` when it is only known for each record. */
export function operandType(operand: Operand): ValueType | 'dynamic' {
  switch (operand.kind) {
    case 'literal':
      return operand.type;
    case 'field':
      return operand.path.source === 'ttl' ? 'int' : (valueTypeOf(operand.path.value) ?? 'map');
    case 'size':
    case 'measure':
      return 'int';
    case 'fact':
      return operand.fact === 'setName' ? 'string' : 'int';
    case 'arithmetic':
      if (operand.operator === 'pow') return 'double';
      return commonType(operandType(operand.left), operandType(operand.right)) ?? 'double';
    case 'function':
      return functionType(operand.function, operandType(operand.operand));
    case 'cond':
      return commonType(operandType(operand.then), operandType(operand.otherwise)) ?? 'string';
  }
}

function functionType(name: NumberFunction, given: ValueType | 'dynamic'): ValueType {
  if (name === 'toInt') return 'int';
  return name === 'toDouble' || given !== 'int' ? 'double' : 'int';
}

/** The type two operands are compared as: numbers meet as doubles. Null when they do not compare. */
export function commonType(
  left: ValueType | 'dynamic',
  right: ValueType | 'dynamic',
): ValueType | 'dynamic' | null {
  if (left === right) return left;
  if (left === 'dynamic') return right === 'int' ? 'double' : right;
  if (right === 'dynamic') return left === 'int' ? 'double' : left;
  const numeric = (type: ValueType): boolean => type === 'int' || type === 'double';
  return numeric(left) && numeric(right) ? 'double' : null;
}
