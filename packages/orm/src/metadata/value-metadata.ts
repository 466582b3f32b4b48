import type { Converter } from '../converter/converter.js';
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

/** A value with one declared stored type; `converter` sits between the property and that type. */
export interface ScalarMetadata {
  /** The declared type. */
  readonly kind: ScalarKind;
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

/** `@MapBin`: a Map (or plain object) property in a key-ordered map. */
export interface MapMetadata {
  /** Tells the sorts of values apart. */
  readonly kind: 'map';
  /** The type of all keys. */
  readonly key: MapKeyKind;
  /** How the values of the entries are stored. */
  readonly value: ValueMetadata;
  /** What the property holds: a Map or a plain object. */
  readonly as: 'map' | 'object';
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
  | EmbeddedMetadata;
