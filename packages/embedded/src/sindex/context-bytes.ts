import {
  CdtContextFlag,
  decodeValue,
  encodeWireValue,
  MsgpackReader,
  ResultCode,
  WireError,
  wireValueFactory,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';

/** Why bytes cannot be the context of an index. */
export type ContextFault = 'no context' | 'not normalized';

/** Of the type of a step only the low byte counts: what it goes by, and in what. */
const KIND_MASK = 0x0f;
const LIST_BIT = 0x10;
const MAP_BIT = 0x20;
const LAST_KIND = 3;
const KEY_KIND = 2;

/**
 * Looks for what is wrong with the msgpack of a path: it must be a list of pairs, type and value of each
 * step, in the shortest encoding, so that equal paths are equal bytes. Bytes behind it are accepted.
 */
export function contextFault(bytes: Buffer): ContextFault | undefined {
  try {
    const reader = new MsgpackReader(bytes);
    const size = reader.readArrayHeader();
    if (size === 0 || size % 2 !== 0) return 'no context';
    for (let i = 0; i < size; i += 2) {
      if (!isReadStep(Number(BigInt(reader.readInteger()) & 0xffn))) return 'no context';
      reader.skipElement();
    }
    return isNormalized(bytes.subarray(0, reader.offset)) ? undefined : 'not normalized';
  } catch (error) {
    if (error instanceof WireError) return 'no context';
    throw error;
  }
}

/** @throws {CommandError} 4 when bytes cannot be the context of an index. */
export function checkContextBytes(bytes: Buffer): void {
  const fault = contextFault(bytes);
  if (fault !== undefined) {
    throw new CommandError(ResultCode.PARAMETER, `an index context: ${fault}`);
  }
}

/** True for steps that create nothing: an index only reads. */
function isReadStep(type: number): boolean {
  const kind = type & KIND_MASK;
  const inList = (type & LIST_BIT) !== 0;
  const inMap = (type & MAP_BIT) !== 0;
  if ((type & CdtContextFlag.createMask) !== 0 || kind > LAST_KIND || (inList && inMap)) {
    return false;
  }
  return !inList || kind !== KEY_KIND;
}

function isNormalized(bytes: Buffer): boolean {
  try {
    return encodeWireValue(decodeValue(new MsgpackReader(bytes), wireValueFactory)).equals(bytes);
  } catch (error) {
    // Elements that are no values lead nowhere, but the server takes them.
    if (error instanceof WireError || error instanceof RangeError) return true;
    throw error;
  }
}
