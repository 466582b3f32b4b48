import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { messageOf } from '../error/message-of.js';
import { MappingError } from '../error/mapping-error.js';
import { MetadataError } from '../error/metadata-error.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type {
  EmbeddableMetadata,
  EmbeddedMetadata,
  ListMetadata,
  MapKeyKind,
  MapMetadata,
  ScalarKind,
  SetMetadata,
  ValueMetadata,
} from '../metadata/value-metadata.js';
import { copyDynamic } from './dynamic-value.js';
import { itemLabel } from './item-label.js';
import { isPlainObject } from './plain-object.js';
import { scalarCodecs } from './scalar-value.js';

/**
 * What is stored for a property value; null for null and undefined. The result shares nothing mutable
 * with the property, so it can be kept as a snapshot.
 *
 * @param label `Class.property`, for errors
 * @throws MappingError when the value is not of the declared type
 */
export function toBin(meta: ValueMetadata, value: unknown, label: string): BinValue {
  if (value === null || value === undefined) return null;
  switch (meta.kind) {
    case 'list':
      return listToBin(meta, value, label);
    case 'set':
      return setToBin(meta, value, label);
    case 'map':
      return mapToBin(meta, value, label);
    case 'embedded':
      return embeddedToBin(meta, value, label);
    case 'dynamic':
      return copyDynamic(converted(meta.converter, value, label), label);
    default:
      return scalarToBin(meta.kind, converted(meta.converter, value, label), label);
  }
}

/** Refuses null and undefined where the declaration says so. */
export function checkPresent(property: PropertyMetadata, value: unknown, label: string): void {
  if (property.nullable || (value !== null && value !== undefined)) return;
  throw new MappingError(label, 'is declared nullable: false and must have a value');
}

/** Refuses keys of a plain object that are no properties of the embedded class. */
export function checkKeys(
  value: object,
  { property, name }: EmbeddableMetadata,
  label: string,
): void {
  if (!isPlainObject(value)) return;
  for (const key of Object.keys(value)) {
    if (property.has(key)) continue;
    const known = [...property.keys()].join(', ');
    throw new MappingError(`${label}.${key}`, `is not a property of ${name}; it has ${known}`);
  }
}

function converted(
  converter: { toAerospike(value: unknown): BinValue } | null,
  value: unknown,
  label: string,
): unknown {
  if (converter === null) return value;
  try {
    return converter.toAerospike(value);
  } catch (error) {
    throw new MappingError(label, messageOf(error), error);
  }
}

function scalarToBin(kind: ScalarKind, value: unknown, label: string): BinValue {
  if (value === null) return null;
  const codec = scalarCodecs[kind];
  let stored: BinValue | undefined;
  try {
    stored = codec.write(value);
  } catch (error) {
    throw new MappingError(label, messageOf(error), error);
  }
  if (stored !== undefined) return stored;
  throw new MappingError(label, `must be ${codec.expected}; got ${describeValue(value)}`);
}

function itemsToBin(element: ValueMetadata, items: readonly unknown[], label: string): BinValue[] {
  return items.map((item, index) => {
    const at = itemLabel(label, index);
    if (item === undefined) throw new MappingError(at, 'is undefined; use null for nothing');
    return toBin(element, item, at);
  });
}

function listToBin(meta: ListMetadata, value: unknown, label: string): BinValue {
  if (!Array.isArray(value)) {
    throw new MappingError(label, `must be an array; got ${describeValue(value)}`);
  }
  if (meta.maxItems !== null && value.length > meta.maxItems) {
    throw new MappingError(label, `has ${value.length} items; maxItems is ${meta.maxItems}`);
  }
  return itemsToBin(meta.element, value, label);
}

function setToBin(meta: SetMetadata, value: unknown, label: string): BinValue {
  if (!types.isSet(value)) {
    throw new MappingError(label, `must be a Set; got ${describeValue(value)}`);
  }
  return itemsToBin(meta.element, [...value], label);
}

function mapToBin(meta: MapMetadata, value: unknown, label: string): BinValue {
  const stored = new Map<BinValue, BinValue>();
  for (const [key, item] of entriesOf(meta, value, label)) {
    const at = itemLabel(label, key);
    if (item === undefined) throw new MappingError(at, 'is undefined; use null for nothing');
    stored.set(toMapKey(meta.key, key, at), toBin(meta.value, item, at));
  }
  return stored;
}

function entriesOf(
  meta: MapMetadata,
  value: unknown,
  label: string,
): Iterable<readonly [unknown, unknown]> {
  if (meta.as === 'map' && types.isMap(value)) return value;
  if (meta.as === 'object' && isPlainObject(value)) return Object.entries(value);
  const expected =
    meta.as === 'map'
      ? `a Map (or declare @MapBin(…, { as: 'object' }))`
      : "a plain object (or declare as: 'map')";
  throw new MappingError(label, `must be ${expected}; got ${describeValue(value)}`);
}

/** What is stored for a map key. */
export function toMapKey(kind: MapKeyKind, key: unknown, label: string): BinValue {
  const stored = scalarCodecs[kind].write(key);
  if (stored !== undefined) return stored;
  throw new MappingError(
    label,
    `the key must be ${scalarCodecs[kind].expected}; got ${describeValue(key)}; declare @MapBin(…, { key: 'string' | 'int' | 'bytes' })`,
  );
}

function embeddedToBin(meta: EmbeddedMetadata, value: unknown, label: string): BinValue {
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new MappingError(label, `must be a ${meta.embeddable.name}; got ${describeValue(value)}`);
  }
  if (meta.as === 'bins') {
    throw new MetadataError(
      label,
      `as: 'bins' is for properties of entities, not inside a map or list`,
    );
  }
  const source = value as Record<string, unknown>;
  checkKeys(source, meta.embeddable, label);
  const values = meta.embeddable.properties.map((property) => {
    const propertyLabel = `${label}.${property.property}`;
    const own = source[property.property] ?? defaultOf(property);
    checkPresent(property, own, propertyLabel);
    return toBin(property.value, own, propertyLabel);
  });
  if (meta.as === 'list') return values;
  const stored: Record<string, BinValue> = {};
  meta.embeddable.properties.forEach(({ storedName, property }, index) => {
    const item = values[index] ?? null;
    if (item !== null) stored[storedName ?? property] = item;
  });
  return stored;
}

/** The declared default of a property, made anew; undefined without one. */
export function defaultOf(property: PropertyMetadata): unknown {
  const { default: standard } = property;
  return typeof standard === 'function' ? (standard as () => unknown)() : standard;
}
