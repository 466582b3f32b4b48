import type { BinValue } from '@aeroform/core';
import type { FieldPath } from './field-path.js';
import { type ValueType, valueTypeOf } from './value-type.js';

/** What `$` in conditions reads. */
export type RecordFact =
  | 'ttl'
  | 'sinceUpdate'
  | 'lastUpdate'
  | 'recordSize'
  | 'digestModulo'
  | 'setName';

/** How two numbers are combined. */
export type ArithmeticOperator = 'add' | 'sub' | 'mul' | 'mod';

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
    };

/** The type of an operand, or `dynamic` when it is only known for each record. */
export function operandType(operand: Operand): ValueType | 'dynamic' {
  switch (operand.kind) {
    case 'literal':
      return operand.type;
    case 'field':
      return operand.path.source === 'ttl' ? 'int' : (valueTypeOf(operand.path.value) ?? 'map');
    case 'size':
      return 'int';
    case 'fact':
      return operand.fact === 'setName' ? 'string' : 'int';
    case 'arithmetic':
      return commonType(operandType(operand.left), operandType(operand.right)) ?? 'double';
  }
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
