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
  readonly kind: ScalarKind;
  readonly converter: Converter | null;
}

/** No declared type: what is stored follows the value, and reading returns what was stored. */
export interface DynamicMetadata {
  readonly kind: 'dynamic';
  readonly converter: Converter | null;
}

/** `@ListBin`: an array property in a list. */
export interface ListMetadata {
  readonly kind: 'list';
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
  readonly kind: 'set';
  readonly element: ValueMetadata;
}

/** The type of all keys of a map. */
export type MapKeyKind = 'string' | 'int' | 'bytes';

/** `@MapBin`: a Map (or plain object) property in a key-ordered map. */
export interface MapMetadata {
  readonly kind: 'map';
  readonly key: MapKeyKind;
  readonly value: ValueMetadata;
  /** What the property holds: a Map or a plain object. */
  readonly as: 'map' | 'object';
}

/** The properties of an embedded class, shared by all places that embed it. */
export interface EmbeddableMetadata {
  readonly embeddable: EntityClass;
  readonly name: string;
  readonly properties: readonly PropertyMetadata[];
  readonly property: ReadonlyMap<string, PropertyMetadata>;
}

/** `@Embedded`: an object in a map (stored name → value), a positional list, or bins of its own. */
export interface EmbeddedMetadata {
  readonly kind: 'embedded';
  readonly as: 'map' | 'list' | 'bins';
  /** Put before the stored names of the properties when `as` is 'bins'. */
  readonly prefix: string;
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
