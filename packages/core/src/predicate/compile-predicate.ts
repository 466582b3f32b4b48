import { ParticleType, writeInt64, type IndexRange } from '@aeroform/protocol';
import type { Predicate, PredicateValue } from './predicate.js';

/** The predicate as the index-range field of a query. */
export function toIndexRange(predicate: Predicate): IndexRange {
  const { particleType, encode } = VALUE_TYPES[predicate.valueType];
  return {
    // A query that names its index leaves the bin to it; an index on an expression has none.
    binName: predicate.indexName === null ? predicate.bin : '',
    particleType,
    begin: encode(predicate.begin as never),
    end: encode(predicate.end as never),
  };
}

/** True for what the functions of `predicates` return. */
export function isPredicate(value: unknown): value is Predicate {
  if (typeof value !== 'object' || value === null || !Object.isFrozen(value)) return false;
  return Object.hasOwn(VALUE_TYPES, (value as Partial<Predicate>).valueType ?? '');
}

interface BoundEncoding {
  readonly particleType: ParticleType;
  readonly encode: (bound: never) => Buffer;
}

const encodeText = (text: string): Buffer => Buffer.from(text, 'utf8');

const VALUE_TYPES: Record<Predicate['valueType'], BoundEncoding> = {
  integer: { particleType: ParticleType.integer, encode: encodeInteger },
  string: { particleType: ParticleType.string, encode: encodeText },
  blob: { particleType: ParticleType.blob, encode: (bytes: Uint8Array) => Buffer.from(bytes) },
  geojson: { particleType: ParticleType.geojson, encode: encodeText },
};

function encodeInteger(value: Extract<PredicateValue, number | bigint>): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  writeInt64(bytes, value, 0);
  return bytes;
}
