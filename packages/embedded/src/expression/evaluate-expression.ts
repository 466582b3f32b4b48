import type { WireValue } from '@aeroform/protocol';
import { type LoopElement, REMOVE_ELEMENT } from '../cdt/expression-evaluation.js';
import type { EvaluationScope, Expression, ExpressionValue } from './expression-node.js';
import type { ExpressionRecord } from './expression-record.js';

export type { ExpressionRecord };

/** Whether a record passes a filter; unknown counts as false. */
export function evaluateFilter(expression: Expression, record: ExpressionRecord): boolean {
  return expression.root.evaluate(scopeOf(expression, record, undefined)) === true;
}

/** The value of an expression; undefined is unknown. */
export function evaluateValue(
  expression: Expression,
  record: ExpressionRecord,
): WireValue | undefined {
  const value = expression.root.evaluate(scopeOf(expression, record, undefined));
  return value === REMOVE_ELEMENT ? undefined : value;
}

/** The value of an expression for one element of a path operation; undefined is unknown. */
export function evaluateElement(
  expression: Expression,
  element: LoopElement,
): ExpressionValue | undefined {
  return expression.root.evaluate(scopeOf(expression, undefined, element));
}

function scopeOf(
  expression: Expression,
  record: ExpressionRecord | undefined,
  loop: LoopElement | undefined,
): EvaluationScope {
  const { variableCount } = expression;
  return { record, loop, variables: variableCount === 0 ? NO_VARIABLES : new Array(variableCount) };
}

/** Shared by all expressions without variables: nothing is ever stored in it. */
const NO_VARIABLES: EvaluationScope['variables'] = [];
