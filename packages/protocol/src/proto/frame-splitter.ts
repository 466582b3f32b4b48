import { WireError } from '../error/wire-error.js';
import {
  PROTO_HEADER_SIZE,
  PROTO_MAX_BODY_SIZE,
  PROTO_VERSION,
  ProtoType,
  readProtoHeader,
} from './proto-header.js';

export interface Frame {
  readonly type: number;
  /** A view into the received chunk where the frame arrived whole, otherwise a buffer of its own. */
  readonly body: Buffer;
}

export interface FrameSplitterOptions {
  /** Largest body accepted, in bytes. Default 128 MiB, as the server. */
  readonly maxBodySize?: number;
  /** Frame types accepted. Default: all that the protocol defines. */
  readonly types?: readonly number[];
}

const ALL_TYPES: readonly number[] = Object.values(ProtoType);

/** Room for an incomplete frame, as a multiple of what has arrived of it. */
const GROWTH = 2;
const EMPTY = Buffer.alloc(0);

/**
 * Cuts a byte stream into frames. Memory is bounded by a small multiple of what has arrived of the
 * current frame, whatever size was announced and however small the chunks are.
 */
export class FrameSplitter {
  readonly #maxBodySize: number;
  readonly #types: readonly number[];
  /** The start of an incomplete frame; its first `#pendingSize` bytes have arrived. */
  #pending: Buffer = EMPTY;
  #pendingSize = 0;
  #needed = PROTO_HEADER_SIZE;
  #failed: WireError | undefined;

  constructor(options: FrameSplitterOptions = {}) {
    this.#maxBodySize = options.maxBodySize ?? PROTO_MAX_BODY_SIZE;
    this.#types = options.types ?? ALL_TYPES;
  }

  /** Bytes held back until the current frame is complete. */
  get bufferedSize(): number {
    return this.#pendingSize;
  }

  /**
   * Takes the next chunk and returns the frames that it completes.
   *
   * @throws {WireError} on a wrong version, type or size. The stream cannot be resynchronised after
   * that: every further call throws the same error, and the connection has to be closed. Frames in
   * front of the broken one are returned first.
   */
  push(chunk: Buffer): Frame[] {
    if (this.#failed) throw this.#failed;
    const frames: Frame[] = [];
    const bytes = this.#join(chunk);
    if (bytes === undefined) return frames;
    let offset = 0;
    while (bytes.length - offset >= PROTO_HEADER_SIZE) {
      const header = readProtoHeader(bytes, offset);
      const error = this.#judge(header.version, header.type, header.bodySize, offset);
      if (error) {
        this.#failed = error;
        if (frames.length === 0) throw error;
        return frames;
      }
      const size = PROTO_HEADER_SIZE + header.bodySize;
      if (bytes.length - offset < size) {
        this.#needed = size;
        break;
      }
      frames.push({
        type: header.type,
        body: bytes.subarray(offset + PROTO_HEADER_SIZE, offset + size),
      });
      offset += size;
      this.#needed = PROTO_HEADER_SIZE;
    }
    this.#keep(bytes.subarray(offset));
    return frames;
  }

  /** Throws the error that a call of `push` found behind frames it still returned. */
  assertIntact(): void {
    if (this.#failed) throw this.#failed;
  }

  #join(chunk: Buffer): Buffer | undefined {
    if (this.#pendingSize === 0) return chunk;
    this.#append(chunk);
    if (this.#pendingSize < this.#needed) return undefined;
    const joined = this.#pending.subarray(0, this.#pendingSize);
    this.#keep(EMPTY);
    return joined;
  }

  #append(chunk: Buffer): void {
    const size = this.#pendingSize + chunk.length;
    if (size > this.#pending.length) {
      const room = Math.max(size, Math.min(this.#needed, GROWTH * size));
      const grown = Buffer.allocUnsafe(room);
      this.#pending.copy(grown, 0, 0, this.#pendingSize);
      this.#pending = grown;
    }
    chunk.copy(this.#pending, this.#pendingSize);
    this.#pendingSize = size;
  }

  /** Holds a view back: it has no room behind it, so that nothing is written into the chunk. */
  #keep(rest: Buffer): void {
    this.#pending = rest;
    this.#pendingSize = rest.length;
  }

  #judge(version: number, type: number, size: number, offset: number): WireError | undefined {
    if (version !== PROTO_VERSION) {
      return new WireError(offset, `protocol version ${PROTO_VERSION}, found ${version}`);
    }
    if (!this.#types.includes(type)) {
      return new WireError(offset + 1, `a frame type of ${this.#types.join(', ')}, found ${type}`);
    }
    if (size > this.#maxBodySize) {
      return new WireError(
        offset + 2,
        `a body of at most ${this.#maxBodySize} bytes, found ${size}`,
      );
    }
    return undefined;
  }
}
