import { types } from 'node:util';
import { type BinValue, double, geojson } from '@aeroform/core';
import type { ScalarKind } from '../metadata/value-metadata.js';
import { isCoreValue } from './core-value.js';

/** How one scalar kind is written and read. */
interface ScalarCodec {
  /** What is allowed, for errors. */
  readonly expected: string;
  /** The stored value, or undefined when the property value is not of this kind. */
  readonly write: (value: unknown) => BinValue | undefined;
  /** The property value, or undefined when the stored value is not of this kind. */
  readonly read: (stored: BinValue) => unknown;
}

const bigint: ScalarCodec = {
  expected: 'a bigint of 64 bits',
  write: (value) =>
    typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? value : undefined,
  read: (stored) => {
    if (typeof stored === 'bigint') return stored;
    return typeof stored === 'number' && Number.isSafeInteger(stored) ? BigInt(stored) : undefined;
  },
};

/** All scalar kinds. Both directions give values of their own: nothing mutable is passed through. */
export const scalarCodecs: Readonly<Record<ScalarKind, ScalarCodec>> = {
  int: {
    expected: `a whole number inside ±(2^53 − 1) (declare type: 'double' for fractions, 'bigint' for larger integers)`,
    write: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
    read: (stored) => (Number.isSafeInteger(stored) ? stored : undefined),
  },
  bigint,
  'datetime-ns': { ...bigint, expected: 'nanoseconds since 1970 as a bigint' },
  double: {
    expected: 'a number',
    write: (value) => (typeof value === 'number' ? double(value) : undefined),
    read: (stored) => (typeof stored === 'number' ? stored : undefined),
  },
  string: {
    expected: 'a string',
    write: (value) => (typeof value === 'string' ? value : undefined),
    read: (stored) => (typeof stored === 'string' ? stored : undefined),
  },
  bool: {
    expected: 'a boolean',
    write: (value) => (typeof value === 'boolean' ? value : undefined),
    read: (stored) => (typeof stored === 'boolean' ? stored : undefined),
  },
  bytes: {
    expected: 'a Uint8Array or Buffer',
    write: (value) => (types.isUint8Array(value) ? Buffer.from(value) : undefined),
    read: (stored) => (types.isUint8Array(stored) ? Buffer.from(stored) : undefined),
  },
  date: {
    expected: 'a valid Date (milliseconds since 1970 when stored)',
    write: (value) =>
      types.isDate(value) && !Number.isNaN(value.getTime()) ? value.getTime() : undefined,
    read: (stored) => (Number.isSafeInteger(stored) ? new Date(stored as number) : undefined),
  },
  geojson: {
    expected: 'a GeoJSON object with type and coordinates',
    write: (value) => {
      if (isCoreValue(value, 'geojson')) return value;
      return isGeometry(value) ? geojson(value) : undefined;
    },
    read: (stored) => (isCoreValue(stored, 'geojson') ? stored.toObject() : undefined),
  },
  hll: {
    expected: 'an Hll',
    write: (value) => (isCoreValue(value, 'hll') ? value : undefined),
    read: (stored) => (isCoreValue(stored, 'hll') ? stored : undefined),
  },
  json: {
    expected: 'something JSON.stringify can write',
    write: (value) => JSON.stringify(value) as string | undefined,
    read: (stored) => (typeof stored === 'string' ? JSON.parse(stored) : undefined),
  },
};

function isGeometry(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string'
  );
}
