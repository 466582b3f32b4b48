import {
  PROTO_HEADER_SIZE,
  PROTO_MAX_BODY_SIZE,
  PROTO_VERSION,
  WireError,
} from '@aeroform/protocol';

/**
 * Takes one frame body, as a range of a buffer that is only valid during the call.
 *
 * @returns false to stop: the connection is gone and what follows must not be read.
 */
export type FrameHandler = (type: number, buffer: Buffer, start: number, end: number) => boolean;

/**
 * Cuts received chunks into frames without an allocation for each frame: whole frames are handed on
 * in place, and only the frame that straddles two chunks is copied. The chunk may be reused by the
 * caller as soon as `push` returns.
 */
export class FrameReader {
  readonly #onFrame: FrameHandler;
  readonly #header: Buffer = Buffer.allocUnsafe(PROTO_HEADER_SIZE);
  #frame: Buffer | undefined;
  #filled = 0;

  constructor(onFrame: FrameHandler) {
    this.#onFrame = onFrame;
  }

  /**
   * Takes the first `length` bytes of a chunk.
   *
   * @throws {WireError} on a wrong version or size: the stream cannot be resynchronised after that.
   */
  push(chunk: Buffer, length: number): void {
    let offset = 0;
    if (this.#filled > 0) {
      offset = this.#completeStraddling(chunk, length);
      if (offset < 0) return;
    }
    while (length - offset >= PROTO_HEADER_SIZE) {
      const start = offset + PROTO_HEADER_SIZE;
      const end = start + bodySize(chunk, offset);
      if (end > length) break;
      if (!this.#onFrame(chunk[offset + 1] as number, chunk, start, end)) return;
      offset = end;
    }
    if (offset < length) this.#keep(chunk, offset, length);
  }

  /** Fills up the frame begun in an earlier chunk; returns the offset behind it, -1 to stop. */
  #completeStraddling(chunk: Buffer, length: number): number {
    let offset = 0;
    if (this.#frame === undefined) {
      offset = this.#fill(this.#header, chunk, 0, length);
      if (this.#filled < PROTO_HEADER_SIZE) return length;
      this.#openFrame();
    }
    const frame = this.#frame as unknown as Buffer;
    offset = this.#fill(frame, chunk, offset, length);
    if (this.#filled < frame.length) return length;
    this.#frame = undefined;
    this.#filled = 0;
    return this.#onFrame(frame[1] as number, frame, PROTO_HEADER_SIZE, frame.length) ? offset : -1;
  }

  #keep(chunk: Buffer, offset: number, length: number): void {
    const next = this.#fill(this.#header, chunk, offset, length);
    if (this.#filled < PROTO_HEADER_SIZE) return;
    this.#openFrame();
    this.#fill(this.#frame as unknown as Buffer, chunk, next, length);
  }

  #openFrame(): void {
    this.#frame = Buffer.allocUnsafe(PROTO_HEADER_SIZE + bodySize(this.#header, 0));
    this.#header.copy(this.#frame);
  }

  #fill(target: Buffer, chunk: Buffer, offset: number, length: number): number {
    const end = Math.min(length, offset + target.length - this.#filled);
    chunk.copy(target, this.#filled, offset, end);
    this.#filled += end - offset;
    return end;
  }
}

function bodySize(buffer: Buffer, at: number): number {
  const version = buffer[at] as number;
  if (version !== PROTO_VERSION) {
    throw new WireError(at, `protocol version ${PROTO_VERSION}, found ${version}`);
  }
  const size = buffer.readUInt16BE(at + 2) * 0x1_0000_0000 + buffer.readUInt32BE(at + 4);
  if (size > PROTO_MAX_BODY_SIZE) {
    throw new WireError(at + 2, `a body of at most ${PROTO_MAX_BODY_SIZE} bytes, found ${size}`);
  }
  return size;
}
