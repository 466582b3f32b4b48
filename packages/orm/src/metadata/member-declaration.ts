import type { Converter } from '../converter/converter.js';
import type { EntityClass } from '../type/entity-type.js';
import type { IdStrategy } from '../type/id-strategy.js';
import type { SindexCollection, SindexType } from './index-metadata.js';
import type { MapKeyKind, ScalarKind } from './value-metadata.js';

/** Types for `@Bin({ type })`; `list` and `map` hold whatever is put into them. */
export type BinType = ScalarKind | 'list' | 'map';

/** The class or type of an element, in a function so that classes may refer to each other. */
export type ElementType = () => EntityClass | BinType;

/** `@Bin(options)`. */
export interface BinOptions<V = unknown> {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name. */
  readonly name?: string;
  /** Stored type. Default: what TypeScript emitted for the property, else what the value is. */
  readonly type?: BinType;
  /** False refuses null and undefined when writing. Default true. */
  readonly nullable?: boolean;
  /** Value (or a function making it) of new entities and of records without the bin. */
  readonly default?: V | (() => V);
  /** Turns the property into what is stored, and back. */
  // Any: the stored side is checked when it is written.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly convert?: Converter<any, any>;
}

/** `@CreatedAt(options)` and `@UpdatedAt(options)`. */
export interface AuditOptions {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name. */
  readonly name?: string;
}

/** `@Id(options)`. */
export interface IdOptions {
  /** Default `assigned`: the caller sets it. */
  readonly strategy?: IdStrategy;
  /** Store the id in a bin as well (a name, or true for the property's). Default false. */
  readonly storeAsBin?: boolean | string;
  /** Default: what TypeScript emitted, else what the value is. */
  readonly type?: 'string' | 'int' | 'bigint' | 'bytes';
}

/** `@ListBin(of, options)`. */
export interface ListOptions {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name. */
  readonly name?: string;
  /** `'ordered'`: the server keeps the list sorted. Default `'unordered'`. */
  readonly order?: 'ordered' | 'unordered';
  /** Pushing a value that is there does nothing. Default false. */
  readonly unique?: boolean;
  /** Pushes drop the oldest elements beyond this number. */
  readonly maxItems?: number;
}

/** `@MapBin(of, options)`. */
export interface MapOptions {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name. */
  readonly name?: string;
  /** Type of all keys. Default `'string'`. */
  readonly key?: MapKeyKind;
  /** What the property holds. Default `'map'`, a Map. */
  readonly as?: 'map' | 'object';
}

/** `@SetBin(of, options)`. */
export interface SetOptions {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name. */
  readonly name?: string;
}

/** `@Embedded(of, options)`. */
export interface EmbeddedOptions {
  /** Bin name; not with `as: 'bins'`. */
  readonly name?: string;
  /** A map by property (default), a list by position, or one bin for each property. */
  readonly as?: 'map' | 'list' | 'bins';
  /** Put before the bin names of `as: 'bins'`. Default: the property and an underscore. */
  readonly prefix?: string;
}

/** `@Enum(of, options)`. */
export interface EnumOptions {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name. */
  readonly name?: string;
  /** Store the value (default) or the name of the member. */
  readonly as?: 'value' | 'name';
  /** False refuses null and undefined when writing. Default true. */
  readonly nullable?: boolean;
  /** Member (or a function giving it) of new entities and of records without the bin. */
  readonly default?: unknown;
}

/** `@Index(options)`. */
export interface IndexOptions {
  /** Default: set, bin and path joined by underscores. At most 63 bytes. */
  readonly name?: string;
  /** Default: by the type of the property. */
  readonly type?: SindexType;
  /** Default: the value, or the elements of a list or set; maps must say which. */
  readonly on?: SindexCollection;
  /** A property inside an embedded object, e.g. `'city'` or `'geo.point'`. */
  readonly path?: string;
}

/** One decorator on a property. */
export type MemberDeclaration =
  | { readonly decorator: 'Id'; readonly options: IdOptions }
  | { readonly decorator: 'Version' | 'Ttl' | 'Transient'; readonly options: object }
  | { readonly decorator: 'Bin' | 'GeoBin'; readonly options: BinOptions }
  | { readonly decorator: 'CreatedAt' | 'UpdatedAt'; readonly options: AuditOptions }
  | { readonly decorator: 'ListBin'; readonly of: ElementType; readonly options: ListOptions }
  | { readonly decorator: 'MapBin'; readonly of: ElementType; readonly options: MapOptions }
  | { readonly decorator: 'SetBin'; readonly of: ElementType; readonly options: SetOptions }
  | {
      readonly decorator: 'Embedded';
      readonly of: () => EntityClass;
      readonly options: EmbeddedOptions;
    }
  | { readonly decorator: 'Enum'; readonly of: () => object; readonly options: EnumOptions }
  | { readonly decorator: 'Index'; readonly options: IndexOptions };

/** The name of a property decorator. */
export type MemberDecorator = MemberDeclaration['decorator'];
