import type { ExpressionEvaluation } from '../cdt/expression-evaluation.js';
import { evaluateElement } from './evaluate-expression.js';
import type { Expression } from './expression-node.js';

/** What path operations need of expressions, which stand above them. */
export function createPathEvaluation(parse: (bytes: Buffer) => Expression): ExpressionEvaluation {
  return {
    parse,
    evaluate: (expression, element) => evaluateElement(expression as Expression, element),
  };
}
