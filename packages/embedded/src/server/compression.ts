import { promisify } from 'node:util';
import { deflate, deflateSync, inflate, inflateSync } from 'node:zlib';
import {
  encodeFrame,
  PROTO_HEADER_SIZE,
  PROTO_MAX_BODY_SIZE,
  PROTO_VERSION,
  ProtoType,
  readProtoHeader,
} from '@aeroform/protocol';
import { MalformedMessageError } from '../error/malformed-message-error.js';

/** The size of what is compressed stands in front of it. */
const SIZE_SIZE = 8;
/**
 * Smaller answers are sent as they are. The clients' own threshold for requests; the server's is not
 * public.
 */
const COMPRESSION_THRESHOLD = 128;
/** Up to so many bytes are compressed or inflated at once; more are left to another thread. */
const SYNC_LIMIT = 64 * 1024;
/** The level that the C client compresses with. */
const LEVEL = 1;

const inflateAsync = promisify(inflate) as (
  bytes: Buffer,
  options: { readonly maxOutputLength: number },
) => Promise<Buffer>;
const deflateAsync = promisify(deflate) as (
  bytes: Buffer,
  options: { readonly level: number },
) => Promise<Buffer>;

/**
 * The message inside a compressed frame: the size of the message's own frame in 8 bytes, then that
 * frame as zlib has packed it.
 *
 * @returns the body of the message; a promise of it for large ones.
 * @throws {MalformedMessageError} when it is not what its sizes say, or larger than a frame may be.
 */
export function inflateMessage(body: Buffer): Buffer | Promise<Buffer> {
  const size = inflatedSize(body);
  const packed = body.subarray(SIZE_SIZE);
  const options = { maxOutputLength: size };
  if (Math.max(size, packed.length) > SYNC_LIMIT) {
    return inflateAsync(packed, options).then((frame) => messageOf(frame, size), refuse);
  }
  return messageOf(inflateNow(packed, options), size);
}

/**
 * The message inside a compressed frame, whatever its size.
 *
 * @throws {MalformedMessageError} as {@link inflateMessage} does.
 */
export function inflateMessageSync(body: Buffer): Buffer {
  const size = inflatedSize(body);
  return messageOf(inflateNow(body.subarray(SIZE_SIZE), { maxOutputLength: size }), size);
}

/** A frame's type and body. */
export interface PackedFrame {
  readonly type: ProtoType;
  readonly body: Buffer;
}

/**
 * Compresses a message, if that makes it smaller.
 *
 * @param message - without the header of its frame.
 * @returns the frame to send; a promise of it for large messages.
 */
export function packMessage(message: Buffer): PackedFrame | Promise<PackedFrame> {
  if (PROTO_HEADER_SIZE + message.length <= COMPRESSION_THRESHOLD) return unpacked(message);
  const frame = encodeFrame(ProtoType.message, message);
  const options = { level: LEVEL };
  return frame.length > SYNC_LIMIT
    ? deflateAsync(frame, options).then((packed) => smaller(message, packed))
    : smaller(message, deflateSync(frame, options));
}

function smaller(message: Buffer, packed: Buffer): PackedFrame {
  if (SIZE_SIZE + packed.length >= message.length) return unpacked(message);
  const size = Buffer.alloc(SIZE_SIZE);
  size.writeBigUInt64BE(BigInt(PROTO_HEADER_SIZE + message.length));
  return { type: ProtoType.compressed, body: Buffer.concat([size, packed]) };
}

function unpacked(body: Buffer): PackedFrame {
  return { type: ProtoType.message, body };
}

function inflatedSize(body: Buffer): number {
  if (body.length < SIZE_SIZE) throw new MalformedMessageError('a compressed frame has no size');
  const size = Number(body.readBigUInt64BE());
  if (size <= PROTO_HEADER_SIZE || size > PROTO_HEADER_SIZE + PROTO_MAX_BODY_SIZE) {
    throw new MalformedMessageError(`a compressed frame holds ${size} bytes`);
  }
  return size;
}

function inflateNow(packed: Buffer, options: { readonly maxOutputLength: number }): Buffer {
  try {
    return inflateSync(packed, options);
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw new MalformedMessageError('a compressed frame can not be inflated');
}

function messageOf(frame: Buffer, size: number): Buffer {
  if (frame.length !== size) throw new MalformedMessageError('a compressed frame has a wrong size');
  const { version, type, bodySize } = readProtoHeader(frame);
  const isMessage = version === PROTO_VERSION && type === ProtoType.message;
  if (!isMessage || bodySize !== size - PROTO_HEADER_SIZE) {
    throw new MalformedMessageError('a compressed frame holds no message');
  }
  return frame.subarray(PROTO_HEADER_SIZE);
}
