import { types } from 'node:util';
import { type BinValue, double, geojson } from '@aeroform/core';
import type { ScalarKind } from '../metadata/value-metadata.js';
import { binEquals } from './bin-equals.js';
import { isCoreValue } from './core-value.js';

/** How one scalar kind is written and read. */
export interface ScalarCodec {
  /** What is allowed, for errors. */
  readonly expected: string;
  /** The stored value, or undefined when the property value is not of this kind. */
  readonly write: (value: unknown) => BinValue | undefined;
  /** The property value, or undefined when the stored value is not of this kind. */
  readonly read: (stored: BinValue) => unknown;
  /** Tells whether writing the value would leave what is stored as it is. */
  readonly same: (value: unknown, stored: BinValue) => boolean;
  /** True where a value is stored as it is: one that `Object.is` what is stored is the same. */
  readonly isIdentity?: true;
}

const identical = {
  same: (value: unknown, stored: BinValue): boolean => value === stored,
  isIdentity: true,
} as const;

const bigint: ScalarCodec = {
  expected: 'a bigint of 64 bits',
  write: (value) =>
    typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? value : undefined,
  read: (stored) => {
    if (typeof stored === 'bigint') return stored;
    return typeof stored === 'number' && Number.isSafeInteger(stored) ? BigInt(stored) : undefined;
  },
  same: (value, stored) => {
    if (typeof value !== 'bigint') return false;
    return typeof stored === 'number' ? Number(value) === stored : value === stored;
  },
};

/** All scalar kinds. Both directions give values of their own: nothing mutable is passed through. */
export const scalarCodecs: Readonly<Record<ScalarKind, ScalarCodec>> = {
  int: {
    expected: `a whole number inside ±(2^53 − 1) (declare type: 'double' for fractions, 'bigint' for larger integers)`,
    write: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
    read: (stored) => (Number.isSafeInteger(stored) ? stored : undefined),
    ...identical,
  },
  bigint,
  'datetime-ns': { ...bigint, expected: 'nanoseconds since 1970 as a bigint' },
  double: {
    expected: 'a number',
    write: (value) => (typeof value === 'number' ? double(value) : undefined),
    read: (stored) => (typeof stored === 'number' ? stored : undefined),
    same: (value, stored) =>
      typeof value === 'number' &&
      Object.is(value, isCoreValue(stored, 'double') ? stored.value : stored),
    isIdentity: true,
  },
  string: {
    expected: 'a string',
    write: (value) => (typeof value === 'string' && value.isWellFormed() ? value : undefined),
    read: (stored) => (typeof stored === 'string' ? stored : undefined),
    ...identical,
  },
  bool: {
    expected: 'a boolean',
    write: (value) => (typeof value === 'boolean' ? value : undefined),
    read: (stored) => (typeof stored === 'boolean' ? stored : undefined),
    ...identical,
  },
  bytes: {
    expected: 'a Uint8Array or Buffer',
    write: (value) => (types.isUint8Array(value) ? Buffer.from(value) : undefined),
    read: (stored) => (types.isUint8Array(stored) ? Buffer.from(stored) : undefined),
    same: (value, stored) =>
      types.isUint8Array(value) &&
      types.isUint8Array(stored) &&
      Buffer.compare(value, stored) === 0,
  },
  date: {
    expected: 'a valid Date (milliseconds since 1970 when stored)',
    write: (value) =>
      types.isDate(value) && !Number.isNaN(value.getTime()) ? value.getTime() : undefined,
    read: (stored) => (Number.isSafeInteger(stored) ? new Date(stored as number) : undefined),
    // The question of the engine costs more than that of the class, which dates of other realms fail.
    same: (value, stored) =>
      (value instanceof Date || types.isDate(value)) && value.getTime() === stored,
  },
  geojson: {
    expected: 'a GeoJSON object with type and coordinates',
    write: geoOf,
    read: (stored) => (isCoreValue(stored, 'geojson') ? stored.toObject() : undefined),
    same: (value, stored) => {
      const written = geoOf(value);
      return written !== undefined && binEquals(written, stored);
    },
  },
  hll: {
    expected: 'an Hll',
    write: hllOf,
    read: (stored) => hllOf(stored),
    same: (value, stored) => isCoreValue(value, 'hll') && binEquals(value, stored),
  },
  json: {
    expected: 'something JSON.stringify can write',
    write: jsonOf,
    read: (stored) => (typeof stored === 'string' ? JSON.parse(stored) : undefined),
    same: (value, stored) => JSON.stringify(value) === stored,
  },
};

/** JSON writes NaN and infinities as null: where it has one, they are looked for. */
function jsonOf(value: unknown): string | undefined {
  const text = JSON.stringify(value) as string | undefined;
  if (text?.includes('null') === true) JSON.stringify(value, refuseNonFinite);
  return text;
}

function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new TypeError(
    `JSON has no ${value}${key === '' ? '' : ` (at '${key}')`}: it would be null`,
  );
}

function geoOf(value: unknown): BinValue | undefined {
  if (isCoreValue(value, 'geojson')) return value;
  if (!isGeometry(value)) return undefined;
  refuseOffEarth(value);
  return geojson(value);
}

/** The server refuses such points too, as a bin; inside lists it takes them, and no query finds them. */
function refuseOffEarth(geometry: object): void {
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  if (type !== 'Point' || !Array.isArray(coordinates)) return;
  const [longitude, latitude] = coordinates as unknown[];
  refuseBeyond('longitude', longitude, 180);
  refuseBeyond('latitude', latitude, 90);
}

function refuseBeyond(name: string, degrees: unknown, most: number): void {
  if (typeof degrees !== 'number' || Math.abs(degrees) <= most) return;
  throw new RangeError(
    `the ${name} ${degrees} is not within ±${most}; coordinates are [longitude, latitude]`,
  );
}

function hllOf(value: unknown): BinValue | undefined {
  return isCoreValue(value, 'hll') ? value : undefined;
}

function isGeometry(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string'
  );
}
