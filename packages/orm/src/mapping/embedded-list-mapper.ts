import type { BinValue } from '@aeroform/core';
import { listLayout } from '../metadata/list-layout.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EmbeddableMetadata, EmbeddedMetadata } from '../metadata/value-metadata.js';
import { embeddedObject, unknownKey } from './embedded-object.js';
import {
  defaultOf,
  type FieldMapper,
  fieldMapper,
  readField,
  sameField,
  writeField,
} from './field-mapper.js';
import { instanceMaker } from './instance-maker.js';
import { wrongContainer } from './list-mapper.js';
import { faultInside, ValueFault } from './value-fault.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

/** Ends a list whose layout is newer than the first, as java-object-mapper writes it. */
const MARKER = /^@V([1-9]\d{0,8})$/;

/** The layouts of an embedded class as lists. */
interface ListLayouts {
  /** The fields of the layout that is written. */
  readonly current: () => readonly FieldMapper[];
  /** What ends a written list; null for the first layout. */
  readonly marker: string | null;
  /** The fields of the layout a stored list is in. */
  of(items: readonly BinValue[]): readonly FieldMapper[];
}

/**
 * The mapper of an object embedded as a list by position. Lists of a later layout than the first end
 * with a marker; older layouts are read, the newest is written.
 *
 * @param key a property that is stored elsewhere: the key of a keyed list; null for none
 */
export function embeddedListMapper(
  { embeddable }: EmbeddedMetadata,
  mapperOf: MapperSource,
  key: PropertyMetadata | null = null,
): ValueMapper {
  const maker = instanceMaker(embeddable.embeddable);
  const layouts = listLayouts(embeddable, mapperOf, key);
  return {
    read(stored, refs) {
      const items = itemsOf(stored);
      const target = maker.begin();
      const fields = layouts.of(items);
      fields.forEach((field, index) => {
        if (!field.isAssignable && !maker.isFactory) return;
        try {
          target[field.name] = readField(field, items[index], refs);
        } catch (error) {
          throw faultInside(error, `.${field.name}`);
        }
      });
      const current = layouts.current();
      if (fields !== current) addDefaults(target, current);
      return maker.end(target);
    },
    write(value) {
      const source = embeddedObject(value, embeddable);
      const stored = layouts.current().map((field) => {
        try {
          return writeField(field, source[field.name] ?? defaultOf(field.property));
        } catch (error) {
          throw faultInside(error, `.${field.name}`);
        }
      });
      return layouts.marker === null ? stored : [...stored, layouts.marker];
    },
    same(value, stored) {
      if (typeof value !== 'object' || value === null || unknownKey(value, embeddable))
        return false;
      if (!Array.isArray(stored)) return false;
      const source = value as Readonly<Record<string, unknown>>;
      const fields = layouts.current();
      const items = stored as readonly BinValue[];
      const { marker } = layouts;
      // What follows the first layout is of others: it stays as long as the object does.
      return (
        (marker === null || items[fields.length] === marker) &&
        fields.every((field, index) => {
          const own = source[field.name] ?? defaultOf(field.property);
          return sameField(field, own, items[index]);
        })
      );
    },
  };
}

function listLayouts(
  embeddable: EmbeddableMetadata,
  mapperOf: MapperSource,
  key: PropertyMetadata | null,
): ListLayouts {
  const { name, schemaVersion } = embeddable;
  const newest = schemaVersion ?? 1;
  const known = new Map<number, readonly FieldMapper[]>();
  const fieldsOf = (version: number): readonly FieldMapper[] => {
    const fields =
      known.get(version) ??
      listLayout(embeddable, version)
        .filter((property) => property !== key)
        .map((property) => fieldMapper(embeddable.embeddable, property, mapperOf));
    known.set(version, fields);
    return fields;
  };
  return {
    current: () => fieldsOf(newest),
    marker: newest === 1 ? null : `@V${newest}`,
    of(items) {
      const version = schemaVersion === null ? 1 : markedVersion(items);
      if (version > newest) {
        throw new ValueFault(
          `the record holds layout ${version} of ${name}, and the class knows up to ${newest}; use the newer class`,
        );
      }
      const fields = fieldsOf(version);
      // A text of the first layout may look like a marker; then the list is as long as that layout.
      return version === 1 || items.length === fields.length + 1 ? fields : fieldsOf(1);
    },
  };
}

function markedVersion(items: readonly BinValue[]): number {
  const last = items.at(-1);
  return typeof last === 'string' ? Number(MARKER.exec(last)?.[1] ?? 1) : 1;
}

/** What an older layout does not have gets its default. */
function addDefaults(target: Record<string, unknown>, fields: readonly FieldMapper[]): void {
  for (const { name, property, isAssignable } of fields) {
    if (isAssignable && !(name in target)) target[name] = defaultOf(property);
  }
}

function itemsOf(stored: BinValue): readonly BinValue[] {
  if (Array.isArray(stored)) return stored as readonly BinValue[];
  throw wrongContainer('a list', stored);
}
