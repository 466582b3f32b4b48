import { BitResizeFlag, BitWriteFlag } from '@aeroform/protocol';
import { refuseParameter } from '../cdt/refuse.js';
import { type BitArguments, MAX_BYTES } from './bit-arguments.js';

/**
 * Bytes of another length: zeros are added or bytes are cut off, at the end or in front.
 *
 * @returns undefined when nothing is to be done.
 */
export function resize(bytes: Buffer, { size, flags, subflags }: BitArguments): Buffer | undefined {
  const length = size / 8;
  if (length === bytes.length) return undefined;
  const forbidden = length < bytes.length ? BitResizeFlag.growOnly : BitResizeFlag.shrinkOnly;
  if ((subflags & forbidden) !== 0) {
    return refuseUnlessNoFail(flags, `the bytes may not be resized to ${length}`);
  }
  requireLength(length);
  const fromFront = (subflags & BitResizeFlag.fromFront) !== 0;
  if (length < bytes.length) {
    const cut = bytes.length - length;
    return Buffer.from(fromFront ? bytes.subarray(cut) : bytes.subarray(0, length));
  }
  const zeros = Buffer.alloc(length - bytes.length);
  return Buffer.concat(fromFront ? [zeros, bytes] : [bytes, zeros]);
}

/** Bytes inserted in front of an offset; a gap behind the end is filled with zeros. */
export function insert(bytes: Buffer, { offset, bytes: added }: BitArguments): Buffer {
  const at = offset / 8;
  requireLength(Math.max(at, bytes.length) + added.length);
  const gap = Buffer.alloc(Math.max(at - bytes.length, 0));
  return Buffer.concat([bytes.subarray(0, at), gap, added, bytes.subarray(at)]);
}

/**
 * Bytes without a range.
 *
 * @returns undefined when nothing is to be done.
 */
export function remove(bytes: Buffer, { offset, size, flags }: BitArguments): Buffer | undefined {
  const start = offset / 8;
  const end = start + size / 8;
  const partial = (flags & BitWriteFlag.partial) !== 0;
  if (start >= bytes.length || (end > bytes.length && !partial)) {
    return refuseUnlessNoFail(flags, 'the range to remove ends behind the bytes');
  }
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
}

function refuseUnlessNoFail(flags: number, reason: string): undefined {
  if ((flags & BitWriteFlag.noFail) === 0) refuseParameter(reason);
  return undefined;
}

function requireLength(length: number): void {
  if (length >= MAX_BYTES) refuseParameter(`${length} bytes are too many`);
}
