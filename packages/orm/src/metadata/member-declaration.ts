import type { Converter } from '../converter/converter.js';
import type { BinName } from '../type/bin-name.js';
import type { EntityClass } from '../type/entity-type.js';
import type { Expr, Predicate } from '../type/expr.js';
import type { IdStrategy } from '../type/id-strategy.js';
import type { MergeRule } from '../type/merge-rule.js';
import type { SindexCollection, SindexType } from './index-metadata.js';
import type { MapKeyKind, MapOrder, ScalarKind } from './value-metadata.js';

/** Types for `@Bin({ type })`; `list` and `map` hold whatever is put into them. */
export type BinType = ScalarKind | 'list' | 'map';

/** A value described by a builder: `t.list(t.int())`, `t.enum(['a', 'b'])` … */
export interface ElementDeclaration {
  /** What the decorators of a property would have recorded. */
  readonly declarations: readonly MemberDeclaration[];
}

/**
 * The class, type or builder of an element, in a function so that classes may refer to each other:
 * `() => Line`, `() => 'int'`, `() => t.list(t.int())`.
 */
export type ElementType = () => EntityClass | BinType | ElementDeclaration;

/** Options of all properties that are stored. */
export interface StoredOptions<N extends string = string, V = unknown> {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name, as the naming strategy has it. */
  readonly name?: BinName<N>;
  /** False refuses null and undefined when writing. Default true. */
  readonly nullable?: boolean;
  /** Value (or a function making it) of new entities and of records without the bin. */
  readonly default?: V | (() => V);
  /** False: read only when it is named. Default true. */
  readonly select?: boolean;
  /**
   * What becomes of the property when another writer changed it too and the save is merged
   * (`save(entity, { merge: 'disjoint' })`). Default: that is a conflict.
   */
  // Any: the values are those of whichever property declares the rule.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly merge?: MergeRule<any>;
}

/** `@Bin(options)`. */
export interface BinOptions<V = unknown, N extends string = string> extends StoredOptions<N, V> {
  /** Stored type. Default: what TypeScript emitted for the property, else what the value is. */
  readonly type?: BinType;
  /** Turns the property into what is stored, and back. */
  // Any: the stored side is checked when it is written.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly convert?: Converter<any, any>;
}

/** `@CreatedAt(options)`, `@UpdatedAt(options)` and `@DeletedAt(options)`. */
export interface AuditOptions<N extends string = string> {
  /** Bin name, at most 15 UTF-8 bytes. Default: the property name, as the naming strategy has it. */
  readonly name?: BinName<N>;
}

/** `@Id(options)`. */
export interface IdOptions<N extends string = string> {
  /** Default `assigned`: the caller sets it. */
  readonly strategy?: IdStrategy;
  /** Store the id in a bin as well (a name, or true for the property's). Default false. */
  readonly storeAsBin?: boolean | BinName<N>;
  /** Default: what TypeScript emitted, else what the value is. */
  readonly type?: 'string' | 'int' | 'bigint' | 'bytes';
}

/** `@ListBin(of, options)`. */
export interface ListOptions<N extends string = string> extends StoredOptions<N> {
  /**
   * `'map'`: a key-ordered map from the `@Id` of each element to the element without it; the array
   * then comes in the order of the ids. Default `'list'`.
   */
  readonly as?: 'list' | 'map';
  /** `'ordered'`: the server keeps the list sorted. Default `'unordered'`. */
  readonly order?: 'ordered' | 'unordered';
  /** Pushing a value that is there does nothing. Default false. */
  readonly unique?: boolean;
  /** Pushes drop the oldest elements beyond this number. */
  readonly maxItems?: number;
}

/** `@MapBin(of, options)`. */
export interface MapOptions<N extends string = string> extends StoredOptions<N> {
  /** Type of all keys. Default `'string'`. */
  readonly key?: MapKeyKind;
  /** What the property holds. Default `'map'`, a Map. */
  readonly as?: 'map' | 'object';
  /** How the server keeps the entries: by key (default), by key and value, or not sorted. */
  readonly order?: MapOrder;
  /** The server stores the index of the map, for faster operations on big ones. Default false. */
  readonly persistIndex?: boolean;
}

/** `@SetBin(of, options)`. */
export interface SetOptions<N extends string = string> extends StoredOptions<N> {}

/** `@HllBin(options)`. */
export interface HllOptions<N extends string = string> extends StoredOptions<N> {
  /** Bits that choose a register, 4 to 16. Without it, the operation that creates the sketch says it. */
  readonly indexBits?: number;
  /** Bits of the minhash, 4 to 51, for intersections; together with `indexBits` at most 64. */
  readonly minhashBits?: number;
}

