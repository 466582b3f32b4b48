import {
  CDT_CONTEXT_CALL,
  CDT_SELECT_CALL,
  CdtContextFlag,
  CdtContextType,
  ExpressionOp,
  MsgpackKind,
  type MsgpackReader,
  WireError,
  decodeValue,
} from '@aeroform/protocol';
import type { CdtContext, CdtContextStep, CdtContextTypeName } from '../cdt/cdt-context.js';
import { exactValueFactory } from '../value/value-factory.js';
import {
  type CallNode,
  type AnyExpression,
  type ExpressionPart,
  expression,
  operator,
} from './expression.js';
import { literal } from './literal.js';

const OPS: ReadonlySet<number> = new Set(Object.values(ExpressionOp));
const MAX_DEPTH = 256;

/** Takes the bytes of an expression apart. */
export function parseExpression(reader: MsgpackReader, depth = 0): AnyExpression {
  if (depth > MAX_DEPTH) throw new WireError(reader.offset, `at most ${MAX_DEPTH} levels`);
  if (reader.peekKind() !== MsgpackKind.array) {
    return literal(decodeValue(reader, exactValueFactory));
  }
  const at = reader.offset;
  const size = reader.readArrayHeader();
  const op = size === 0 ? -1 : reader.readSafeInteger();
  if (!OPS.has(op)) throw new WireError(at, `an operator of expressions, found ${op}`);
  if (op === ExpressionOp.quote) return literal(decodeValue(reader, exactValueFactory));
  if (op === ExpressionOp.call) return parseCall(reader, size, depth);
  const parts: ExpressionPart[] = [];
  for (let i = 1; i < size; i++) parts.push(parsePart(reader, op, { index: i - 1, size, depth }));
  return operator(op as ExpressionOp, ...parts);
}

/** Operators with names or patterns: which of their operands these are. */
const RAW_TEXT: Partial<Record<number, (index: number, size: number) => boolean>> = {
  [ExpressionOp.bin]: (index) => index === 1,
  [ExpressionOp.binType]: () => true,
  [ExpressionOp.variable]: () => true,
  [ExpressionOp.regex]: (index) => index === 1,
  // Name and value in turns, and one expression at the end.
  [ExpressionOp.let]: (index, size) => index % 2 === 0 && index < size - 2,
};

function parsePart(
  reader: MsgpackReader,
  op: number,
  place: { readonly index: number; readonly size: number; readonly depth: number },
): ExpressionPart {
  const isRawText = RAW_TEXT[op]?.(place.index, place.size) ?? false;
  if (isRawText) return { rawText: reader.readRawText() };
  return parseExpression(reader, place.depth + 1);
}

function parseCall(reader: MsgpackReader, size: number, depth: number): AnyExpression {
  if (size !== 5) throw new WireError(reader.offset, `a call of 5 elements, found ${size}`);
  const returns = reader.readSafeInteger();
  const system = reader.readSafeInteger();
  const call = parseCallNode(reader, depth);
  const target = parseExpression(reader, depth + 1);
  return expression({ form: 'call', returns, system, call, target });
}

function parseCallNode(reader: MsgpackReader, depth: number): CallNode {
  const start = reader.offset;
  let size = reader.readArrayHeader();
  let code = reader.readSafeInteger();
  let context: CdtContext | undefined = [];
  if (code === CDT_CONTEXT_CALL) {
    context = parseContext(reader);
    if (context === undefined) return encodedCall(reader, start);
    size = reader.readArrayHeader();
    code = reader.readSafeInteger();
  }
  if (code === CDT_SELECT_CALL) return encodedCall(reader, start);
  if (code < 0) throw new WireError(start, `the code of an operation, found ${code}`);
  const args: ExpressionPart[] = [];
  for (let i = 1; i < size; i++) args.push(parseExpression(reader, depth + 1));
  return { code, args, context };
}

/** A path operation, kept as it is. */
function encodedCall(reader: MsgpackReader, start: number): CallNode {
  reader.offset = start;
  reader.skipElement();
  const bytes = Buffer.from(reader.buffer.subarray(start, reader.offset));
  return { code: CDT_SELECT_CALL, args: [], context: [], bytes };
}

const STEP_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(CdtContextType).map(([name, type]) => [type, name]),
);
const CREATE_FLAGS = CdtContextFlag.createMask | CdtContextFlag.persistIndex;

/** A path; undefined when it has steps that only path operations use. */
function parseContext(reader: MsgpackReader): CdtContext | undefined {
  const size = reader.readArrayHeader();
  const steps: CdtContextStep[] = [];
  for (let i = 0; i < size; i += 2) {
    const type = reader.readSafeInteger();
    const name = STEP_NAMES.get(type & ~CREATE_FLAGS);
    if (name === undefined || name === 'expression' || name === 'mapKeysIn') return undefined;
    const value = decodeValue(reader, exactValueFactory);
    const createFlags = type & CREATE_FLAGS;
    steps.push(Object.freeze({ type: name as CdtContextTypeName, value, createFlags }));
  }
  return steps;
}
