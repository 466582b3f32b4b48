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
  unknownInFields,
  writeField,
} from './field-mapper.js';
import { instanceMaker } from './instance-maker.js';
import { wrongContainer } from './list-mapper.js';
import { writtenOver } from './unknown-keys.js';
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
  /** The same for whatever is stored; none for what is no list of a layout the class knows. */
  ofAny(stored: BinValue): readonly FieldMapper[];
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
    write(value, place) {
      return writeItems(layouts, embeddedObject(value, embeddable), place);
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
    unknownIn: (stored) => unknownInItems(layouts, stored),
  };
}

/** In the newest layout, with what follows the properties in a list without layouts. */
function writeItems(
  layouts: ListLayouts,
  source: Readonly<Record<string, unknown>>,
  place: BinValue | undefined,
): BinValue[] {
  const before = writtenOver(source, place);
  const items: readonly BinValue[] = Array.isArray(before) ? before : [];
  const places = layouts.ofAny(before).map(({ name }) => name);
  const fields = layouts.current();
  const stored = fields.map((field) => {
    const own = source[field.name] ?? defaultOf(field.property);
    const over = place === undefined ? undefined : (items[places.indexOf(field.name)] ?? null);
    try {
      return writeField(field, own, over);
    } catch (error) {
      throw faultInside(error, `.${field.name}`);
    }
  });
  if (layouts.marker !== null) return [...stored, layouts.marker];
  return [...stored, ...items.slice(fields.length)];
}

function unknownInItems(layouts: ListLayouts, stored: BinValue): string | undefined {
  if (!Array.isArray(stored)) return undefined;
  const items = stored as readonly BinValue[];
  const fields = layouts.ofAny(stored);
  const isLonger = layouts.marker === null && items.length > fields.length;
  if (isLonger && fields.length > 0) return `[${fields.length}]`;
  return unknownInFields(fields, (_field, index) => items[index]);
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
  const versionOf = (items: readonly BinValue[]): number =>
    schemaVersion === null ? 1 : markedVersion(items);
  return {
    current: () => fieldsOf(newest),
    marker: newest === 1 ? null : `@V${newest}`,
    ofAny(stored) {
      if (!Array.isArray(stored) || versionOf(stored) > newest) return [];
      return this.of(stored);
    },
    of(items) {
      const version = versionOf(items);
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
