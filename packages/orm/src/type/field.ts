import type { DataKeys } from './entity-type.js';
import type { Expr, Predicate } from './expr.js';

/** Conditions on any value. An absent bin (or map key, or list element) equals nothing. */
export interface EqualityField<V> extends Expr<V> {
  /** Equal. `null` asks whether the value is absent, as {@link EqualityField.isNull}. */
  eq(value: V | Expr<V> | null): Predicate;
  /** The opposite of `eq`: also true where the value is absent. */
  ne(value: V | Expr<V> | null): Predicate;
  /** Equal to one of the values; an empty list matches nothing. */
  in(values: readonly V[]): Predicate;
  /** The opposite of `in`: also true where the value is absent. */
  notIn(values: readonly V[]): Predicate;
  /** The bin, map key or list element is there, and is not null. */
  exists(): Predicate;
  /** The bin, map key or list element is absent or null. */
  isNull(): Predicate;
}

/** Conditions on values with an order. All are false where the value is absent. */
export interface OrderedField<V> extends EqualityField<V> {
  /** Greater. */
  gt(value: V | Expr<V>): Predicate;
  /** Greater or equal. */
  gte(value: V | Expr<V>): Predicate;
  /** Less. */
  lt(value: V | Expr<V>): Predicate;
  /** Less or equal. */
  lte(value: V | Expr<V>): Predicate;
  /** Both bounds included. */
  between(low: V, high: V): Predicate;
}

/** Numbers: conditions and arithmetic, which the server does on 64-bit integers or doubles. */
export interface NumberField<V extends number | bigint> extends OrderedField<V> {
  /** The sum. */
  add(value: V | Expr<V>): NumberField<V>;
  /** The difference: the field minus the value. */
  sub(value: V | Expr<V>): NumberField<V>;
  /** The product. */
  mul(value: V | Expr<V>): NumberField<V>;
  /** Remainder with the sign of the field; integers only. Zero is refused. */
  mod(value: V): NumberField<V>;
}

/** Texts; compared by their UTF-8 bytes. A secondary index serves only `eq` and `in`. */
export interface StringField<V extends string = string> extends OrderedField<V> {
  /** Starts with a text; case counts. */
  startsWith(text: string): Predicate;
  /** Ends with a text; case counts. */
  endsWith(text: string): Predicate;
  /** Contains a text; case counts. */
  contains(text: string): Predicate;
  /**
   * Matches a regular expression, which becomes one of the server's (POSIX extended). What that
   * cannot express, such as lookaround, is an error.
   */
  matches(pattern: RegExp): Predicate;
  /** Equal when case is ignored. */
  ieq(text: string): Predicate;
}

/** A circle; the radius in metres. */
export interface Circle {
  /** The middle, in degrees: longitude (-180 to 180), then latitude (-90 to 90). */
  readonly center: readonly [longitude: number, latitude: number];
  /** The radius in metres. */
  readonly radiusM: number;
}

/** GeoJSON values. Positions are [longitude, latitude] in degrees. */
export interface GeoField extends Expr<object> {
  /** A point inside a region: a GeoJSON Polygon, MultiPolygon or AeroCircle, or a circle. */
  within(region: object | Circle): Predicate;
  /** A region that holds the point. */
  containsPoint(point: readonly [longitude: number, latitude: number]): Predicate;
  /** The value is there. */
  exists(): Predicate;
  /** The value is absent or null. */
  isNull(): Predicate;
}

/** Lists and sets. */
export interface ListField<E> extends Expr<readonly E[]> {
  /** Some element equals the value. */
  includes(value: E): Predicate;
  /** Some element equals one of the values. */
  includesAny(values: readonly E[]): Predicate;
  /** How many elements there are; absent where the list is. */
  size(): NumberField<number>;
  /** The element at a position; negative counts from the end. */
  at(index: number): Field<NonNullable<E>>;
  /**
   * Some element fulfils a condition made of comparisons with plain values (`eq ne gt gte lt lte
   * between in notIn`, with `and`, `or` and `not`).
   */
  some(condition: (element: Field<NonNullable<E>>) => Predicate): Predicate;
  /** The list is there. */
  exists(): Predicate;
  /** The list is absent or null. */
  isNull(): Predicate;
}

/** Arrays: besides the conditions of lists, equality as a whole, in which the order counts. */
export interface ArrayField<E> extends ListField<E> {
  /** The same elements in the same order. */
  eq(value: readonly E[]): Predicate;
  /** The opposite of `eq`: also true where the list is absent. */
  ne(value: readonly E[]): Predicate;
}

/** Maps. */
export interface MapField<K, V> extends Expr<ReadonlyMap<K, V>> {
  /** There is an entry with the key. */
  hasKey(key: K): Predicate;
  /** Some entry has the value. */
  hasValue(value: V): Predicate;
  /** The value under a key. */
  key(key: K): Field<NonNullable<V>>;
  /** How many entries there are; absent where the map is. */
  size(): NumberField<number>;
  /** The map is there. */
  exists(): Predicate;
  /** The map is absent or null. */
  isNull(): Predicate;
}

interface GeoShape {
  type: string;
  coordinates: unknown;
}

/** What a property of type V offers in conditions. */
export type Field<V> = [V] extends [string]
  ? StringField<V>
  : [V] extends [boolean]
    ? EqualityField<boolean>
    : [V] extends [number]
      ? NumberField<number>
      : [V] extends [bigint]
        ? NumberField<bigint>
        : [V] extends [Date]
          ? OrderedField<Date>
          : [V] extends [Uint8Array]
            ? EqualityField<Uint8Array>
            : CollectionField<V>;

type CollectionField<V> = [V] extends [ReadonlyMap<infer K, infer M>]
  ? MapField<K, M>
  : [V] extends [ReadonlySet<infer E>]
    ? ListField<E>
    : [V] extends [readonly (infer E)[]]
      ? ArrayField<E>
      : [V] extends [GeoShape]
        ? GeoField
        : [V] extends [object]
          ? ObjectField<V>
          : EqualityField<V>;

/** An embedded object by its properties, or a plain object that is a map. */
export type ObjectField<V extends object> = string extends keyof V
  ? MapField<string, V[keyof V]>
  : Fields<V>;

/** The fields of an entity, by property. */
export type Fields<T> = { readonly [K in DataKeys<T>]: Field<NonNullable<T[K]>> };

/** What the server knows of a record besides its bins. */
export interface RecordFields {
  /** Seconds left to live; -1 for a record that never expires. */
  ttl(): NumberField<number>;
  /** Milliseconds since the last write. */
  sinceUpdateMs(): NumberField<number>;
  /** When the record was last written. */
  lastUpdate(): OrderedField<Date>;
  /** Bytes the record takes. */
  recordSize(): NumberField<number>;
  /** The digest modulo n: a sample of one n-th of the records per value. */
  digestMod(n: number): NumberField<number>;
  /** The set of the record. */
  setName(): StringField;
}

/** What `where(f => …)` and `when: f => …` are called with. */
export type Root<T> = Fields<T> & { readonly $: RecordFields };
