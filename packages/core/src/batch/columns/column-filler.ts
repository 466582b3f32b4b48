import { decodeParticle, ParticleType, readInt64 } from '@aeroform/protocol';
import type { BinValue } from '../../value/bin-value.js';
import { Double } from '../../value/double.js';
import { valueFactory } from '../../value/value-factory.js';
import {
  bytesOf,
  type BytesColumn,
  type ColumnArray,
  type ColumnType,
  makeArray,
  type NumberArray,
  type NumberType,
  type VectorColumn,
} from './column-type.js';
import { FIT_NUMBER, MisfitError } from './fit-number.js';

/** Fills one column, row by row. Both methods throw {@link MisfitError} for what does not fit. */
export interface ColumnFiller {
  readonly array: ColumnArray;
  /** From a value as drivers decode it. */
  fill(row: number, value: BinValue): void;
  /** From a bin as it came: `end` is behind its last byte. */
  fillFrom(row: number, particleType: number, buffer: Buffer, start: number, end: number): void;
}

/** Makes the filler of a column with so many rows. */
export function columnFiller(type: ColumnType, rows: number): ColumnFiller {
  if (typeof type === 'string') return new NumberFiller(type, rows);
  return type.type === 'bytes' ? new BytesFiller(type, rows) : new VectorFiller(type, rows);
}

class NumberFiller implements ColumnFiller {
  readonly array: NumberArray;
  readonly #type: NumberType;
  readonly #fit: (array: NumberArray, at: number, value: number | bigint) => void;

  constructor(type: NumberType, rows: number) {
    this.array = makeArray(type, rows);
    this.#type = type;
    this.#fit = FIT_NUMBER[type];
  }

  fill(row: number, value: BinValue): void {
    this.#fit(this.array, row, toNumber(value, this.#type));
  }

  fillFrom(row: number, particleType: number, buffer: Buffer, start: number, end: number): void {
    if (particleType === ParticleType.integer && end - start === 8) {
      this.#fit(this.array, row, readInt64(buffer, start));
    } else if (particleType === ParticleType.double && end - start === 8) {
      this.#fit(this.array, row, buffer.readDoubleBE(start));
    } else {
      this.fill(row, decodeParticle(valueFactory, particleType, buffer, start, end));
    }
  }
}

class BytesFiller implements ColumnFiller {
  readonly array: Uint8Array;
  readonly #size: number;

  constructor({ size }: BytesColumn, rows: number) {
    this.array = new Uint8Array(size * rows);
    this.#size = size;
  }

  fill(row: number, value: BinValue): void {
    if (typeof value === 'string') this.#put(row, Buffer.from(value));
    else if (value instanceof Uint8Array) this.#put(row, value);
    else throw new MisfitError(`${typeOf(value)} is no bytes`);
  }

  fillFrom(row: number, particleType: number, buffer: Buffer, start: number, end: number): void {
    const isText = particleType === ParticleType.string;
    if (isText || particleType === ParticleType.blob) this.#put(row, buffer.subarray(start, end));
    else this.fill(row, decodeParticle(valueFactory, particleType, buffer, start, end));
  }

  #put(row: number, bytes: Uint8Array): void {
    if (bytes.length > this.#size) {
      throw new MisfitError(`${bytes.length} bytes do not fit ${this.#size}`);
    }
    this.array.set(bytes, row * this.#size);
  }
}

class VectorFiller implements ColumnFiller {
  readonly array: NumberArray;
  readonly #type: VectorColumn;

  constructor(type: VectorColumn, rows: number) {
    this.array = makeArray(type.of, type.length * rows);
    this.#type = type;
  }

  fill(row: number, value: BinValue): void {
    if (value instanceof Uint8Array) this.#copy(row, value);
    else if (Array.isArray(value)) this.#fillList(row, value as readonly BinValue[]);
    else throw new MisfitError(`${typeOf(value)} is neither a list nor bytes`);
  }

  fillFrom(row: number, particleType: number, buffer: Buffer, start: number, end: number): void {
    if (particleType === ParticleType.blob) this.#copy(row, buffer.subarray(start, end));
    else this.fill(row, decodeParticle(valueFactory, particleType, buffer, start, end));
  }

  #fillList(row: number, list: readonly BinValue[]): void {
    const { of, length } = this.#type;
    if (list.length !== length) {
      throw new MisfitError(`a list of ${list.length} is no vector of ${length}`);
    }
    const fit = FIT_NUMBER[of];
    list.forEach((value, i) => fit(this.array, row * length + i, toNumber(value, of)));
  }

  /** Typed arrays are little-endian on every machine that Node.js runs on. */
  #copy(row: number, bytes: Uint8Array): void {
    const { of, length } = this.#type;
    const size = length * bytesOf(of);
    if (bytes.length !== size) {
      throw new MisfitError(
        `${bytes.length} bytes are no vector of ${length} ${of} (${size} bytes)`,
      );
    }
    new Uint8Array(this.array.buffer).set(bytes, row * size);
  }
}

function toNumber(value: BinValue, type: NumberType): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Double) return value.value;
  throw new MisfitError(`${typeOf(value)} is no ${type}`);
}

function typeOf(value: BinValue): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Uint8Array) return 'bytes';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
