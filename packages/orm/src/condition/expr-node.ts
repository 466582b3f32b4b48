import { QueryError } from '../error/query-error.js';
import { describeValue } from '../error/describe-value.js';
import type { Predicate } from '../type/expr.js';
import { allOf, anyOf, type Condition, notOf } from './condition.js';
import type { Operand } from './operand.js';

const OPERAND: unique symbol = Symbol.for('@aeroform/orm/operand');
const CONDITION: unique symbol = Symbol.for('@aeroform/orm/condition');

/** What the fields of conditions have in common: they hold the value they stand for as data. */
export abstract class OperandExpr {
  readonly [OPERAND]: Operand;

  protected constructor(operand: Operand) {
    this[OPERAND] = operand;
  }
}

/** A condition with the methods that combine it with others. */
class ConditionExpr implements Predicate {
  readonly [CONDITION]: Condition;

  constructor(condition: Condition) {
    this[CONDITION] = condition;
    Object.freeze(this);
  }

  and(...others: Predicate[]): Predicate {
    return predicateOf(allOf([this[CONDITION], ...others.map(conditionOf)]));
  }

  or(...others: Predicate[]): Predicate {
    return predicateOf(anyOf([this[CONDITION], ...others.map(conditionOf)]));
  }

  not(): Predicate {
    return predicateOf(notOf(this[CONDITION]));
  }
}

/** Wraps a condition for the application. */
export function predicateOf(condition: Condition): Predicate {
  return new ConditionExpr(Object.freeze(condition));
}

/** The value a field stands for; null for what is no field. */
export function operandOf(expr: unknown): Operand | null {
  if (typeof expr !== 'object' || expr === null) return null;
  return (expr as { [OPERAND]?: Operand })[OPERAND] ?? null;
}

/** The condition in a predicate; null in anything else. */
export function conditionIn(predicate: unknown): Condition | null {
  if (typeof predicate !== 'object' || predicate === null) return null;
  return (predicate as { [CONDITION]?: Condition })[CONDITION] ?? null;
}

/**
 * The condition in a predicate.
 *
 * @throws QueryError for anything else, such as a callback that returned nothing
 */
export function conditionOf(predicate: unknown): Condition {
  const condition = conditionIn(predicate);
  if (condition !== null) return condition;
  throw new QueryError(
    `a condition is made with the methods of fields, as f => f.name.eq('x'); got ${describeValue(predicate)}`,
  );
}
