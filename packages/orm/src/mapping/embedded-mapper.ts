import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EmbeddedMetadata } from '../metadata/value-metadata.js';
import { embeddedObject, unknownKey } from './embedded-object.js';
import {
  defaultOf,
  type FieldMapper,
  fieldMapper,
  readField,
  sameField,
  unknownInFields,
  writeField,
} from './field-mapper.js';
import { instanceMaker } from './instance-maker.js';
import { itemStep } from './item-step.js';
import { wrongContainer } from './list-mapper.js';
import { ownValue } from './own-value.js';
import { setOwn } from './set-own.js';
import { unknownEntries, unknownKeyOf, withUnknown, writtenOver } from './unknown-keys.js';
import { faultInside } from './value-fault.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

/**
 * The mapper of an object embedded as a map.
 *
 * @param key a property that is stored elsewhere: the key of a keyed list; null for none
 */
export function embeddedMapper(
  { embeddable }: EmbeddedMetadata,
  mapperOf: MapperSource,
  key: PropertyMetadata | null = null,
): ValueMapper {
  const maker = instanceMaker(embeddable.embeddable);
  let known: readonly FieldMapper[] | null = null;
  // Not before the first use: the class may contain itself.
  const fieldsOf = (): readonly FieldMapper[] =>
    (known ??= embeddable.properties
      .filter((property) => property !== key)
      .map((property) => fieldMapper(embeddable.embeddable, property, mapperOf)));
  const keys = mappedKeys(fieldsOf);
  return {
    read(stored, refs) {
      const source = propertiesOf(stored);
      const target = maker.begin();
      for (const field of fieldsOf()) {
        if (!field.isAssignable && !maker.isFactory) continue;
        try {
          target[field.name] = readField(field, ownValue(source, field.storedName), refs);
        } catch (error) {
          throw faultInside(error, `.${field.name}`);
        }
      }
      return maker.end(target);
    },
    write(value, place) {
      const source = embeddedObject(value, embeddable);
      const before = writtenOver(source, place);
      const places = before === null ? null : placesIn(before);
      const stored: Record<string, BinValue> = {};
      for (const field of fieldsOf()) {
        const own = source[field.name] ?? defaultOf(field.property);
        const over = places === null ? place : (ownValue(places, field.storedName) ?? null);
        try {
          const item = writeField(field, own, over);
          if (item !== null) setOwn(stored, field.storedName, item);
        } catch (error) {
          throw faultInside(error, `.${field.name}`);
        }
      }
      return before === null ? stored : withUnknown(stored, unknownEntries(before, keys.has));
    },
    same(value, stored) {
      if (typeof value !== 'object' || value === null || unknownKey(value, embeddable))
        return false;
      if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return false;
      const source = value as Readonly<Record<string, unknown>>;
      const before = propertiesOf(stored);
      for (const field of fieldsOf()) {
        const own = source[field.name] ?? defaultOf(field.property);
        if (!sameField(field, own, ownValue(before, field.storedName))) return false;
      }
      return true;
    },
    unknownIn: keys.unknownIn,
  };
}

/** The keys of the map of an embedded class. */
interface MappedKeys {
  readonly has: (key: string) => boolean;
  readonly unknownIn: (stored: BinValue) => string | undefined;
}

function mappedKeys(fieldsOf: () => readonly FieldMapper[]): MappedKeys {
  let names: ReadonlySet<string> | null = null;
  let nesting: readonly FieldMapper[] | null = null;
  const has = (key: string): boolean =>
    (names ??= new Set(fieldsOf().map(({ storedName }) => storedName))).has(key);
  return {
    has,
    unknownIn(stored) {
      const unknown = unknownKeyOf(stored, has);
      if (unknown !== undefined) return itemStep(unknown);
      nesting ??= fieldsOf().filter(({ mapper }) => mapper.unknownIn !== undefined);
      if (nesting.length === 0) return undefined;
      const places = placesIn(stored);
      return unknownInFields(nesting, ({ storedName }) => ownValue(places, storedName));
    },
  };
}

/** What is stored by key; nothing for what is no map. */
function placesIn(stored: BinValue): Readonly<Record<string, BinValue>> {
  const isMap = typeof stored === 'object' && stored !== null && !Array.isArray(stored);
  return isMap ? propertiesOf(stored) : {};
}

/** A stored map by key; keys that are no strings are no properties. */
function propertiesOf(stored: BinValue): Readonly<Record<string, BinValue>> {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) {
    throw wrongContainer('a map', stored);
  }
  if (!types.isMap(stored)) return stored as Readonly<Record<string, BinValue>>;
  const object: Record<string, BinValue> = {};
  for (const [key, item] of stored as ReadonlyMap<BinValue, BinValue>) {
    if (typeof key === 'string') setOwn(object, key, item);
  }
  return object;
}
