import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { isCoreValue } from '../mapping/core-value.js';
import { type StoredType, storedTypeOf, type ValueMetadata } from '../metadata/value-metadata.js';

/** What a value is on the server. */
export type ParticleName = StoredType | 'list' | 'map';

/** What a value that was read is on the server; null for numbers that may be integers or doubles. */
export function particleOf(value: BinValue): ParticleName | null {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? null : 'double';
    case 'bigint':
      return 'int';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    default:
      return particleOfObject(value as object);
  }
}

function particleOfObject(value: object): ParticleName {
  if (Array.isArray(value)) return 'list';
  if (types.isUint8Array(value)) return 'blob';
  if (isCoreValue(value, 'geojson')) return 'geojson';
  return isCoreValue(value, 'hll') ? 'hll' : 'map';
}

/** Bytes of strings and the like, items of lists and maps; null for numbers and truth values. */
export function lengthOf(value: BinValue): number | null {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value) || types.isUint8Array(value)) return value.length;
  if (types.isMap(value)) return value.size;
  if (isCoreValue(value, 'geojson')) return Buffer.byteLength(value.json);
  return isCoreValue(value, 'hll') ? value.bytes.length : Object.keys(value).length;
}

/** What a declared value is on the server; null where anything may be. */
export function declaredParticle(value: ValueMetadata): ParticleName | null {
  switch (value.kind) {
    case 'dynamic':
      return null;
    case 'list':
    case 'set':
      return 'list';
    case 'map':
    case 'keyedList':
      return 'map';
    case 'embedded':
      return value.as === 'list' ? 'list' : 'map';
    case 'reference':
      return value.by === 'digest' ? 'blob' : declaredParticle(value.target().id.value);
    default:
      return storedTypeOf[value.kind];
  }
}
