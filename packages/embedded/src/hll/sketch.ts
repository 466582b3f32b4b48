import { HllLimit } from '@aeroform/protocol';

/** Bytes in front of the registers: flags, index bits, min-hash bits, cached count. */
const HEADER_SIZE = 11;
const CACHE_OFFSET = 3;
/** Bits of a register in front of its min-hash. */
const RANK_BITS = 6;

/** How a sketch is built. */
export interface SketchBits {
  /** There are 2^indexBits registers. */
  readonly indexBits: number;
  /** 0 for a plain HyperLogLog; otherwise each register holds so many bits of a hash, too. */
  readonly minHashBits: number;
}

/**
 * A HyperLogLog sketch, or a HyperMinHash sketch when it has min-hash bits. A register is the rank
 * (place of the first bit set in a hash, from 1; 0 for an unused register) and the min-hash.
 */
export class Sketch implements SketchBits {
  readonly indexBits: number;
  readonly minHashBits: number;
  readonly ranks: Uint8Array;
  /** At most 51 bits each; undefined without min-hash bits. */
  readonly minHashes: Float64Array | undefined;
  /** Estimate that was stored with the sketch; 0 for none. */
  cachedCount: bigint;

  constructor({ indexBits, minHashBits }: SketchBits, cachedCount = 0n) {
    this.indexBits = indexBits;
    this.minHashBits = minHashBits;
    this.ranks = new Uint8Array(2 ** indexBits);
    this.minHashes = minHashBits === 0 ? undefined : new Float64Array(2 ** indexBits);
    this.cachedCount = cachedCount;
  }

  minHash(register: number): number {
    return this.minHashes?.[register] ?? 0;
  }

  set(register: number, rank: number, minHash: number): void {
    this.ranks[register] = rank;
    if (this.minHashes !== undefined) this.minHashes[register] = minHash;
  }

  /** Raises a register to a greater value; tells whether it was smaller. */
  raise(register: number, rank: number, minHash: number): boolean {
    if (!this.isBelow(register, rank, minHash)) return false;
    this.set(register, rank, minHash);
    return true;
  }

  /** Whether the value of a register is smaller than another one. */
  isBelow(register: number, rank: number, minHash: number): boolean {
    const present = this.ranks[register] as number;
    return present < rank || (present === rank && this.minHash(register) < minHash);
  }

  copy(): Sketch {
    const copy = new Sketch(this, this.cachedCount);
    copy.ranks.set(this.ranks);
    if (this.minHashes !== undefined) copy.minHashes?.set(this.minHashes);
    return copy;
  }
}

export function areIndexBits(bits: number): boolean {
  return bits >= HllLimit.minIndexBits && bits <= HllLimit.maxIndexBits;
}

export function areMinHashBits(bits: number): boolean {
  return bits === 0 || (bits >= HllLimit.minMinHashBits && bits <= HllLimit.maxMinHashBits);
}

/** Whether both numbers of bits fit one hash together. */
export function areSketchBits({ indexBits, minHashBits }: SketchBits): boolean {
  return (
    areIndexBits(indexBits) &&
    areMinHashBits(minHashBits) &&
    indexBits + minHashBits <= HllLimit.maxCombinedBits
  );
}

/** The numbers of bits that the header tells; undefined when bytes can't be a sketch. */
export function sketchBits(bytes: Buffer): SketchBits | undefined {
  if (bytes.length < HEADER_SIZE || bytes[0] !== 0) return undefined;
  const bits = { indexBits: bytes[1] as number, minHashBits: bytes[2] as number };
  const isValid = areIndexBits(bits.indexBits) && areMinHashBits(bits.minHashBits);
  return isValid && bytes.length === sketchSize(bits) ? bits : undefined;
}

function sketchSize({ indexBits, minHashBits }: SketchBits): number {
  return HEADER_SIZE + Math.ceil(((RANK_BITS + minHashBits) * 2 ** indexBits) / 8);
}

/**
 * Whether the server takes a sketch for one with data: it looks at as many bytes as there are
 * registers, which are not all of them.
 */
export function hasData(bytes: Buffer, { indexBits }: SketchBits): boolean {
  return bytes.subarray(HEADER_SIZE, HEADER_SIZE + 2 ** indexBits).some((byte) => byte !== 0);
}

/** Decodes bytes whose header was checked by {@link sketchBits}. */
export function decodeSketch(bytes: Buffer, bits: SketchBits): Sketch {
  const sketch = new Sketch(bits, bytes.readBigUInt64LE(CACHE_OFFSET));
  let at = HEADER_SIZE * 8;
  for (let register = 0; register < sketch.ranks.length; register++) {
    sketch.set(
      register,
      readNumber(bytes, at, RANK_BITS),
      readNumber(bytes, at + RANK_BITS, bits.minHashBits),
    );
    at += RANK_BITS + bits.minHashBits;
  }
  return sketch;
}

export function encodeSketch(sketch: Sketch): Buffer {
  const bytes = Buffer.alloc(sketchSize(sketch));
  bytes[1] = sketch.indexBits;
  bytes[2] = sketch.minHashBits;
  bytes.writeBigUInt64LE(sketch.cachedCount, CACHE_OFFSET);
  let at = HEADER_SIZE * 8;
  for (let register = 0; register < sketch.ranks.length; register++) {
    writeNumber(bytes, at, RANK_BITS, sketch.ranks[register] as number);
    writeNumber(bytes, at + RANK_BITS, sketch.minHashBits, sketch.minHash(register));
    at += RANK_BITS + sketch.minHashBits;
  }
  return bytes;
}

/** An unsigned number of at most 51 bits. */
function readNumber(bytes: Buffer, offset: number, size: number): number {
  let value = 0;
  for (let at = offset, end = offset + size; at < end;) {
    const taken = Math.min(8 - (at % 8), end - at);
    const byte = bytes[at >> 3] as number;
    const part = (byte >> (8 - (at % 8) - taken)) & ((1 << taken) - 1);
    value = value * (1 << taken) + part;
    at += taken;
  }
  return value;
}

/** Writes a number into bits that are 0. */
function writeNumber(bytes: Buffer, offset: number, size: number, value: number): void {
  let rest = value;
  for (let end = offset + size; end > offset;) {
    const last = end - 1;
    const taken = Math.min((last % 8) + 1, end - offset);
    const part = rest % (1 << taken);
    bytes[last >> 3] = (bytes[last >> 3] as number) | (part << (7 - (last % 8)));
    rest = (rest - part) / (1 << taken);
    end -= taken;
  }
}
