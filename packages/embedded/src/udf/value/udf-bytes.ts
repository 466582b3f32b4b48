import { ParticleType } from '@aeroform/protocol';

/** Most bytes that Lua code can reserve. */
const MAX_CAPACITY = 128 * 1024 * 1024;

/** Bytes as Lua code sees them: changed in place, and shared by all who hold them. */
export class UdfBytes {
  /** Particle type of the blob that they become. */
  particleType: number = ParticleType.blob;
  #buffer: Buffer;
  #size: number;
  /** Bytes that there is room for; the buffer may be larger. */
  #capacity: number;

  private constructor(buffer: Buffer, size: number) {
    this.#buffer = buffer;
    this.#size = size;
    this.#capacity = buffer.length;
  }

  /** No bytes yet, but room for some; undefined when that is too much. */
  static withCapacity(capacity: number): UdfBytes | undefined {
    return capacity > MAX_CAPACITY ? undefined : new UdfBytes(Buffer.alloc(capacity), 0);
  }

  /** A copy of bytes. */
  static of(bytes: Buffer, particleType: number = ParticleType.blob): UdfBytes {
    const copy = new UdfBytes(Buffer.from(bytes), bytes.length);
    copy.particleType = particleType;
    return copy;
  }

  get size(): number {
    return this.#size;
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** The bytes: a view. */
  get content(): Buffer {
    return this.#buffer.subarray(0, this.#size);
  }

  /** Makes room. Returns false when that is too much. */
  ensure(capacity: number): boolean {
    if (capacity > MAX_CAPACITY) return false;
    this.#capacity = Math.max(this.#capacity, capacity);
    if (this.#capacity > this.#buffer.length) {
      const larger = Buffer.alloc(Math.min(MAX_CAPACITY, this.#capacity * 2));
      this.#buffer.copy(larger);
      this.#buffer = larger;
    }
    return true;
  }

  /** Overwrites bytes from an index on, and grows as needed. Returns false when that is too much. */
  write(index: number, bytes: Buffer): boolean {
    if (!this.#put(index, bytes)) return false;
    this.#size = Math.max(this.#size, index + bytes.length);
    return true;
  }

  /** As {@link write}, but bytes behind the end stay outside until others are written behind them. */
  writeUnsized(index: number, bytes: Buffer): boolean {
    return this.#put(index, bytes);
  }

  /** So many bytes from an index on, a copy; undefined when there are fewer. */
  read(index: number, size: number): Buffer | undefined {
    const end = index + size;
    return end > this.#size ? undefined : Buffer.from(this.#buffer.subarray(index, end));
  }

  /**
   * So many bytes from an index on, also from behind the end; zeros where there is no room for any.
   *
   * @returns undefined when that is too much.
   */
  readPadded(index: number, size: number): Buffer | undefined {
    if (size > MAX_CAPACITY) return undefined;
    const bytes = Buffer.alloc(size);
    this.#buffer.copy(bytes, 0, Math.min(index, this.#buffer.length));
    return bytes;
  }

  #put(index: number, bytes: Buffer): boolean {
    if (!this.ensure(index + bytes.length)) return false;
    bytes.copy(this.#buffer, index);
    return true;
  }
}
