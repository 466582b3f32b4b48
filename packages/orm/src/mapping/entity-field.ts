import type { BinValue, Bins } from '@aeroform/core';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EmbeddableMetadata, EmbeddedMetadata } from '../metadata/value-metadata.js';
import type { EntityClass } from '../type/entity-type.js';
import { embeddedObject } from './embedded-object.js';
import {
  defaultOf,
  type FieldMapper,
  fieldMapper,
  readField,
  sameField,
  writeField,
} from './field-mapper.js';
import { type InstanceMaker, instanceMaker } from './instance-maker.js';
import { mapperOf } from './mapper-of.js';
import { ownValue } from './own-value.js';
import { type RefFactory, unloadedRefs } from './ref-factory.js';
import type { StoredBins } from './stored-bins.js';
import { faultInside, ValueFault } from './value-fault.js';

/** A stored property of an entity: in one bin, or an object spread over several. */
export interface EntityField extends FieldMapper {
  readonly spread: SpreadField | null;
}

/** An object embedded as bins; the bins of its properties have full names. */
interface SpreadField {
  readonly maker: InstanceMaker;
  readonly embeddable: EmbeddableMetadata;
  readonly fields: readonly EntityField[];
}

/** What is read, and what defaults have put in for absent bins. */
export interface Reading {
  readonly bins: Bins;
  readonly refs: RefFactory;
  /** Defaults by bin; null while there are none. */
  filled: Map<string, BinValue> | null;
}

/** What a diff is made against. */
export interface Comparison {
  readonly before: StoredBins;
  /** What the changed bins are written over: keys in there that no class maps are kept. */
  readonly places: StoredBins;
  /** False: nothing is known of bins that are not in `before`. */
  readonly isKnown: boolean;
  /** Takes the changed bins; null for those to remove. */
  readonly changed: Map<string, BinValue>;
}

/** The field of a property of an entity class. */
export function entityField(
  type: EntityClass,
  property: PropertyMetadata,
  prefix = '',
): EntityField {
  const field = fieldMapper(type, property, mapperOf);
  const { storedName, value } = property;
  const isSpread = storedName === null && value.kind === 'embedded';
  return {
    ...field,
    storedName: `${prefix}${field.storedName}`,
    spread: isSpread ? spreadField(value, `${prefix}${value.prefix}`) : null,
  };
}

function spreadField({ embeddable }: EmbeddedMetadata, prefix: string): SpreadField {
  const type = embeddable.embeddable;
  return {
    maker: instanceMaker(type),
    embeddable,
    fields: embeddable.properties.map((property) => entityField(type, property, prefix)),
  };
}

/** The value of a field of a record. */
export function readEntityField(field: EntityField, reading: Reading): unknown {
  if (field.spread !== null) return readSpread(field.spread, reading);
  const stored = ownValue(reading.bins, field.storedName);
  const value = readField(field, stored, reading.refs);
  if ((stored === undefined || stored === null) && value !== undefined) {
    (reading.filled ??= new Map()).set(field.storedName, writeField(field, value));
  }
  return value;
}

/** Undefined when none of the bins is there. */
function readSpread({ maker, fields }: SpreadField, reading: Reading): unknown {
  if (!hasBins(fields, reading.bins)) return undefined;
  const target = maker.begin();
  for (const field of fields) {
    if (!field.isAssignable && !maker.isFactory) continue;
    try {
      target[field.name] = readEntityField(field, reading);
    } catch (error) {
      throw faultInside(error, `.${field.name}`);
    }
  }
  return maker.end(target);
}

function hasBins(fields: readonly EntityField[], bins: Bins): boolean {
  return fields.some(({ spread, storedName }) =>
    spread === null ? (ownValue(bins, storedName) ?? null) !== null : hasBins(spread.fields, bins),
  );
}

/**
 * Adds the bin (or bins) of a field; null for absent ones.
 *
 * @param places what they are written over, whose keys that no class maps are kept; null keeps none
 */
export function writeEntityField(
  field: EntityField,
  value: unknown,
  bins: Map<string, BinValue>,
  places: StoredBins | null = null,
): void {
  const { spread, storedName } = field;
  if (spread === null) {
    const before = places === null ? undefined : (places.get(storedName) ?? null);
    bins.set(storedName, writeField(field, value, before));
  } else if (value === null || value === undefined) {
    clearSpread(field, (bin) => bins.set(bin, null));
  } else {
    eachNested(spread, value, (nested, own) => writeEntityField(nested, own, bins, places));
  }
}

/** Adds the bin (or bins) of a field that differ from what was stored. */
export function compareEntityField(
  field: EntityField,
  value: unknown,
  comparison: Comparison,
): void {
  const { before, changed, isKnown } = comparison;
  const { spread, storedName } = field;
  if (spread === null) {
    if ((isKnown || before.has(storedName)) && sameField(field, value, before.get(storedName))) {
      return;
    }
    changed.set(storedName, writeField(field, value, comparison.places.get(storedName) ?? null));
  } else if (value === null || value === undefined) {
    clearSpread(field, (bin) => {
      if (!isKnown || (before.get(bin) ?? null) !== null) changed.set(bin, null);
    });
  } else {
    eachNested(spread, value, (nested, own) => compareEntityField(nested, own, comparison));
  }
}

/**
 * Adds the bin (or bins) of a field that a migration has made or changed, of a property nobody reads.
 * Absent ones are left out: what nobody sees needs no default.
 *
 * @param bins the migrated ones
 */
export function compareMigratedField(field: EntityField, bins: Bins, comparison: Comparison): void {
  const { spread, storedName } = field;
  if (spread !== null) {
    for (const nested of spread.fields) compareMigratedField(nested, bins, comparison);
    return;
  }
  const stored = ownValue(bins, storedName) ?? null;
  if (stored !== null) {
    compareEntityField(field, readField(field, stored, unloadedRefs), comparison);
  }
}

function eachNested(
  { embeddable, fields }: SpreadField,
  value: unknown,
  visit: (field: EntityField, own: unknown) => void,
): void {
  const source = embeddedObject(value, embeddable);
  for (const field of fields) {
    try {
      visit(field, source[field.name] ?? defaultOf(field.property));
    } catch (error) {
      throw faultInside(error, `.${field.name}`);
    }
  }
}

/** An absent object has none of its bins, whatever its properties require. */
function clearSpread(field: EntityField, clear: (bin: string) => void): void {
  if (!field.nullable) throw new ValueFault('is declared nullable: false and must have a value');
  clearFields(field.spread?.fields ?? [], clear);
}

function clearFields(fields: readonly EntityField[], clear: (bin: string) => void): void {
  for (const { spread, storedName } of fields) {
    if (spread === null) clear(storedName);
    else clearFields(spread.fields, clear);
  }
}
