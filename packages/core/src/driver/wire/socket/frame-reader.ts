import {
  PROTO_HEADER_SIZE,
  PROTO_MAX_BODY_SIZE,
  PROTO_VERSION,
  WireError,
} from '@aeroform/protocol';
import { PartedFrame, type PartHandler } from './parted-frame.js';

/** Takes the frames that a connection brings. */
export interface FrameHandler {
  /**
   * Takes one frame body, as a range of a buffer.
   *
   * @param isOwn - nobody else uses the buffer; otherwise it is only valid during the call.
   * @returns false to stop: the connection is gone and what follows must not be read.
   */
  onFrame(type: number, buffer: Buffer, start: number, end: number, isOwn: boolean): boolean;
  /** Whether a frame that comes in several chunks is wanted as it comes, and not as a whole. */
  takesParts(type: number): boolean;
  /** Takes a part of such a frame. */
  readonly onPart: PartHandler;
}

/**
 * Cuts received chunks into frames without an allocation for each frame: whole frames are handed on
 * in place, and only the frame that straddles two chunks is copied. The chunk may be reused by the
 * caller as soon as `push` returns.
 */
export class FrameReader {
  readonly #handler: FrameHandler;
  readonly #header: Buffer = Buffer.allocUnsafe(PROTO_HEADER_SIZE);
  #frame: Buffer | undefined;
  #parted: PartedFrame | undefined;
  #filled = 0;

  constructor(handler: FrameHandler) {
    this.#handler = handler;
  }

  /**
   * Takes the first `length` bytes of a chunk.
   *
   * @throws {WireError} on a wrong version or size: the stream cannot be resynchronised after that.
   */
  push(chunk: Buffer, length: number): void {
    let offset = 0;
    if (this.#filled > 0) {
      offset = this.#goOn(chunk, 0, length);
      if (offset < 0) return;
    }
    while (length - offset >= PROTO_HEADER_SIZE) {
      const start = offset + PROTO_HEADER_SIZE;
      const end = start + bodySize(chunk, offset);
      if (end > length) break;
      const type = chunk[offset + 1] as number;
      if (!this.#handler.onFrame(type, chunk, start, end, false)) return;
      offset = end;
    }
    if (offset < length) this.#goOn(chunk, offset, length);
  }

  /** Takes more of the frame that is not whole; returns the offset behind it, -1 to stop. */
  #goOn(chunk: Buffer, from: number, length: number): number {
    let offset = from;
    if (this.#filled < PROTO_HEADER_SIZE) {
      offset = this.#fill(this.#header, chunk, offset, length);
      if (this.#filled < PROTO_HEADER_SIZE) return length;
      this.#openFrame();
    }
    if (this.#parted !== undefined) return this.#takePart(this.#parted, chunk, offset, length);
    const frame = this.#frame as Buffer;
    offset = this.#fill(frame, chunk, offset, length);
    if (this.#filled < frame.length) return length;
    this.#frame = undefined;
    this.#filled = 0;
    const goesOn = this.#handler.onFrame(
      frame[1] as number,
      frame,
      PROTO_HEADER_SIZE,
      frame.length,
      true,
    );
    return goesOn ? offset : -1;
  }

  #takePart(parted: PartedFrame, chunk: Buffer, from: number, length: number): number {
    const offset = parted.take(chunk, from, length);
    if (parted.isOver) {
      this.#parted = undefined;
      this.#filled = 0;
    }
    return offset;
  }

  #openFrame(): void {
    const size = bodySize(this.#header, 0);
    if (this.#handler.takesParts(this.#header[1] as number)) {
      this.#parted = new PartedFrame(size, this.#handler.onPart);
      return;
    }
    this.#frame = Buffer.allocUnsafe(PROTO_HEADER_SIZE + size);
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
