import { CDT_CONTEXT_CALL, ExpressionOp, MsgpackKind, MsgpackReader } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { parseExpression } from '../expression/parse-expression.js';
import type { StaticType } from '../expression/static-type.js';

/** Metadata that changes without the bins: an index could not follow it. */
const UNSTABLE: ReadonlySet<number> = new Set([
  ExpressionOp.deviceSize,
  ExpressionOp.lastUpdate,
  ExpressionOp.sinceUpdate,
  ExpressionOp.voidTime,
  ExpressionOp.ttl,
  ExpressionOp.setName,
  ExpressionOp.keyExists,
  ExpressionOp.isTombstone,
  ExpressionOp.memorySize,
  ExpressionOp.recordSize,
  ExpressionOp.key,
]);

/** What an index expression must have at least one of: it must differ between records. */
const SOURCES: ReadonlySet<number> = new Set([
  ExpressionOp.digestModulo,
  ExpressionOp.bin,
  ExpressionOp.binType,
]);

/**
 * The type of an expression that can be indexed.
 *
 * @returns undefined when the expression is malformed, or not made of bins and the digest.
 */
export function indexExpressionType(bytes: Buffer): StaticType | undefined {
  try {
    const { root } = parseExpression(bytes);
    const opcodes = new Set<number>();
    collectOpcodes(new MsgpackReader(bytes), opcodes);
    const found = [...opcodes];
    const fits = found.some((op) => SOURCES.has(op)) && !found.some((op) => UNSTABLE.has(op));
    return fits ? root.type : undefined;
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/** Goes through one operand of an expression that is known to be well-formed. */
function collectOpcodes(reader: MsgpackReader, opcodes: Set<number>): void {
  if (reader.peekKind() !== MsgpackKind.array) {
    reader.skipElement();
    return;
  }
  const size = reader.readArrayHeader();
  if (size === 0) return;
  if (reader.peekKind() !== MsgpackKind.integer) {
    for (let i = 0; i < size; i++) reader.skipElement();
    return;
  }
  const opcode = Number(reader.readInteger());
  opcodes.add(opcode);
  for (let i = 1; i < size; i++) {
    if (opcode === ExpressionOp.quote) reader.skipElement();
    else if (opcode === ExpressionOp.call && i === CALL_POSITION) collectCall(reader, opcodes);
    else collectOpcodes(reader, opcodes);
  }
}

/** Where the operation stands in `[call, type, system, operation, bin]`. */
const CALL_POSITION = 3;

/** Goes through the operation of a call: its arguments may be expressions, its context is not. */
function collectCall(reader: MsgpackReader, opcodes: Set<number>): void {
  if (reader.peekKind() !== MsgpackKind.array) {
    reader.skipElement();
    return;
  }
  const size = reader.readArrayHeader();
  const code = size > 0 ? Number(reader.readInteger()) : 0;
  for (let i = 1; i < size; i++) {
    if (code !== CDT_CONTEXT_CALL) collectOpcodes(reader, opcodes);
    else if (i === 1) reader.skipElement();
    else collectCall(reader, opcodes);
  }
}
