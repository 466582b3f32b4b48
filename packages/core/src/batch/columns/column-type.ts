import { InvalidArgError, invalidArg } from '../../error/argument-error.js';
import { checkFields } from '../../parameter/call-parameter.js';
import { checkBinName } from '../../value/bin-name.js';

/** The array behind each type of number. Half-precision floats are their bits. */
const ARRAYS = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  bool: Uint8Array,
} as const;

/** A number of a fixed width; `bool` is 0 or 1, `float16` the bits of the IEEE half-precision float. */
export type NumberType = keyof typeof ARRAYS;

/** Bytes of a fixed number; shorter values are filled up with zeros. */
export interface BytesColumn {
  readonly type: 'bytes';
  /** Bytes for each row, at least 1. */
  readonly size: number;
}

/**
 * A fixed number of numbers: from a list of numbers, or from bytes that hold them one behind the
 * other, little-endian.
 */
export interface VectorColumn {
  readonly type: 'vector';
  /** Type of its elements. */
  readonly of: NumberType;
  /** Elements for each row, at least 1. */
  readonly length: number;
}

/** Type of a column. */
export type ColumnType = NumberType | BytesColumn | VectorColumn;

/** Types of columns by the names of their bins. */
export type ColumnSchema = Readonly<Record<string, ColumnType>>;

/** The array that holds the elements of a type. */
export type NumberArray<T extends NumberType = NumberType> = InstanceType<(typeof ARRAYS)[T]>;

/** The array that holds a column; that of bytes and vectors has `size` or `length` elements a row. */
export type ColumnArray<T extends ColumnType = ColumnType> = T extends NumberType
  ? NumberArray<T>
  : T extends BytesColumn
    ? Uint8Array
    : T extends VectorColumn
      ? NumberArray<T['of']>
      : never;

/** A new array of zeros. */
export function makeArray<T extends NumberType>(type: T, length: number): NumberArray<T> {
  return new ARRAYS[type](length) as NumberArray<T>;
}

/** Bytes of one element. */
export function bytesOf(type: NumberType): number {
  return ARRAYS[type].BYTES_PER_ELEMENT;
}

/**
 * Checks a schema.
 *
 * @throws {InvalidArgError} that names the column and what is allowed.
 */
export function checkSchema(schema: ColumnSchema): void {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    throw invalidArg('schema', schema, 'an object with a type for each column');
  }
  if (Object.keys(schema).length === 0) {
    throw new InvalidArgError('schema must have a column', { argument: 'schema' });
  }
  for (const [name, type] of Object.entries(schema)) {
    checkBinName(name, `schema.${name}`);
    checkType(type, `schema.${name}`);
  }
}

function checkType(type: ColumnType, path: string): void {
  if (typeof type === 'string') {
    if (!Object.hasOwn(ARRAYS, type)) throw wrongType(type, path);
  } else if (type?.type === 'bytes') {
    checkFields(type, path, ['type', 'size']);
    checkCount(type.size, `${path}.size`);
  } else if (type?.type === 'vector') {
    checkFields(type, path, ['type', 'of', 'length']);
    if (!Object.hasOwn(ARRAYS, type.of)) throw wrongType(type.of, `${path}.of`);
    checkCount(type.length, `${path}.length`);
  } else {
    throw wrongType(type, path);
  }
}

function checkCount(count: unknown, path: string): void {
  if (!Number.isInteger(count) || (count as number) < 1 || (count as number) > 0x10_0000) {
    throw invalidArg(path, count, 'an integer of 1 to 1048576');
  }
}

function wrongType(type: unknown, path: string): InvalidArgError {
  const names = Object.keys(ARRAYS).join(', ');
  return invalidArg(
    path,
    type,
    `one of ${names}, { type: 'bytes', size } or { type: 'vector', of, length }`,
  );
}
