import { types } from 'node:util';
import { Hll, type UserKey } from '@aeroform/core';
import { isPlainObject } from '../mapping/plain-object.js';
import { unloadedRefs } from '../mapping/ref-factory.js';
import type {
  EmbeddableMetadata,
  MapMetadata,
  ReferenceMetadata,
  ScalarKind,
  ValueMetadata,
} from '../metadata/value-metadata.js';
import { setOwn } from '../mapping/set-own.js';
import { fromConvertedForm, isConverted } from './converted-form.js';
import { kindOfPlain } from './kind-form.js';
import type { MappedClass } from './make-instance.js';

/** Makes an instance of a class out of its plain form: class-transformer in the same call. */
export type MakeInstance = (type: MappedClass, plain: object) => object;

/**
 * The property value of its form in JSON. Values that are of the declared type already,
 * and those that are of another one, are left as they are: writing checks them.
 */
export function fromJsonForm(meta: ValueMetadata, plain: unknown, make: MakeInstance): unknown {
  if (plain === null || plain === undefined) return plain;
  switch (meta.kind) {
    case 'list':
      return itemsFrom(meta.element, plain, make);
    case 'set':
      return Array.isArray(plain) ? new Set(itemsFrom(meta.element, plain, make) as []) : plain;
    case 'map':
      return mapFrom(meta, plain, make);
    case 'keyedList':
      return itemsFrom(meta.element, plain, make);
    case 'embedded':
      return embeddedFrom(meta.embeddable, plain, make);
    case 'reference':
      return refFrom(meta, plain, make);
    case 'dynamic':
      return isConverted(meta) ? fromConvertedForm(meta, plain, plain) : plain;
    default: {
      const value = scalarFrom[meta.kind](plain);
      return isConverted(meta) ? fromConvertedForm(meta, plain, value) : value;
    }
  }
}

const same = (plain: unknown): unknown => plain;

const scalarFrom: Readonly<Record<ScalarKind, (plain: unknown) => unknown>> = {
  int: same,
  string: same,
  bool: same,
  json: same,
  geojson: same,
  double: (plain) => (plain === 'NaN' || isInfinity(plain) ? Number(plain) : plain),
  bigint: toBigInt,
  'datetime-ns': toBigInt,
  date: toDate,
  bytes: (plain) => (typeof plain === 'string' ? Buffer.from(plain, 'base64') : plain),
  hll: (plain) => (typeof plain === 'string' ? new Hll(Buffer.from(plain, 'base64')) : plain),
};

function isInfinity(plain: unknown): boolean {
  return plain === 'Infinity' || plain === '-Infinity';
}

function toBigInt(plain: unknown): unknown {
  const isDigits = typeof plain === 'string' && /^-?\d{1,19}$/.test(plain);
  return isDigits || Number.isSafeInteger(plain) ? BigInt(plain as string | number) : plain;
}

function toDate(plain: unknown): unknown {
  if (typeof plain !== 'string' && typeof plain !== 'number') return plain;
  const date = new Date(plain);
  return Number.isNaN(date.getTime()) ? plain : date;
}

function itemsFrom(element: ValueMetadata, plain: unknown, make: MakeInstance): unknown {
  return Array.isArray(plain) ? plain.map((item) => fromJsonForm(element, item, make)) : plain;
}

function mapFrom(meta: MapMetadata, plain: unknown, make: MakeInstance): unknown {
  const entries = types.isMap(plain)
    ? [...plain]
    : isPlainObject(plain)
      ? Object.entries(plain)
      : null;
  if (entries === null) return plain;
  const object = {};
  const map = new Map<unknown, unknown>();
  for (const [key, item] of entries as [unknown, unknown][]) {
    const value = fromJsonForm(meta.value, item, make);
    if (meta.as === 'object') setOwn(object, String(key), value);
    else map.set(keyFrom(meta, key), value);
  }
  return meta.as === 'object' ? object : map;
}

/** Keys of JSON objects are texts. */
function keyFrom({ key: kind }: MapMetadata, key: unknown): unknown {
  if (typeof key !== 'string') return key;
  if (kind === 'int') return /^-?\d+$/.test(key) ? Number(key) : key;
  return kind === 'bytes' ? Buffer.from(key, 'base64') : key;
}

function embeddedFrom(declared: EmbeddableMetadata, plain: unknown, make: MakeInstance): unknown {
  if (!isPlainObject(plain)) return plain;
  const own = kindOfPlain(declared, plain as Readonly<Record<string, unknown>>);
  const { embeddable: entity, name, property } = own.embeddable;
  return make({ entity, name, property }, own.plain);
}

/** An object is the entity, or `{ digest }`; everything else is an id. */
function refFrom(meta: ReferenceMetadata, plain: unknown, make: MakeInstance): unknown {
  const target = meta.target();
  if (!isPlainObject(plain)) {
    if (typeof plain === 'object' && !types.isUint8Array(plain)) return plain;
    const id = fromJsonForm(target.id.value, plain, make) as UserKey;
    return unloadedRefs(meta, { id, digest: null });
  }
  const { digest } = plain;
  const isDigest = typeof digest === 'string' && Object.keys(plain).length === 1;
  if (!isDigest) return make(target, plain);
  return unloadedRefs(meta, { id: undefined, digest: Buffer.from(digest, 'base64') });
}
