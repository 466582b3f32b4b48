import { ByteReader } from '../bytes/byte-reader.js';

export interface CompressedFrame {
  /** Size of the frame after inflation, its own header included, in bytes. */
  readonly uncompressedSize: number;
  /** The zlib stream. */
  readonly deflated: Buffer;
}

/**
 * Reads the body of a frame of type `compressed`: the inflated size, then a zlib stream that holds
 * one whole frame. Inflation itself is I/O-bound work of the caller.
 *
 * @throws {WireError} when the size is missing.
 */
export function readCompressedBody(body: Buffer): CompressedFrame {
  const reader = new ByteReader(body);
  const uncompressedSize = Number(reader.u64('the uncompressed size'));
  return { uncompressedSize, deflated: body.subarray(reader.offset) };
}

/** Writes the body of a frame of type `compressed`. */
export function encodeCompressedBody(uncompressedSize: number, deflated: Uint8Array): Buffer {
  const body = Buffer.allocUnsafe(8 + deflated.length);
  body.writeBigUInt64BE(BigInt(uncompressedSize), 0);
  body.set(deflated, 8);
  return body;
}
