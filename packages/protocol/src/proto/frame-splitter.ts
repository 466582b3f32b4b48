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

/**
 * Cuts a byte stream into frames. Memory is bounded by the announced size of the current frame, and
 * that by `maxBodySize`; received bytes of an incomplete frame are joined once, when it is complete.
 */
export class FrameSplitter {
  readonly #maxBodySize: number;
  readonly #types: readonly number[];
  #pending: Buffer[] = [];
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
    this.#pending.push(chunk);
    this.#pendingSize += chunk.length;
    if (this.#pendingSize < this.#needed) return undefined;
    const joined = Buffer.concat(this.#pending, this.#pendingSize);
    this.#pending = [];
    this.#pendingSize = 0;
    return joined;
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0) return;
    this.#pending = [rest];
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