/** `@Embedded(of, options)`. */
export interface EmbeddedOptions<N extends string = string, V = unknown> extends StoredOptions<
  N,
  V
> {
  /**
   * A map by property, a list by position, or one bin for each property (which has no bin name and no
   * default of its own). Default: what `@Embeddable` says, else `'map'`.
   */
  readonly as?: 'map' | 'list' | 'bins';
  /** Put before the bin names of `as: 'bins'`. Default: the property and an underscore. */
  readonly prefix?: string;
}

/** `@Enum(of, options)`. */
export interface EnumOptions<N extends string = string> extends StoredOptions<N> {
  /** Store the value (default) or the name of the member. */
  readonly as?: 'value' | 'name';
}

/** `@Reference(of, options)`. */
export interface ReferenceOptions<N extends string = string> extends Omit<
  StoredOptions<N>,
  'default'
> {
  /** Store the id (default) or the digest of the key, which is shorter for long ids. */
  readonly by?: 'id' | 'digest';
  /** Read the entity together with the one that refers to it. Default false. */
  readonly eager?: boolean;
  /** The property is an array of references, stored as a list. Default false. */
  readonly many?: boolean;
}

/** `@Index(options)`; F is what `where` is called with, a `Root` of the entity. */
// Any: an index on a class that is embedded belongs to whichever entity embeds it.
// oxlint-disable-next-line typescript/no-explicit-any
export interface IndexOptions<F = any> {
  /** Default: set, bin and path joined by underscores. At most 63 bytes. */
  readonly name?: string;
  /** Default: by the type of the property. */
  readonly type?: SindexType;
  /** Default: the value, or the elements of a list or set; maps must say which. */
  readonly on?: SindexCollection;
  /** A property inside an embedded object, e.g. `'city'` or `'geo.point'`. */
  readonly path?: string;
  /**
   * Indexes only the records that fulfil a condition on the bins of the entity (server 8.1):
   * `where: (f: Root<Order>) => f.status.eq('new')`. Queries whose conditions say the same use it.
   */
  readonly where?: (fields: F) => Predicate;
}

/** One decorator on a property. */
export type MemberDeclaration =
  | { readonly decorator: 'Id'; readonly options: IdOptions }
  | { readonly decorator: 'Version' | 'Ttl' | 'ExpiresAt'; readonly options: object }
  | { readonly decorator: 'Transient'; readonly options: object }
  | { readonly decorator: 'Bin' | 'GeoBin'; readonly options: BinOptions }
  | { readonly decorator: 'HllBin'; readonly options: HllOptions }
  | {
      readonly decorator: 'CreatedAt' | 'UpdatedAt' | 'DeletedAt';
      readonly options: AuditOptions;
    }
  | { readonly decorator: 'ListBin'; readonly of: ElementType; readonly options: ListOptions }
  | { readonly decorator: 'MapBin'; readonly of: ElementType; readonly options: MapOptions }
  | { readonly decorator: 'SetBin'; readonly of: ElementType; readonly options: SetOptions }
  | {
      readonly decorator: 'Embedded';
      readonly of: () => EntityClass;
      readonly options: EmbeddedOptions;
    }
  | {
      readonly decorator: 'Reference';
      readonly of: () => EntityClass;
      readonly options: ReferenceOptions;
    }
  | { readonly decorator: 'Enum'; readonly of: () => object; readonly options: EnumOptions }
  | { readonly decorator: 'Index'; readonly options: IndexOptions }
  | {
      readonly decorator: 'Since' | 'Until' | 'Ordinal';
      readonly number: number;
      readonly options: object;
    }
  | {
      readonly decorator: 'Computed';
      // Any: the fields are those of whichever entity declares it.
      // oxlint-disable-next-line typescript/no-explicit-any
      readonly build: (fields: any) => Expr;
      readonly options: object;
    };

/** The name of a property decorator. */
export type MemberDecorator = MemberDeclaration['decorator'];
/** Decorators that say more about a property than another one declares. */
export type Modifier = 'Index' | 'Since' | 'Until' | 'Ordinal';
/** The decorators that declare a value. */
export type ValueDecorator = Exclude<MemberDecorator, Modifier | 'Transient' | 'Computed'>;
/** What declares a property, rather than saying more about it. */
export type MainDeclaration = Exclude<MemberDeclaration, { readonly decorator: Modifier }>;
/** The declaration of one decorator. */
export type DeclarationOf<D extends MemberDecorator> = MemberDeclaration & {
  readonly decorator: D;
};
