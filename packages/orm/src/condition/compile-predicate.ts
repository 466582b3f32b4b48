import type { Expression } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { QueryError } from '../error/query-error.js';
import type { Expr, Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import { compileCondition, compileDefinite } from './compile-condition.js';
import { compileOperand } from './compile-operand.js';
import { conditionIn, operandOf } from './expr-node.js';
import { operandType } from './operand.js';
import { buildCondition } from './root-fields.js';

/**
 * A condition on an entity as an expression for filters and `when`.
 *
 * @throws QueryError when the server cannot evaluate it
 */
export function compilePredicate<T extends object>(
  { metadata }: Pick<EntityContext<T>, 'metadata'>,
  build: (fields: Root<T>) => Predicate,
): Expression<'bool'> {
  return compileCondition(buildCondition(metadata, build));
}

/**
 * A field, computed value or condition as an expression, for expression reads.
 *
 * @throws QueryError for what is none of them, and for fields without a declared type
 */
export function compileExpr(_context: unknown, expr: Expr): Expression {
  const condition = conditionIn(expr);
  if (condition !== null) return compileDefinite(condition);
  const operand = operandOf(expr);
  if (operand === null) throw new QueryError('an expression is made of the fields of f => …');
  const type = operandType(operand);
  if (type !== 'dynamic') return compileOperand(operand, type).value;
  throw new QueryError('an expression needs a declared type: declare @Bin({ type: … })');
}
