import { DIGEST_SIZE } from '@aeroform/protocol';

/** Whoever keeps one digest keeps this many bytes; of Node's own pool it would be 8 KB. */
const PIECE_SIZE = 100 * DIGEST_SIZE;

/**
 * Makes digests of records that are read in large numbers, many in one piece of memory: each by itself
 * takes twice the bytes of the heap, and more than twice the time where records are kept.
 */
export class DigestPool {
  #piece: Buffer = Buffer.alloc(0);
  #used = 0;

  /** A copy of the digest that begins there. */
  copy(source: Buffer, start: number): Buffer {
    if (this.#used === this.#piece.length) {
      this.#piece = Buffer.allocUnsafeSlow(PIECE_SIZE);
      this.#used = 0;
    }
    const from = this.#used;
    const piece = this.#piece;
    for (let i = 0; i < DIGEST_SIZE; i++) piece[from + i] = source[start + i] as number;
    this.#used = from + DIGEST_SIZE;
    return piece.subarray(from, this.#used);
  }
}
