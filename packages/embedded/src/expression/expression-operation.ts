import {
  ExpressionReadFlag,
  ExpressionWriteFlag,
  MsgpackReader,
  ResultCode,
  WireError,
  type WireValue,
} from '@aeroform/protocol';
import type { CdtOutcome } from '../cdt/cdt-outcome.js';
import { CommandError } from '../error/command-error.js';
import { evaluateValue, type ExpressionRecord } from './evaluate-expression.js';
import type { Expression } from './expression-node.js';
import { parseExpression } from './parse-expression.js';
import { refuse } from './refuse.js';

/** First byte of an array of two elements. */
const ANNOUNCES_FLAGS = 0x92;

/** A parsed operation that reads or writes through an expression. */
export interface ExpressionOperation {
  readonly expression: Expression;
  readonly flags: number;
}

const READ_FLAGS = ExpressionReadFlag.evalNoFail;
const WRITE_FLAGS =
  ExpressionWriteFlag.createOnly |
  ExpressionWriteFlag.updateOnly |
  ExpressionWriteFlag.allowDelete |
  ExpressionWriteFlag.policyNoFail |
  ExpressionWriteFlag.evalNoFail;

/**
 * Reads the particle of an expression operation that reads: `[expression, flags?]`.
 *
 * @throws {CommandError} PARAMETER.
 */
function parseExpressionRead(opParticle: Buffer): ExpressionOperation {
  return parseOperation(opParticle, READ_FLAGS);
}

/** The same for an expression operation that writes. */
export function parseExpressionModify(opParticle: Buffer): ExpressionOperation {
  return parseOperation(opParticle, WRITE_FLAGS);
}

/**
 * Reads through an expression.
 *
 * @returns the value; undefined for nil, and for unknown under `evalNoFail`.
 * @throws {CommandError} PARAMETER, OP_NOT_APPLICABLE when the value is unknown.
 */
export function executeExpressionRead(
  opParticle: Buffer,
  record: ExpressionRecord,
): WireValue | undefined {
  const { expression, flags } = parseExpressionRead(opParticle);
  return evaluate(expression, flags, record) ?? undefined;
}

/**
 * Computes the new value of a bin; nil deletes it.
 *
 * @throws {CommandError} PARAMETER, BIN_EXISTS, BIN_NOT_FOUND, OP_NOT_APPLICABLE.
 */
export function executeExpressionModify(
  opParticle: Buffer,
  record: ExpressionRecord,
  binName: string,
): CdtOutcome {
  return applyExpressionModify(parseExpressionModify(opParticle), record, binName);
}

/** {@link executeExpressionModify} with a parsed operation, for many records. */
function applyExpressionModify(
  { expression, flags }: ExpressionOperation,
  record: ExpressionRecord,
  binName: string,
): CdtOutcome {
  const before = record.bin(binName);
  const unchanged: CdtOutcome = { value: before, result: undefined, changed: false };
  const refusal = policyRefusal(flags, before);
  if (refusal !== undefined) {
    if ((flags & ExpressionWriteFlag.policyNoFail) !== 0) return unchanged;
    throw new CommandError(refusal);
  }
  const value = evaluate(expression, flags, record);
  if (value === undefined) return unchanged;
  if (value !== null) return { value, result: undefined, changed: true };
  if (before === undefined) return unchanged;
  if ((flags & ExpressionWriteFlag.allowDelete) !== 0) {
    return { value: undefined, result: undefined, changed: true };
  }
  // The server means to ask for policyNoFail here, but lets any flag pass.
  if (flags !== 0) return unchanged;
  throw new CommandError(ResultCode.OP_NOT_APPLICABLE);
}

function policyRefusal(flags: number, before: WireValue | undefined): number | undefined {
  if (before !== undefined) {
    return (flags & ExpressionWriteFlag.createOnly) === 0 ? undefined : ResultCode.BIN_EXISTS;
  }
  return (flags & ExpressionWriteFlag.updateOnly) === 0 ? undefined : ResultCode.BIN_NOT_FOUND;
}

/** @returns undefined for unknown under `evalNoFail`. */
function evaluate(
  expression: Expression,
  flags: number,
  record: ExpressionRecord,
): WireValue | undefined {
  const value = evaluateValue(expression, record);
  if (value === undefined && (flags & ExpressionReadFlag.evalNoFail) === 0) {
    throw new CommandError(ResultCode.OP_NOT_APPLICABLE, 'the value of an expression is unknown');
  }
  return value;
}

function parseOperation(opParticle: Buffer, knownFlags: number): ExpressionOperation {
  const { bytes, flags } = split(opParticle);
  if ((BigInt(flags) & ~BigInt(knownFlags)) !== 0n) refuse(`flags ${flags}`);
  return { expression: parseExpression(bytes), flags: Number(flags) };
}

/** Flags that are missing or no integer are 0; the server does not look at what follows. */
function split(opParticle: Buffer): { readonly bytes: Buffer; readonly flags: number | bigint } {
  const reader = new MsgpackReader(opParticle);
  try {
    readPartCount(reader);
    const start = reader.offset;
    reader.skipElement();
    return { bytes: opParticle.subarray(start, reader.offset), flags: readFlags(reader) };
  } catch (error) {
    if (error instanceof WireError) refuse(error.message);
    throw error;
  }
}

/** Flags may be missing even where they are announced, so a plausible count is too much to ask. */
function readPartCount(reader: MsgpackReader): void {
  if (reader.peek() === ANNOUNCES_FLAGS) {
    reader.u8();
    return;
  }
  const count = reader.readArrayHeader();
  if (count < 1 || count > 2) refuse(`an operation of ${count} parts`);
}

function readFlags(reader: MsgpackReader): number | bigint {
  try {
    return reader.readInteger();
  } catch (error) {
    if (error instanceof WireError) return 0;
    throw error;
  }
}
