import type { Expression } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { describeValue } from '../error/describe-value.js';
import { compileCondition } from '../condition/compile-condition.js';
import { compileOperand } from '../condition/compile-operand.js';
import { conditionIn, operandOf } from '../condition/expr-node.js';
import { operandType } from '../condition/operand.js';
import { rootFields } from '../condition/root-fields.js';
import { valueTypeOf } from '../condition/value-type.js';
import type { Expr } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { OperateTarget } from './operate-target.js';

/**
 * The expression that a callback builds, as a value of the stored type of the target.
 *
 * @throws MappingError when it has another type
 */
export function expressionOf(
  { sink, value }: OperateTarget,
  build: (fields: Root<object>) => Expr,
  label: string,
): Expression {
  if (typeof build !== 'function') {
    const expected = 'takes a function, e.g. f => f.price.mul(2)';
    throw new MappingError(label, `${expected}; got ${describeValue(build)}`);
  }
  const expr = build(rootFields(sink.metadata));
  const wanted = valueTypeOf(value);
  const condition = conditionIn(expr);
  const operand = operandOf(expr);
  if (condition === null && operand === null) {
    throw new MappingError(label, 'the function gives an expression made of the fields of f => …');
  }
  const given = operand === null ? 'bool' : operandType(operand);
  const type = wanted === null || wanted === 'dynamic' ? given : wanted;
  const widens = type === 'double' && given === 'int';
  if (given !== 'dynamic' && given !== type && !widens) {
    throw new MappingError(label, `the expression is of type ${given}, the property of ${type}`);
  }
  if (type === 'dynamic') {
    throw new MappingError(label, 'an expression needs a declared type: declare @Bin({ type: … })');
  }
  if (condition !== null) return compileCondition(condition);
  // safe: one of the two is there
  return compileOperand(operand!, type).value;
}
