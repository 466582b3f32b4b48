import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { messageOf } from '../error/message-of.js';
import { MappingError } from '../error/mapping-error.js';
import type { Converter } from '../converter/converter.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type {
  EmbeddedMetadata,
  MapMetadata,
  ScalarKind,
  ValueMetadata,
} from '../metadata/value-metadata.js';
import { copyDynamic } from './dynamic-value.js';
import { itemLabel } from './item-label.js';
import { scalarCodecs } from './scalar-value.js';
import { defaultOf } from './to-bin.js';

/**
 * The property value of what is stored. The result shares nothing mutable with the stored value. No
 * constructor is run.
 *
 * @param label `Class.property`, for errors
 * @throws MappingError when the stored value is not of the declared type
 */
export function fromBin(meta: ValueMetadata, stored: BinValue, label: string): unknown {
  if (stored === null) return null;
  switch (meta.kind) {
    case 'list':
      return itemsFromBin(meta.element, stored, label);
    case 'set':
      return new Set(itemsFromBin(meta.element, stored, label));
    case 'map':
      return mapFromBin(meta, stored, label);
    case 'embedded':
      return embeddedFromBin(meta, stored, label);
    case 'dynamic':
      return converted(meta.converter, copyStored(stored, label), label);
    default:
      return meta.converter === null
        ? scalarFromBin(meta.kind, stored, label)
        : converted(meta.converter, scalarFromBin(meta.kind, stored, label), label);
  }
}

/** The stored value as a property of no declared type gets it. */
function copyStored(stored: BinValue, label: string): BinValue {
  return typeof stored === 'object' && stored !== null ? copyDynamic(stored, label) : stored;
}

function converted(converter: Converter | null, stored: unknown, label: string): unknown {
  if (converter === null) return stored;
  try {
    return converter.fromAerospike(stored as BinValue);
  } catch (error) {
    throw new MappingError(label, `the stored value is wrong: ${messageOf(error)}`, error);
  }
}

function scalarFromBin(kind: ScalarKind, stored: BinValue, label: string): unknown {
  const value = scalarCodecs[kind].read(stored);
  if (value !== undefined) return value;
  throw new MappingError(
    label,
    `the record holds ${describeValue(stored)}, but the declared type is '${kind}' (${scalarCodecs[kind].expected})`,
  );
}

function itemsFromBin(element: ValueMetadata, stored: BinValue, label: string): unknown[] {
  if (!Array.isArray(stored)) throw wrongType('a list', stored, label);
  return (stored as BinValue[]).map((item, index) => fromBin(element, item, `${label}[${index}]`));
}

function mapFromBin(meta: MapMetadata, stored: BinValue, label: string): unknown {
  const entries = storedEntries(stored, label).map(([key, item]) => {
    const at = itemLabel(label, key);
    return [scalarFromBin(meta.key, key, at), fromBin(meta.value, item, at)] as const;
  });
  // safe: the keys of a map that is a plain object are declared as strings
  return meta.as === 'object'
    ? Object.fromEntries(entries as readonly (readonly [string, unknown])[])
    : new Map(entries);
}

function storedEntries(stored: BinValue, label: string): [BinValue, BinValue][] {
  if (types.isMap(stored)) return [...(stored as ReadonlyMap<BinValue, BinValue>)];
  if (typeof stored === 'object' && stored !== null && !Array.isArray(stored)) {
    return Object.entries(stored as Record<string, BinValue>);
  }
  throw wrongType('a map', stored, label);
}

function embeddedFromBin(meta: EmbeddedMetadata, stored: BinValue, label: string): unknown {
  const { embeddable, properties } = meta.embeddable;
  const object = Object.create(embeddable.prototype as object) as Record<string, unknown>;
  const items = meta.as === 'list' ? listOf(stored, label) : new Map(storedEntries(stored, label));
  properties.forEach((property, index) => {
    const item = Array.isArray(items)
      ? (items as readonly BinValue[])[index]
      : (items as ReadonlyMap<BinValue, BinValue>).get(property.storedName);
    object[property.property] = propertyFromBin(property, item, `${label}.${property.property}`);
  });
  return object;
}

/** The value of a property, or its default when nothing is stored. */
export function propertyFromBin(
  property: PropertyMetadata,
  stored: BinValue | undefined,
  label: string,
): unknown {
  if (stored === null || stored === undefined) return defaultOf(property);
  return fromBin(property.value, stored, label);
}

function listOf(stored: BinValue, label: string): readonly BinValue[] {
  if (Array.isArray(stored)) return stored as readonly BinValue[];
  throw wrongType('a list', stored, label);
}

function wrongType(expected: string, stored: BinValue, label: string): MappingError {
  return new MappingError(label, `the record holds ${describeValue(stored)}, not ${expected}`);
}
