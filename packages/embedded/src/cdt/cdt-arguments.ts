import {
  decodeValue,
  WireError,
  WireInfinity,
  WireList,
  WireMap,
  type WireValue,
  WireWildcard,
  wireValueFactory,
} from '@aeroform/protocol';
import type { CdtCall } from './cdt-call.js';
import { refuseParameter } from './refuse.js';

/** The arguments of an operation; those that it does not have or were not sent hold defaults. */
export interface CdtArguments {
  /** What to answer, and whether to invert: see `CdtReturnType`, `CDT_INVERTED`. */
  returnType: number;
  /** Index or rank; negative numbers count from the end. */
  index: number;
  count: number;
  /** Order of a list or map to be created or set. */
  order: number;
  /** Write or sort flags. */
  flags: number;
  /** Value to compare with, or list of such values. */
  value: WireValue;
  /** Value that ends an interval; undefined for an open one. */
  end: WireValue | undefined;
  /** What to add; undefined for 1. */
  delta: WireValue | undefined;
  /** Value or items to store. */
  stored: WireValue;
  storedKey: WireValue;
}

export type CdtParameter = keyof CdtArguments;

/**
 * Decodes the arguments of a call.
 *
 * @param parameters names in the order on the wire.
 * @param required how many of them must be there.
 * @throws {CommandError} 4 on too few, too many or ill-typed arguments.
 */
export function decodeArguments(
  call: CdtCall,
  parameters: readonly CdtParameter[],
  required: number,
): CdtArguments {
  const sent = call.argumentCount;
  const args = defaultArguments();
  // Arguments of operations without parameters are not looked at.
  if (parameters.length === 0) return args;
  if (sent < required || sent > parameters.length) {
    refuseParameter(`operation ${call.opcode}: ${sent} arguments instead of ${required}`);
  }
  try {
    for (let i = 0; i < sent; i++) DECODERS[parameters[i] as CdtParameter](call, args);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    refuseParameter(`operation ${call.opcode}: ${error.message}`);
  }
  return args;
}

function defaultArguments(): CdtArguments {
  return {
    returnType: 0,
    index: 0,
    count: 0xffff_ffff,
    order: 0,
    flags: 0,
    value: null,
    end: undefined,
    delta: undefined,
    stored: null,
    storedKey: null,
  };
}

const DECODERS: Record<CdtParameter, (call: CdtCall, args: CdtArguments) => void> = {
  returnType: (call, args) => (args.returnType = readFlags(call)),
  index: (call, args) => (args.index = readSigned(call)),
  count: (call, args) => (args.count = readUnsigned(call)),
  order: (call, args) => (args.order = readFlags(call) & 0xff),
  flags: (call, args) => (args.flags = readFlags(call)),
  value: (call, args) => (args.value = readElement(call)),
  end: (call, args) => (args.end = readElement(call)),
  delta: (call, args) => (args.delta = readElement(call)),
  stored: (call, args) => (args.stored = readStored(call)),
  storedKey: (call, args) => (args.storedKey = readStored(call)),
};

/** The low 32 bits of an integer. */
function readFlags({ reader }: CdtCall): number {
  return Number(BigInt.asIntN(32, BigInt(reader.readInteger())));
}

/** A signed 64-bit integer; those beyond ±2^53 are rounded, which no index can tell. */
export function readSigned({ reader }: CdtCall): number {
  const value = reader.readInteger();
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : value;
}

/** An unsigned 64-bit integer: negative ones are huge. */
function readUnsigned({ reader }: CdtCall): number {
  const value = reader.readInteger();
  return value < 0 ? Number(BigInt.asUintN(64, BigInt(value))) : Number(value);
}

export function readElement(call: CdtCall): WireValue {
  return decodeValue(call.reader, wireValueFactory);
}

/** A value to be stored: infinity and wildcards are refused at once. */
function readStored(call: CdtCall): WireValue {
  const value = readElement(call);
  if (isComparisonOnly(value)) refuseParameter('infinity and wildcards cannot be stored');
  return value;
}

function isComparisonOnly(value: WireValue): boolean {
  if (value instanceof WireList) return value.items.some(isComparisonOnly);
  if (value instanceof WireMap) {
    return value.keys.some(isComparisonOnly) || value.values.some(isComparisonOnly);
  }
  return value instanceof WireInfinity || value instanceof WireWildcard;
}
