import { WireError } from '../error/wire-error.js';

/** Bytes in front of every frame: version, type, 48-bit body length. */
export const PROTO_HEADER_SIZE = 8;
export const PROTO_VERSION = 2;
/** The real server closes a connection that announces more (128 MiB). */
export const PROTO_MAX_BODY_SIZE = 128 * 1024 * 1024;

/** Frame types. */
export const ProtoType = {
  info: 1,
  admin: 2,
  message: 3,
  compressed: 4,
  internalXdr: 5,
} as const;
export type ProtoType = (typeof ProtoType)[keyof typeof ProtoType];

export interface ProtoHeader {
  readonly version: number;
  readonly type: number;
  /** Length of the body behind the header, in bytes. */
  readonly bodySize: number;
}

/** Writes a frame header at `offset` and returns the offset behind it. */
export function writeProtoHeader(
  buffer: Buffer,
  type: number,
  bodySize: number,
  offset = 0,
): number {
  buffer[offset] = PROTO_VERSION;
  buffer[offset + 1] = type;
  buffer.writeUIntBE(bodySize, offset + 2, 6);
  return offset + PROTO_HEADER_SIZE;
}

/**
 * Reads a frame header; version, type and size are returned as found, not judged.
 *
 * @throws {WireError} when fewer than eight bytes are left.
 */
export function readProtoHeader(buffer: Buffer, offset = 0): ProtoHeader {
  if (buffer.length - offset < PROTO_HEADER_SIZE) {
    throw new WireError(offset, `a frame header of ${PROTO_HEADER_SIZE} bytes`);
  }
  return {
    version: buffer[offset] as number,
    type: buffer[offset + 1] as number,
    bodySize: buffer.readUIntBE(offset + 2, 6),
  };
}

/** One whole frame: header and body in a buffer of its own. */
export function encodeFrame(type: number, body: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(PROTO_HEADER_SIZE + body.length);
  writeProtoHeader(frame, type, body.length);
  frame.set(body, PROTO_HEADER_SIZE);
  return frame;
}
