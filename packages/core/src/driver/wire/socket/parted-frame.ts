const LEAST_CAPACITY = 4096;

/**
 * Takes a part of a frame.
 *
 * @param isLast - the frame ends with it.
 * @returns the offset behind what it could read, the rest comes again in front of the next part; -1 to stop.
 */
export type PartHandler = (buffer: Buffer, start: number, end: number, isLast: boolean) => number;

/** A long frame that is handed on as it comes, so that it is never in memory as a whole. */
export class PartedFrame {
  readonly #onPart: PartHandler;
  /** Bytes of the frame that are still to come. */
  #left: number;
  /** What could not be read without what follows. */
  #rest: Buffer = Buffer.alloc(0);
  #filled = 0;
  /** Looking at a long piece again for each chunk would take ever longer. */
  #wanted = 0;

  constructor(size: number, onPart: PartHandler) {
    this.#left = size;
    this.#onPart = onPart;
  }

  get isOver(): boolean {
    return this.#left === 0;
  }

  /** Takes what belongs to the frame of a range; returns the offset behind it, -1 to stop. */
  take(chunk: Buffer, from: number, to: number): number {
    const end = Math.min(to, from + this.#left);
    if (end === from && !this.isOver) return end;
    this.#left -= end - from;
    if (this.#filled === 0) {
      const read = this.#onPart(chunk, from, end, this.isOver);
      if (read < 0) return -1;
      this.#append(chunk, read, end);
    } else {
      this.#append(chunk, from, end);
      if ((this.isOver || this.#filled >= this.#wanted) && !this.#readRest()) return -1;
    }
    this.#wanted = Math.max(this.#wanted, 2 * this.#filled);
    return end;
  }

  #readRest(): boolean {
    const read = this.#onPart(this.#rest, 0, this.#filled, this.isOver);
    if (read < 0) return false;
    this.#rest.copyWithin(0, read, this.#filled);
    this.#filled -= read;
    if (read > 0) this.#wanted = 0;
    return true;
  }

  #append(chunk: Buffer, from: number, to: number): void {
    const needed = this.#filled + to - from;
    if (needed > this.#rest.length) {
      const larger = Buffer.allocUnsafe(Math.max(LEAST_CAPACITY, 2 * needed));
      this.#rest.copy(larger, 0, 0, this.#filled);
      this.#rest = larger;
    }
    chunk.copy(this.#rest, this.#filled, from, to);
    this.#filled = needed;
  }
}
