import {
  CDT_CONTEXT_CALL,
  CDT_SELECT_CALL,
  encodeWireValue,
  ExpressionCall,
  ExpressionOp,
  MsgpackKind,
  MsgpackReader,
  ParticleType,
} from '@aeroform/protocol';
import { REMOVE_ELEMENT } from '../cdt/expression-evaluation.js';
import { type CallSystem, compileCall, isCallSystem, OPERAND_TYPES } from './call-system.js';
import type { Evaluate, EvaluationScope, ExpressionNode } from './expression-node.js';
import { readExtension } from './literal.js';
import { expectOperands, type OpcodeRows, type OperandReader } from './opcode-row.js';
import { lowWord, readUnsigned } from './raw-operand.js';
import { refuse } from './refuse.js';
import { isExpressionType, StaticType, typeName } from './static-type.js';

const CALL_INSTRUCTION_SIZE = 344;
/** First bytes that text and bytes may have where the server expects an expression. */
const ARGUMENT_BYTES: ReadonlySet<number> = new Set([
  ParticleType.string,
  ParticleType.geojson,
  ParticleType.blob,
  ParticleType.hll,
]);

/** `[call, type, system, [op, argument…], operand]`: an operation on a list, map, blob or sketch. */
export const callRows: OpcodeRows<typeof ExpressionOp.call> = {
  [ExpressionOp.call]: {
    size: CALL_INSTRUCTION_SIZE,
    read: (operands, count) => {
      expectOperands('call', count, 4);
      const type = readUnsigned(operands.bytes);
      if (!isExpressionType(type)) refuse(`calls that give type ${type}`);
      const flags = lowWord(readUnsigned(operands.bytes));
      const system = flags & ~ExpressionCall.modify;
      if (!isCallSystem(system)) refuse(`calls of system ${flags}`);
      const operation = readOperation(operands);
      const operand = operands.node();
      const isModify = (flags & ExpressionCall.modify) !== 0;
      const evaluate = compileCall(
        { system, isModify, type },
        operation,
        operand.evaluate,
        operands.evaluation,
      );
      return { type: resultType(system, operand, type), evaluate };
    },
  },
};

/** A call on nil, which makes a new value, counts as nil itself while parsing. */
function resultType(system: CallSystem, operand: ExpressionNode, type: StaticType): StaticType {
  if (operand.type === StaticType.nil) return StaticType.nil;
  if (!OPERAND_TYPES[system].includes(operand.type)) {
    refuse(`system ${system} is called on a ${typeName(operand.type)}`);
  }
  return type;
}

/** Bytes as they came, or an argument that is computed. */
type Part = Buffer | Evaluate;

/**
 * Reads `[op, argument…]`, also inside `[0xff, context, […]]`, and path operations
 * `[0xfe, path, flags, expression?]`. Arguments that are arrays are expressions; all other bytes are
 * passed on as they are.
 *
 * @returns what gives the bytes of the operation, undefined when an argument is unknown.
 */
function readOperation(operands: OperandReader): (scope: EvaluationScope) => Buffer | undefined {
  const { bytes } = operands;
  const start = bytes.offset;
  const argumentCount = readHead(bytes);
  const parts: Part[] = [];
  let rawStart = start;
  let hasComputed = false;
  for (let i = 0; i < argumentCount; i++) {
    if (bytes.peekKind() !== MsgpackKind.array) {
      skipArgument(bytes, hasComputed);
      continue;
    }
    parts.push(copy(bytes, rawStart), argument(operands.node()));
    rawStart = bytes.offset;
    hasComputed = true;
  }
  return assembler([...parts, copy(bytes, rawStart)]);
}

/** What was read since `start`; the expression may outlive the bytes it is read from. */
function copy(bytes: MsgpackReader, start: number): Buffer {
  return Buffer.from(bytes.buffer.subarray(start, bytes.offset));
}

/** Reads up to the first argument and returns how many there are; path operations have none left. */
function readHead(bytes: MsgpackReader): number {
  const size = bytes.readArrayHeader();
  if (size === 0) refuse('a call without operation');
  const code = bytes.readInteger();
  if (code === CDT_CONTEXT_CALL) {
    if (size !== 3) refuse(`a call in a context with ${size} parts`);
    bytes.skipElement();
    const innerSize = bytes.readArrayHeader();
    if (innerSize === 0) refuse('a call without operation');
    bytes.readInteger();
    return innerSize - 1;
  }
  if (code !== CDT_SELECT_CALL) return size - 1;
  if (size < 3 || size > 4) refuse(`a path operation with ${size} parts`);
  if (bytes.peekKind() !== MsgpackKind.array) refuse('a path that is no list');
  bytes.skipElement();
  bytes.readInteger();
  if (size === 4) bytes.skipElement();
  return 0;
}

/** Behind the first computed argument the server checks the others as if they were expressions. */
function skipArgument(bytes: MsgpackReader, isChecked: boolean): void {
  const kind = bytes.peekKind();
  const start = bytes.offset;
  if (kind === MsgpackKind.extension) readExtension(bytes);
  else bytes.skipElement();
  if (isChecked && kind === MsgpackKind.bytes) checkBytes(bytes.buffer.subarray(start));
}

function checkBytes(element: Buffer): void {
  const reader = new MsgpackReader(element);
  const type = reader.readBytesHeader() === 0 ? undefined : reader.u8();
  if (type === undefined || !ARGUMENT_BYTES.has(type)) refuse('an argument of unknown type');
}

/** A computed argument as bytes; literals are encoded once. */
function argument(node: ExpressionNode): Part {
  return node.constant === undefined ? node.evaluate : encodeWireValue(node.constant);
}

function assembler(parts: readonly Part[]): (scope: EvaluationScope) => Buffer | undefined {
  if (parts.every(isBytes)) {
    const operation = Buffer.concat(parts);
    return () => operation;
  }
  return (scope) => {
    const buffers: Buffer[] = [];
    for (const part of parts) {
      const bytes = isBytes(part) ? part : encodeArgument(part, scope);
      if (bytes === undefined) return undefined;
      buffers.push(bytes);
    }
    return Buffer.concat(buffers);
  };
}

function isBytes(part: Part): part is Buffer {
  return typeof part !== 'function';
}

function encodeArgument(evaluate: Evaluate, scope: EvaluationScope): Buffer | undefined {
  const value = evaluate(scope);
  if (value === undefined || value === REMOVE_ELEMENT) return undefined;
  return encodeWireValue(value);
}
