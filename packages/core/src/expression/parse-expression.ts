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
  type ExpressionNode,
  type ExpressionPart,
  expression,
  operator,
} from './expression.js';
import { MAX_LEVELS } from './levels.js';
import { literal } from './literal.js';
import type { PathStep } from './path-step.js';

const OPS: ReadonlySet<number> = new Set(Object.values(ExpressionOp));

/** Takes the bytes of an expression apart. */
export function parseExpression(reader: MsgpackReader, depth = 0): AnyExpression {
  if (depth > MAX_LEVELS) throw new WireError(reader.offset, `at most ${MAX_LEVELS} levels`);
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
  const head = readHead(reader);
  if (head.code === CDT_SELECT_CALL) {
    const call = parsePathCall(reader, head.size, depth);
    const target = parseExpression(reader, depth + 1);
    return expression({ form: 'path', returns, system, ...call, target });
  }
  const isNested = head.code === CDT_CONTEXT_CALL;
  const context = isNested ? parseContext(reader) : [];
  const args = parseArguments(reader, isNested ? readHead(reader) : head, depth);
  const target = parseExpression(reader, depth + 1);
  return expression({ form: 'call', returns, system, call: { ...args, context }, target });
}

/** The beginning of `[code, argument…]`. */
interface CallHead {
  readonly start: number;
  readonly size: number;
  readonly code: number;
}

function readHead(reader: MsgpackReader): CallHead {
  const start = reader.offset;
  const size = reader.readArrayHeader();
  return { start, size, code: reader.readSafeInteger() };
}

function parseArguments(
  reader: MsgpackReader,
  { start, size, code }: CallHead,
  depth: number,
): Pick<CallNode, 'code' | 'args'> {
  if (code < 0) throw new WireError(start, `the code of an operation, found ${code}`);
  const args: ExpressionPart[] = [];
  for (let i = 1; i < size; i++) args.push(parseExpression(reader, depth + 1));
  return { code, args };
}

type PathNode = Extract<ExpressionNode, { form: 'path' }>;

/** What stands behind the code of a path operation. */
function parsePathCall(
  reader: MsgpackReader,
  size: number,
  depth: number,
): Pick<PathNode, 'path' | 'flags' | 'modification'> {
  if (size < 3 || size > 4) throw new WireError(reader.offset, `3 or 4 elements, found ${size}`);
  const stepsSize = reader.readArrayHeader();
  const path: PathStep[] = [];
  for (let i = 0; i < stepsSize; i += 2) path.push(parsePathStep(reader, depth));
  const flags = reader.readSafeInteger();
  const modification = size === 4 ? parseExpression(reader, depth + 1) : null;
  return { path, flags, modification };
}

function parsePathStep(reader: MsgpackReader, depth: number): PathStep {
  const type: number = reader.readSafeInteger();
  if (type === CdtContextType.mapKeysIn) {
    const keys = decodeValue(reader, exactValueFactory);
    if (!Array.isArray(keys)) throw new WireError(reader.offset, 'a list of keys');
    return { type: 'mapKeysIn', keys };
  }
  const isFilter = (type & ~CdtContextFlag.and) === CdtContextType.expression;
  if (!isFilter) return parseStep(reader, type);
  if (type !== CdtContextType.expression) {
    return { type: 'andFilter', filter: parseExpression(reader, depth + 1) };
  }
  const filter = parseExpression(reader, depth + 1);
  const isAll = filter.node.form === 'literal' && filter.node.value === true;
  return { type: 'allChildren', filter: isAll ? null : filter };
}

const STEP_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(CdtContextType).map(([name, type]) => [type, name]),
);
const CREATE_FLAGS = CdtContextFlag.createMask | CdtContextFlag.persistIndex;

function parseContext(reader: MsgpackReader): CdtContext {
  const size = reader.readArrayHeader();
  const steps: CdtContextStep[] = [];
  for (let i = 0; i < size; i += 2) steps.push(parseStep(reader, reader.readSafeInteger()));
  return steps;
}

/** A step that leads to one element. */
function parseStep(reader: MsgpackReader, type: number): CdtContextStep {
  const name = STEP_NAMES.get(type & ~CREATE_FLAGS);
  if (name === undefined || name === 'expression' || name === 'mapKeysIn') {
    throw new WireError(reader.offset, `a step of a path, found ${type}`);
  }
  const value = decodeValue(reader, exactValueFactory);
  return Object.freeze({
    type: name as CdtContextTypeName,
    value,
    createFlags: type & CREATE_FLAGS,
  });
}
