import { types } from 'node:util';
import { isCoreValue } from '../mapping/core-value.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { PlainCall } from './plain-call.js';

/** What a reference says of itself. */
interface RefLike {
  readonly id?: unknown;
  readonly digest?: unknown;
  readonly loaded: boolean;
  get(): object;
}

/**
 * Values that class-transformer would take for objects of properties, in a form it understands: bytes
 * and sketches as Buffers, GeoJSON as an object, references as ids or entities. Everything else stays,
 * so that transforms of the application get the value of the property.
 */
export function ownForm(value: unknown, call: PlainCall | undefined): unknown {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  if (types.isUint8Array(value)) return Buffer.from(value);
  if (Array.isArray(value)) return value.map((item) => ownForm(item, call));
  if (types.isSet(value)) return new Set([...value].map((item) => ownForm(item, call)));
  if (types.isMap(value)) {
    return new Map([...value].map(([key, item]) => [keyForm(key), ownForm(item, call)] as const));
  }
  if (isCoreValue(value, 'geojson')) return value.toObject();
  if (isCoreValue(value, 'hll')) return Buffer.from(value.bytes);
  if (isCoreValue(value, 'double')) return value.value;
  if (isRef(value)) return refForm(value, call);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, ownForm(item, call)] as const),
  );
}

function keyForm(key: unknown): unknown {
  return types.isUint8Array(key) ? Buffer.from(key).toString('base64') : key;
}

/** A loaded reference is the entity, once in a call; any other its id, or else its digest. */
function refForm(ref: RefLike, call: PlainCall | undefined): unknown {
  if (ref.loaded && call !== undefined) {
    const entity = ref.get();
    if (!call.written.has(entity)) {
      call.written.add(entity);
      return entity;
    }
  }
  return ref.id === undefined ? { digest: ownForm(ref.digest, call) } : ref.id;
}

function isRef(value: object): value is RefLike {
  return (
    typeof (value as { loaded?: unknown }).loaded === 'boolean' &&
    typeof (value as { get?: unknown }).get === 'function'
  );
}
