import { WireError } from '@aeroform/protocol';
import type { Expression } from './expression-node.js';
import { ExpressionParser } from './expression-parser.js';
import { createPathEvaluation } from './path-evaluation.js';
import { refuse } from './refuse.js';
import { StaticType } from './static-type.js';

/** Evaluates the expressions inside path operations. */
export const pathEvaluation = createPathEvaluation(parseExpression);

/**
 * Parses the msgpack form of an expression and checks the types of all its operations. The result is
 * never changed, can be evaluated any number of times, and keeps nothing of the bytes.
 *
 * @throws {CommandError} PARAMETER for everything that the server does not accept.
 */
export function parseExpression(bytes: Buffer): Expression {
  const parser = new ExpressionParser(bytes, pathEvaluation);
  const root = parseRoot(parser);
  if (parser.bytes.remaining > 0) refuse('bytes behind the expression');
  if (root.type === StaticType.none) refuse('an extension element has no value');
  return { root, variableCount: parser.variables.slotCount };
}

/**
 * Parses an expression that decides about records.
 *
 * @throws {CommandError} PARAMETER, also when it does not give a boolean.
 */
export function parseFilterExpression(bytes: Buffer): Expression {
  const expression = parseExpression(bytes);
  if (expression.root.type !== StaticType.boolean) refuse('a filter gives a boolean');
  return expression;
}

function parseRoot(parser: ExpressionParser): Expression['root'] {
  try {
    return parser.node();
  } catch (error) {
    if (error instanceof WireError) refuse(error.message);
    throw error;
  }
}
