import type { Answers, Mode } from './op.js';
import type { BitArithmeticOptions, BitResizeOptions, BitWriteOptions } from './write-options.js';
import type { ScalarWriter } from './writer.js';

/**
 * Operations on bytes that are a bin of their own. Bits are counted from the left, 0 is the highest of
 * the first byte; offsets below 0 count from the end. Bits beyond the end are an error of the server;
 * so are bit operations on a bin that is not there, except `bitResize` and `bitInsert`.
 */
export interface BytesWriter<
  V = Uint8Array,
  M extends Mode = 'op',
  T = object,
> extends ScalarWriter<V, M, T> {
  /** Adds bytes at the end; an absent value counts as empty. */
  append(bytes: Uint8Array): Answers<void>[M];
  /** Adds bytes at the beginning; an absent value counts as empty. */
  prepend(bytes: Uint8Array): Answers<void>[M];
  /** Replaces bits by those of some bytes. */
  bitSet(offset: number, size: number, bits: Uint8Array, o?: BitWriteOptions): Answers<void>[M];
  /** Sets the bits that are set in some bytes. */
  bitOr(offset: number, size: number, bits: Uint8Array, o?: BitWriteOptions): Answers<void>[M];
  /** Flips the bits that are set in some bytes. */
  bitXor(offset: number, size: number, bits: Uint8Array, o?: BitWriteOptions): Answers<void>[M];
  /** Clears the bits that are not set in some bytes. */
  bitAnd(offset: number, size: number, bits: Uint8Array, o?: BitWriteOptions): Answers<void>[M];
  /** Flips bits. */
  bitNot(offset: number, size: number, options?: BitWriteOptions): Answers<void>[M];
  /** Moves bits to the left within their range and fills with 0. */
  bitLshift(offset: number, size: number, by: number, o?: BitWriteOptions): Answers<void>[M];
  /** Moves bits to the right within their range and fills with 0. */
  bitRshift(offset: number, size: number, by: number, o?: BitWriteOptions): Answers<void>[M];
  /** Replaces up to 64 bits by an integer. */
  bitSetInt(
    offset: number,
    size: number,
    value: number | bigint,
    o?: BitWriteOptions,
  ): Answers<void>[M];
  /** Adds to up to 64 bits as an integer. */
  bitAdd(
    offset: number,
    size: number,
    by: number | bigint,
    o?: BitArithmeticOptions,
  ): Answers<void>[M];
  /** Subtracts from up to 64 bits as an integer. */
  bitSubtract(
    offset: number,
    size: number,
    by: number | bigint,
    o?: BitArithmeticOptions,
  ): Answers<void>[M];
  /** Inserts bytes before a byte; beyond the end, the gap is filled with 0. */
  bitInsert(byteOffset: number, bytes: Uint8Array, options?: BitWriteOptions): Answers<void>[M];
  /** Removes bytes. */
  bitRemove(byteOffset: number, byteSize: number, options?: BitWriteOptions): Answers<void>[M];
  /** Gives the value a size in bytes; new ones are 0. Makes the bin when it is missing. */
  bitResize(byteSize: number, options?: BitResizeOptions): Answers<void>[M];
  /** How many bits of a range are set. */
  bitCount(offset: number, size: number): Answers<number>[M];
  /** Bits as bytes, aligned to the left. */
  bitGet(offset: number, size: number): Answers<Uint8Array>[M];
  /**
   * Up to 64 bits as an integer, not signed by default; a bigint beyond ±(2^53 − 1). The server's integers
   * are signed: 64 bits of which the first is set come as a negative one, whatever `signed` says;
   * `BigInt.asUintN(64, BigInt(value))` is the unsigned one.
   */
  bitGetInt(
    offset: number,
    size: number,
    options?: { readonly signed?: boolean },
  ): Answers<number | bigint>[M];
  /** The place in the range of the first bit with a value; -1 when there is none. */
  bitLscan(offset: number, size: number, value: boolean): Answers<number>[M];
  /** The place in the range of the last bit with a value; -1 when there is none. */
  bitRscan(offset: number, size: number, value: boolean): Answers<number>[M];
}
