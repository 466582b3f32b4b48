import { promisify } from 'node:util';
import { inflate, inflateSync } from 'node:zlib';
import {
  PROTO_HEADER_SIZE,
  PROTO_MAX_BODY_SIZE,
  PROTO_VERSION,
  ProtoType,
  readCompressedBody,
  readProtoHeader,
  WireError,
} from '@aeroform/protocol';
import { SYNC_LIMIT } from './deflate-request.js';

const inflateLater = promisify(inflate) as (
  bytes: Buffer,
  options: { readonly maxOutputLength: number },
) => Promise<Buffer>;

/**
 * The message inside a compressed answer.
 *
 * @param body - of the frame; only read during the call.
 * @returns the body of the message; a promise of it for large ones.
 * @throws {WireError} when it is not what its sizes say, or larger than a frame may be.
 */
export function inflateAnswer(body: Buffer): Buffer | Promise<Buffer> {
  const { uncompressedSize: size, deflated } = readCompressedBody(body);
  if (size <= PROTO_HEADER_SIZE || size > PROTO_HEADER_SIZE + PROTO_MAX_BODY_SIZE) {
    throw new WireError(0, `a compressed frame of a possible size, found ${size} bytes`);
  }
  const options = { maxOutputLength: size };
  if (Math.max(size, deflated.length) <= SYNC_LIMIT) {
    return messageOf(inflateNow(deflated, options), size);
  }
  const copy = Buffer.from(deflated);
  return inflateLater(copy, options).then((frame) => messageOf(frame, size), refuse);
}

function inflateNow(deflated: Buffer, options: { readonly maxOutputLength: number }): Buffer {
  try {
    return inflateSync(deflated, options);
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new WireError(0, `a frame that can be inflated (${reason})`);
}

function messageOf(frame: Buffer, size: number): Buffer {
  if (frame.length !== size) {
    throw new WireError(0, `${size} bytes in a compressed frame, found ${frame.length}`);
  }
  const { version, type, bodySize } = readProtoHeader(frame);
  const isMessage = version === PROTO_VERSION && type === ProtoType.message;
  if (!isMessage || bodySize !== size - PROTO_HEADER_SIZE) {
    throw new WireError(0, 'a message in a compressed frame');
  }
  return frame.subarray(PROTO_HEADER_SIZE);
}
