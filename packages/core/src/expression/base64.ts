import { MsgpackReader, WireError } from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { adoptCompiled, compileExpression } from './compile-expression.js';
import type { AnyExpression, Expression } from './expression.js';
import { parseExpression } from './parse-expression.js';

/** The expression's bytes as base64: what other clients and `asadm` exchange. */
export function toBase64(expr: Expression): string {
  return compileExpression(expr).toString('base64');
}

/**
 * The expression that base64 text holds; it is sent with exactly these bytes.
 *
 * @throws {InvalidArgError} when the text is not base64 of an expression.
 */
export function fromBase64(text: string): AnyExpression {
  if (typeof text !== 'string' || text === '' || !BASE64.test(text)) {
    throw invalidArg('exp.fromBase64(text)', text, 'base64 text');
  }
  const bytes = Buffer.from(text, 'base64');
  return adoptCompiled(parse(bytes), bytes);
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function parse(bytes: Buffer): AnyExpression {
  try {
    const reader = new MsgpackReader(bytes);
    const parsed = parseExpression(reader);
    if (reader.remaining > 0) throw new WireError(reader.offset, 'the end of the expression');
    return parsed;
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new InvalidArgError(`exp.fromBase64(text) holds no expression: ${error.message}`, {
      argument: 'exp.fromBase64(text)',
      cause: error,
    });
  }
}
