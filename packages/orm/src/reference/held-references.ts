import { types } from 'node:util';
import { embeddableOfObject } from '../mapping/polymorphic-mapper.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { ReferenceMetadata, ValueMetadata } from '../metadata/value-metadata.js';
import type { ReferenceTree } from './reference-tree.js';

/** A reference that an entity holds. */
export interface HeldReference {
  readonly reference: ReferenceMetadata;
  /** What the entity holds: a reference, the referenced entity, or an id. */
  readonly value: unknown;
  /** Puts another value into its place. */
  readonly put: (value: unknown) => void;
  /** What is to be loaded behind it. */
  readonly tree: ReferenceTree;
  /** `Class.property`, for errors. */
  readonly label: string;
}

/** The references of an object at the places that a tree names. */
export function heldReferences(
  owner: object,
  properties: ReadonlyMap<string, PropertyMetadata>,
  { children }: ReferenceTree,
): HeldReference[] {
  const object = owner as Record<string, unknown>;
  return [...children].flatMap(([name, tree]) => {
    const property = properties.get(name);
    if (property === undefined) return [];
    const { label, value } = property;
    return inside(value, object[name], { tree, label, put: (item) => (object[name] = item) });
  });
}

function inside(
  meta: ValueMetadata,
  value: unknown,
  place: Pick<HeldReference, 'tree' | 'label' | 'put'>,
): HeldReference[] {
  if (value === null || value === undefined) return [];
  switch (meta.kind) {
    case 'reference':
      return [{ ...place, reference: meta, value }];
    case 'embedded':
      return heldReferences(value, embeddableOfObject(meta.embeddable, value).property, place.tree);
    case 'list':
    case 'keyedList':
      return Array.isArray(value) ? inArray(meta.element, value, place) : [];
    case 'set':
      return types.isSet(value) ? inSet(meta.element, value, place) : [];
    case 'map':
      return typeof value === 'object' ? inMap(meta.value, value, place) : [];
    default:
      return [];
  }
}

type Place = Pick<HeldReference, 'tree' | 'label' | 'put'>;

function inArray(meta: ValueMetadata, items: unknown[], place: Place): HeldReference[] {
  return items.flatMap((item, index) =>
    inside(meta, item, { ...place, put: (value) => (items[index] = value) }),
  );
}

function inSet(meta: ValueMetadata, items: Set<unknown>, place: Place): HeldReference[] {
  return [...items].flatMap((item) =>
    inside(meta, item, {
      ...place,
      put: (value) => {
        items.delete(item);
        items.add(value);
      },
    }),
  );
}

function inMap(meta: ValueMetadata, entries: object, place: Place): HeldReference[] {
  if (types.isMap(entries)) {
    return [...entries].flatMap(([key, item]) =>
      inside(meta, item, { ...place, put: (value) => entries.set(key, value) }),
    );
  }
  const object = entries as Record<string, unknown>;
  return Object.keys(object).flatMap((key) =>
    inside(meta, object[key], { ...place, put: (value) => (object[key] = value) }),
  );
}
