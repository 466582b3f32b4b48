import {
  type HllOp,
  HllWriteFlag,
  MsgpackReader,
  ParticleType,
  ResultCode,
  WireBlob,
  type WireValue,
} from '@aeroform/protocol';
import { readNestedCall } from '../cdt/cdt-call.js';
import type { CdtOutcome } from '../cdt/cdt-outcome.js';
import { refuseParameter, refuseType } from '../cdt/refuse.js';
import { CommandError } from '../error/command-error.js';
import type { Estimated } from './estimate.js';
import { decodeHllArguments } from './hll-arguments.js';
import {
  HLL_OPERATIONS,
  type HllModifyOperation,
  type HllReadOperation,
} from './operation-table.js';
import { areSketchBits, decodeSketch, encodeSketch, hasData, sketchBits } from './sketch.js';

/**
 * Runs an operation that reads a HyperLogLog sketch.
 *
 * @param value the value of the bin; undefined when there is none: then nothing is read.
 * @param bytes the call as it came: `[opcode, argument…]`.
 * @throws {CommandError} 4 on bad arguments, 12 when the bin is no sketch, 26 when sketches can't be
 *   combined.
 */
export function executeHllRead(value: WireValue | undefined, bytes: Buffer): WireValue | undefined {
  if (value === undefined) return undefined;
  const { opcode, argumentCount, reader } = readNestedCall(new MsgpackReader(bytes));
  const operation = operationOf(opcode);
  if (operation?.mode !== 'read') refuseParameter(`HLL operation ${opcode} is no read`);
  const present = readBin(value);
  return operation.read(present, decodeHllArguments(reader, argumentCount, operation));
}

/**
 * Runs an operation that modifies a HyperLogLog sketch, or creates one.
 *
 * @param value the value of the bin; undefined when there is none.
 * @param bytes the call as it came.
 * @throws {CommandError} 4 on bad arguments, 6 and 17 when the flags forbid to update or create, 12
 *   when the bin is no sketch, 26 when sketches can't be combined.
 */
export function executeHllModify(value: WireValue | undefined, bytes: Buffer): CdtOutcome {
  const { opcode, argumentCount, reader } = readNestedCall(new MsgpackReader(bytes));
  const operation = operationOf(opcode);
  if (operation?.mode !== 'modify') refuseParameter(`HLL operation ${opcode} modifies nothing`);
  const present = value === undefined ? undefined : readBin(value).sketch;
  const args = decodeHllArguments(reader, argumentCount, operation);
  if (!mayWrite(present !== undefined, args.flags)) {
    return { value, result: undefined, changed: false };
  }
  const { sketch, result } = operation.modify(present, args);
  return { value: new WireBlob(ParticleType.hll, encodeSketch(sketch)), result, changed: true };
}

function operationOf(opcode: number): HllReadOperation | HllModifyOperation | undefined {
  return HLL_OPERATIONS[opcode as HllOp];
}

function readBin(value: WireValue): Estimated {
  if (!(value instanceof WireBlob) || value.particleType !== ParticleType.hll) {
    refuseType('HLL operations need a sketch');
  }
  const bits = sketchBits(value.bytes);
  if (bits === undefined || !areSketchBits(bits)) {
    throw new CommandError(ResultCode.SERVER_ERROR, 'the bin holds a broken sketch');
  }
  return { sketch: decodeSketch(value.bytes, bits), hasData: hasData(value.bytes, bits) };
}

/** Whether the flags let the bin be written; if not, it is refused or, with no-fail, left alone. */
function mayWrite(exists: boolean, flags: number): boolean {
  const forbidden = exists ? HllWriteFlag.createOnly : HllWriteFlag.updateOnly;
  if ((flags & forbidden) === 0) return true;
  if ((flags & HllWriteFlag.noFail) !== 0) return false;
  const code = exists ? ResultCode.BIN_EXISTS : ResultCode.BIN_NOT_FOUND;
  throw new CommandError(code, exists ? 'the bin exists' : 'the bin does not exist');
}
