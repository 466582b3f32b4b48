import { HllLimit, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';

/** Bytes in front of the registers: flags, index bits, min-hash bits, cached count. */
const HLL_HEADER_SIZE = 11;
/** Bits of a register besides its min-hash bits. */
const HLL_BITS = 6;

/**
 * Checks that bytes are a HyperLogLog sketch.
 *
 * @throws {CommandError} 4 when flags, bit counts or the size are wrong.
 */
export function checkHll(bytes: Buffer): void {
  if (!isHll(bytes)) throw new CommandError(ResultCode.PARAMETER, 'no valid HLL sketch');
}

function isHll(bytes: Buffer): boolean {
  if (bytes.length < HLL_HEADER_SIZE) return false;
  const indexBits = bytes[1] as number;
  const minHashBits = bytes[2] as number;
  if (bytes[0] !== 0 || !areHllBits(indexBits, minHashBits)) return false;
  const registersSize = Math.ceil(((HLL_BITS + minHashBits) * 2 ** indexBits) / 8);
  return bytes.length === HLL_HEADER_SIZE + registersSize;
}

function areHllBits(indexBits: number, minHashBits: number): boolean {
  const limit = HllLimit;
  return (
    indexBits >= limit.minIndexBits &&
    indexBits <= limit.maxIndexBits &&
    (minHashBits === 0 ||
      (minHashBits >= limit.minMinHashBits &&
        minHashBits <= limit.maxMinHashBits &&
        indexBits + minHashBits <= limit.maxCombinedBits))
  );
}
