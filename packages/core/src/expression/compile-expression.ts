import {
  CDT_CONTEXT_CALL,
  CDT_SELECT_CALL,
  CdtContextFlag,
  CdtContextType,
  ExpressionOp,
  MsgpackWriter,
} from '@aeroform/protocol';
import { writeContext } from '../cdt/write-context.js';
import { writeValue } from '../value/write-value.js';
import {
  type CallNode,
  type Expression,
  type ExpressionNode,
  type ExpressionPart,
  checkExpression,
} from './expression.js';
import { checkLevels } from './levels.js';
import { isSelectionStep, type PathStep } from './path-step.js';

const compiled = new WeakMap<Expression, Buffer>();

/**
 * The bytes of an expression: the contents of a filter field, or the first element of an expression
 * operation. Compiled once: do not change the buffer.
 *
 * @throws {InvalidArgError} when it is nested too deeply, or holds a value without a type.
 */
export function compileExpression(expression: Expression): Buffer {
  const known = compiled.get(checkExpression(expression, 'expression'));
  if (known !== undefined) return known;
  checkLevels(expression);
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
  path(writer, { returns, system, target, ...call }) {
    writer.arrayHeader(5).integer(ExpressionOp.call).integer(returns).integer(system);
    writePathCall(writer, call, 'expression');
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

function writeCall(writer: MsgpackWriter, { code, args, context }: CallNode): void {
  if (context.length > 0) {
    writer.arrayHeader(3).integer(CDT_CONTEXT_CALL);
    writeContext(writer, context, 'context');
  }
  writer.arrayHeader(args.length + 1).integer(code);
  for (const part of args) writePart(writer, part);
}

/** What a path operation is told. */
interface PathCall {
  readonly path: readonly PathStep[];
  readonly flags: number;
  readonly modification: Expression | null;
}

/**
 * Appends `[254, path, flags]`, or with the expression of a modification behind it.
 *
 * @param at - of the path in the caller's arguments, for errors.
 */
export function writePathCall(writer: MsgpackWriter, call: PathCall, at: string): void {
  const { path, flags, modification } = call;
  writer.arrayHeader(modification === null ? 3 : 4).integer(CDT_SELECT_CALL);
  writer.arrayHeader(path.length * 2);
  path.forEach((step, i) => writePathStep(writer, step, `${at}[${i}]`));
  writer.integer(flags);
  if (modification !== null) writeNode(writer, modification.node);
}

function writePathStep(writer: MsgpackWriter, step: PathStep, at: string): void {
  if (!isSelectionStep(step)) {
    writer.integer(CdtContextType[step.type] | step.createFlags);
    writeValue(writer, step.value, `${at}.value`);
  } else if (step.type === 'mapKeysIn') {
    writer.integer(CdtContextType.mapKeysIn);
    writeValue(writer, step.keys, `${at}.keys`);
  } else {
    const flag = step.type === 'andFilter' ? CdtContextFlag.and : 0;
    writer.integer(CdtContextType.expression | flag);
    if (step.filter === null) writer.boolean(true);
    else writeNode(writer, step.filter.node);
  }
}

/** Keeps given bytes as the compiled form of an expression. */
export function adoptCompiled<E extends Expression>(expression: E, bytes: Buffer): E {
  compiled.set(expression, bytes);
  return expression;
}
