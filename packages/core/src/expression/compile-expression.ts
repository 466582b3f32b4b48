import { CDT_CONTEXT_CALL, ExpressionOp, MsgpackWriter } from '@aeroform/protocol';
import { writeContext } from '../cdt/write-context.js';
import { writeValue } from '../value/write-value.js';
import {
  type CallNode,
  type Expression,
  type ExpressionNode,
  type ExpressionPart,
  checkExpression,
} from './expression.js';

const compiled = new WeakMap<Expression, Buffer>();

/**
 * The bytes of an expression: the contents of a filter field, or the first element of an expression
 * operation. Compiled once: do not change the buffer.
 */
export function compileExpression(expression: Expression): Buffer {
  const known = compiled.get(checkExpression(expression, 'expression'));
  if (known !== undefined) return known;
  const writer = new MsgpackWriter();
  writeNode(writer, expression.node);
  const bytes = writer.toBuffer();
  compiled.set(expression, bytes);
  return bytes;
}

type Form = ExpressionNode['form'];

const WRITERS: {
  [F in Form]: (writer: MsgpackWriter, node: Extract<ExpressionNode, { form: F }>) => void;
} = {
  literal(writer, { value }) {
    // A bare list would be read as an operator with its operands.
    if (Array.isArray(value)) writer.arrayHeader(2).integer(ExpressionOp.quote);
    writeValue(writer, value, 'expression');
  },
  operator(writer, { op, args }) {
    writer.arrayHeader(args.length + 1).integer(op);
    for (const part of args) writePart(writer, part);
  },
  call(writer, { returns, system, call, target }) {
    writer.arrayHeader(5).integer(ExpressionOp.call).integer(returns).integer(system);
    writeCall(writer, call);
    writeNode(writer, target.node);
  },
};

function writeNode(writer: MsgpackWriter, node: ExpressionNode): void {
  WRITERS[node.form](writer, node as never);
}

function writePart(writer: MsgpackWriter, part: ExpressionPart): void {
  if (typeof part === 'number') writer.integer(part);
  else if ('rawText' in part) writer.rawText(part.rawText);
  else writeNode(writer, part.node);
}

function writeCall(writer: MsgpackWriter, { code, args, context, bytes }: CallNode): void {
  if (bytes !== undefined) {
    writer.bytes(bytes);
    return;
  }
  if (context.length > 0) {
    writer.arrayHeader(3).integer(CDT_CONTEXT_CALL);
    writeContext(writer, context, 'context');
  }
  writer.arrayHeader(args.length + 1).integer(code);
  for (const part of args) writePart(writer, part);
}

/** Keeps given bytes as the compiled form of an expression. */
export function adoptCompiled<E extends Expression>(expression: E, bytes: Buffer): E {
  compiled.set(expression, bytes);
  return expression;
}
