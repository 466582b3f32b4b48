import { promisify } from 'node:util';
import { deflate, deflateSync } from 'node:zlib';
import { encodeCompressedBody, encodeFrame, MsgpackWriter, ProtoType } from '@aeroform/protocol';

/** Up to so many bytes are sent as they are; the public clients' threshold. */
const THRESHOLD = 128;
/** Up to so many bytes are compressed at once; more are left to another thread. */
export const SYNC_LIMIT: number = 64 * 1024;
/** The fastest; that of the public clients. */
const LEVEL = 1;

const deflateLater = promisify(deflate) as (
  bytes: Buffer,
  options: { readonly level: number },
) => Promise<Buffer>;

const scratch = new MsgpackWriter();

/**
 * Compresses a request, if that makes it smaller.
 *
 * @param frame - whole, with its header.
 * @returns the frame to send; a promise of it for large ones.
 */
export function deflateRequest(frame: Buffer): Buffer | Promise<Buffer> {
  if (frame.length <= THRESHOLD) return frame;
  const options = { level: LEVEL };
  if (frame.length <= SYNC_LIMIT) return smaller(frame, deflateSync(frame, options));
  return deflateLater(frame, options).then((deflated) => smaller(frame, deflated));
}

/** What appends a request to a connection: compressed before, if asked for. */
export async function packRequest(
  write: (writer: MsgpackWriter) => void,
  compress: boolean,
): Promise<(writer: MsgpackWriter) => void> {
  if (!compress) return write;
  write(scratch.reset());
  const frame = await deflateRequest(scratch.toBuffer());
  return (writer) => void writer.bytes(frame);
}

function smaller(frame: Buffer, deflated: Buffer): Buffer {
  const packed = encodeFrame(ProtoType.compressed, encodeCompressedBody(frame.length, deflated));
  return packed.length < frame.length ? packed : frame;
}
