import type { Converter } from '../converter/converter.js';
import type { EntityMetadata } from './entity-metadata.js';
import type { PropertyMetadata } from './property-metadata.js';
import type { EntityClass } from '../type/entity-type.js';

/** Types of values that are not containers, as written in `@Bin({ type })`. */
export type ScalarKind =
  | 'int'
  | 'bigint'
  | 'double'
  | 'string'
  | 'bool'
  | 'bytes'
  | 'date'
  | 'datetime-ns'
  | 'geojson'
  | 'hll'
  | 'json';

/** What a scalar kind is on the server. */
export type StoredType = 'int' | 'double' | 'string' | 'bool' | 'blob' | 'geojson' | 'hll';

/** The particle each scalar kind is stored as; dates are integers, JSON is a string. */
export const storedTypeOf: Readonly<Record<ScalarKind, StoredType>> = Object.freeze({
  int: 'int',
  bigint: 'int',
  double: 'double',
  string: 'string',
  bool: 'bool',
  bytes: 'blob',
  date: 'int',
  'datetime-ns': 'int',
  geojson: 'geojson',
  hll: 'hll',
  json: 'string',
});

/** How exact a declared HyperLogLog sketch is. */
export interface HllPrecision {
  /** Bits that choose a register, 4 to 16. */
  readonly indexBits: number;
  /** Bits of the minhash, 4 to 51; null for a sketch without one. */
  readonly minhashBits: number | null;
}

/** A value with one declared stored type; `converter` sits between the property and that type. */
export interface ScalarMetadata {
  /** The declared type. */
  readonly kind: ScalarKind;
  /** Of kind `hll`, where `@HllBin` says it. */
  readonly hll?: HllPrecision;
  /** Between the property and what is stored; null without one. */
  readonly converter: Converter | null;
}

/** No declared type: what is stored follows the value, and reading returns what was stored. */
export interface DynamicMetadata {
  /** Tells the sorts of values apart. */
  readonly kind: 'dynamic';
  /** Between the property and what is stored; null without one. */
  readonly converter: Converter | null;
}

/** `@ListBin`: an array property in a list. */
export interface ListMetadata {
  /** Tells the sorts of values apart. */
  readonly kind: 'list';
  /** How the elements are stored. */
  readonly element: ValueMetadata;
  /** The server keeps the list sorted. */
  readonly ordered: boolean;
  /** Pushed values that are already there are left out. */
  readonly unique: boolean;
  /** The newest elements kept by pushes, or null without a limit. */
  readonly maxItems: number | null;
}

/** `@SetBin`: a Set property in an ordered list without duplicates. */
export interface SetMetadata {
  /** Tells the sorts of values apart. */
  readonly kind: 'set';
  /** How the elements are stored. */
  readonly element: ValueMetadata;
}

/** The type of all keys of a map. */
export type MapKeyKind = 'string' | 'int' | 'bytes';

/** How the server keeps the entries of a map. */
export type MapOrder = 'unordered' | 'key' | 'key-value';

/** `@MapBin`: a Map (or plain object) property in a map. */
export interface MapMetadata {
  /** Tells the sorts of values apart. */
  readonly kind: 'map';
  /** The type of all keys. */
  readonly key: MapKeyKind;
  /** How the values of the entries are stored. */
  readonly value: ValueMetadata;
  /** What the property holds: a Map or a plain object. */
  readonly as: 'map' | 'object';
  /** How the server keeps the entries. */
  readonly order: MapOrder;
  /** The server stores the index of the map with it. */
  readonly persistIndex: boolean;
}

/**
 * `@ListBin(() => E, { as: 'map' })`: an array property in a key-ordered map from the id of each
 * element to the element without its id. The server keeps the order of the ids.
 */
export interface KeyedListMetadata {
  /** Tells the sorts of values apart. */
  readonly kind: 'keyedList';
  /** How the elements are stored; their properties include the key, which is left out of the map's value. */
  readonly element: EmbeddedMetadata;
  /** The `@Id` property of the element. */
  readonly key: PropertyMetadata;
}

/** `@Reference`: another entity by its id, or by the digest of its key. */
export interface ReferenceMetadata {
  /** Tells the sorts of values apart. */
  readonly kind: 'reference';
  /** What is stored: the id, or the 20 bytes of the digest. */
  readonly by: 'id' | 'digest';
  /** The referenced entity; a function, since entities may refer to each other. */
  readonly target: () => EntityMetadata;
  /** Loaded together with the entity that holds it. */
  readonly eager: boolean;
}

/** What tells the classes of embedded objects apart. */
export interface EmbeddableDiscriminator {
  /** The key of stored maps, and of plain objects, that holds the value. */
  readonly key: string;
  /** The value of this class; null for an abstract base, of which there are no objects. */
  readonly value: string | null;
  /** The class and those derived from it that have a value, by their value. */
  readonly variants: () => ReadonlyMap<string, EmbeddableMetadata>;
}

/** The properties of an embedded class, shared by all places that embed it. */
export interface EmbeddableMetadata {
  /** The class. */
  readonly embeddable: EntityClass;
  /** The class name. */
  readonly name: string;
  /** All mapped properties in the order of declaration. */
  readonly properties: readonly PropertyMetadata[];
  /** The same by property name. */
  readonly property: ReadonlyMap<string, PropertyMetadata>;
  /** The `@Id` property, which keyed lists need; null without one. */
  readonly id: PropertyMetadata | null;
  /** `@Embeddable({ schemaVersion })`: the layout that lists are written in; null when not versioned. */
  readonly schemaVersion: number | null;
  /** `@Embeddable({ discriminator })`: the classes that a property of this one may hold; null for one. */
  readonly discriminator: EmbeddableDiscriminator | null;
}

/** `@Embedded`: an object in a map (stored name → value), a positional list, or bins of its own. */
export interface EmbeddedMetadata {
  /** Tells the sorts of values apart. */
  readonly kind: 'embedded';
  /** Stored as a map, as a list by position, or as one bin for each property. */
  readonly as: 'map' | 'list' | 'bins';
  /** Put before the stored names of the properties when `as` is 'bins'. */
  readonly prefix: string;
  /** The embedded class. */
  readonly embeddable: EmbeddableMetadata;
}

/** What is known of a value in a bin or inside one. */
export type ValueMetadata =
  | ScalarMetadata
  | DynamicMetadata
  | ListMetadata
  | SetMetadata
  | MapMetadata
  | EmbeddedMetadata
  | KeyedListMetadata
  | ReferenceMetadata;
