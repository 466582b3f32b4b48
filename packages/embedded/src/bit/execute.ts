import {
  type BitOp,
  BitWriteFlag,
  MsgpackReader,
  ParticleType,
  ResultCode,
  WireBlob,
  type WireValue,
} from '@aeroform/protocol';
import { type CdtCall, readNestedCall } from '../cdt/cdt-call.js';
import type { CdtOutcome } from '../cdt/cdt-outcome.js';
import { refuseOperation, refuseParameter, refuseType } from '../cdt/refuse.js';
import { CommandError } from '../error/command-error.js';
import { type BitArguments, decodeBitArguments } from './bit-arguments.js';
import { BIT_OPERATIONS, type BitModifyOperation, RangeRule } from './operation-table.js';

/**
 * Runs an operation that reads the bits of a blob.
 *
 * @param value the value of the bin; undefined when there is none: then nothing is read.
 * @param bytes the call as it came: `[opcode, argument…]`.
 * @throws {CommandError} 4 on bad arguments, 12 when the bin is no blob, 26 when the range is not
 *   inside.
 */
export function executeBitRead(value: WireValue | undefined, bytes: Buffer): WireValue | undefined {
  if (value === undefined) return undefined;
  const call = readNestedCall(new MsgpackReader(bytes));
  const operation = operationOf(call);
  if (operation?.mode !== 'read') refuseParameter(`bit operation ${call.opcode} is no read`);
  const args = decodeBitArguments(call.reader, call.argumentCount, operation);
  const blob = requireBlob(value);
  const placed = { ...args, offset: absoluteOffset(args.offset, blob) };
  if (placed.offset + placed.size > blob.length * 8) refuseOperation('the range is not inside');
  return operation.read(blob, placed);
}

/**
 * Runs an operation that modifies the bits of a blob, or creates one.
 *
 * @param value the value of the bin; undefined when there is none.
 * @param bytes the call as it came.
 * @throws {CommandError} 4 on bad arguments, 6 and 17 when the flags forbid to update or create, 12
 *   when the bin is no blob, 26 when the range is not inside or a number overflows.
 */
export function executeBitModify(value: WireValue | undefined, bytes: Buffer): CdtOutcome {
  const call = readNestedCall(new MsgpackReader(bytes));
  const operation = operationOf(call);
  if (operation?.mode !== 'modify')
    refuseParameter(`bit operation ${call.opcode} modifies nothing`);
  const args = decodeBitArguments(call.reader, call.argumentCount, operation);
  const unchanged: CdtOutcome = { value, result: undefined, changed: false };
  const blob = modifiableBlob(value, operation, args.flags);
  if (blob === undefined) return unchanged;
  const placed = place(args, blob, operation.range);
  const modified = placed && operation.modify(blob, placed);
  if (modified === undefined) return unchanged;
  return { value: new WireBlob(ParticleType.blob, modified), result: undefined, changed: true };
}

function operationOf({ opcode }: CdtCall) {
  return BIT_OPERATIONS[opcode as BitOp] as (typeof BIT_OPERATIONS)[BitOp] | undefined;
}

/** The bytes to work on; undefined when, by the flags, nothing is to be done. */
function modifiableBlob(
  value: WireValue | undefined,
  { creates }: BitModifyOperation,
  flags: number,
): Buffer | undefined {
  const noFail = (flags & BitWriteFlag.noFail) !== 0;
  if (value === undefined) {
    if (creates && (flags & BitWriteFlag.updateOnly) === 0) return Buffer.alloc(0);
    if (noFail) return undefined;
    throw new CommandError(ResultCode.BIN_NOT_FOUND, 'there is no blob to update');
  }
  if ((flags & BitWriteFlag.createOnly) === 0) return requireBlob(value);
  if (noFail) return undefined;
  throw new CommandError(ResultCode.BIN_EXISTS, 'the bin exists');
}

function requireBlob(value: WireValue): Buffer {
  if (value instanceof WireBlob && value.particleType === ParticleType.blob) return value.bytes;
  refuseType('bit operations need a blob');
}

function absoluteOffset(offset: number, blob: Buffer): number {
  const absolute = offset < 0 ? offset + blob.length * 8 : offset;
  if (absolute < 0) refuseParameter(`offset ${offset} is in front of the first bit`);
  return absolute;
}

/** The arguments with an absolute range; undefined when, by the flags, nothing is to be done. */
function place(args: BitArguments, blob: Buffer, rule: RangeRule): BitArguments | undefined {
  const offset = absoluteOffset(args.offset, blob);
  const available = blob.length * 8 - offset;
  if (rule === RangeRule.none || args.size <= available) return { ...args, offset };
  const cuts =
    rule === RangeRule.startsInside && available > 0 && (args.flags & BitWriteFlag.partial) !== 0;
  if (cuts) return { ...args, offset, size: available };
  if ((args.flags & BitWriteFlag.noFail) === 0) refuseOperation('the range is not inside');
  return undefined;
}
