import type { AnyOf, DataKeys, IdOf } from './entity-type.js';
import type { Expr, Predicate } from './expr.js';
import type { Ref } from './ref.js';

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
  /** The quotient; of two integers without its fraction. Absent where the divisor is 0. */
  div(value: V | Expr<V>): NumberField<V>;
  /** Remainder with the sign of the field; integers only. Absent where the divisor is 0. */
  mod(value: V | Expr<V>): NumberField<V>;
  /** The power, always a double. */
  pow(exponent: number | Expr<number>): NumberField<number>;
  /** The smallest of the field and the others. */
  min(...others: readonly (V | Expr<V>)[]): NumberField<V>;
  /** The largest of the field and the others. */
  max(...others: readonly (V | Expr<V>)[]): NumberField<V>;
  /** With the other sign. */
  neg(): NumberField<V>;
  /** Without its sign. */
  abs(): NumberField<V>;
  /** The next whole number below. */
  floor(): NumberField<V>;
  /** The next whole number above. */
  ceil(): NumberField<V>;
  /** The nearest whole number; halves go up. */
  round(): NumberField<V>;
  /** As an integer; a double loses its fraction. */
  toInt(): NumberField<number>;
  /** As a double. */
  toDouble(): NumberField<number>;
}

/** How texts are compared. */
export interface TextOptions {
  /** Default false. Of letters beyond ASCII the case is ignored as `ieq` does. */
  readonly ignoreCase?: boolean;
}

/** Texts; compared by their UTF-8 bytes. A secondary index serves only `eq` and `in`. */
export interface StringField<V extends string = string> extends OrderedField<V> {
  /** Starts with a text; case counts unless told otherwise. */
  startsWith(text: string, options?: TextOptions): Predicate;
  /** Ends with a text; case counts unless told otherwise. */
  endsWith(text: string, options?: TextOptions): Predicate;
  /** Contains a text; case counts unless told otherwise. */
  contains(text: string, options?: TextOptions): Predicate;
  /**
   * Matches a regular expression, which becomes one of the server's (POSIX extended). What that
   * cannot express, such as lookaround, is an error.
   */
  matches(pattern: RegExp): Predicate;
  /** Equal when case is ignored. */
  ieq(text: string): Predicate;
}

/** Bytes, and HyperLogLog sketches. */
export interface BytesField extends EqualityField<Uint8Array> {
  /** How many bits are set of those from an offset on; bits beyond the end count as 0. */
  bitCount(offset: number, size: number): NumberField<number>;
  /** Some bits (63 at most) from an offset on as an integer; bits beyond the end are 0. */
  bits(offset: number, size: number): NumberField<number>;
  /** About how many different values were added; sketches only. */
  hllCount(): NumberField<number>;
  /** Whether all of the values may have been added; sketches only. */
  hllMayContain(values: readonly (string | number | bigint)[]): Predicate;
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
  /** For each of the values there is an equal element; none of them is always true. */
  includesAll(values: readonly E[]): Predicate;
  /** How many elements there are; absent where the list is. */
  size(): NumberField<number>;
  /** The element at a position; negative counts from the end. */
  at(index: number): Field<NonNullable<E>>;
  /**
   * Some element fulfils a condition. Comparisons of the element itself with plain values work on all
   * servers; conditions on its properties, on texts and so on take server 8.1.1 or newer.
   */
  some(condition: (element: Field<NonNullable<E>>) => Predicate): Predicate;
  /** All elements fulfil a condition, as of an empty list; false where the list is absent. */
  every(condition: (element: Field<NonNullable<E>>) => Predicate): Predicate;
  /** No element fulfils a condition: the opposite of `some`, also true where the list is absent. */
  none(condition: (element: Field<NonNullable<E>>) => Predicate): Predicate;
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
  /** The element with an id, of a list that is stored as a map (`@ListBin(…, { as: 'map' })`). */
  byId(id: string | number | bigint | Uint8Array): Field<NonNullable<E>>;
}

/** Maps. */
export interface MapField<K, V> extends Expr<ReadonlyMap<K, V>> {
  /** There is an entry with the key. */
  hasKey(key: K): Predicate;
  /** Some entry has the value. */
  hasValue(value: V): Predicate;
  /** Some value fulfils a condition; see `some` of lists. */
  someValue(condition: (value: Field<NonNullable<V>>) => Predicate): Predicate;
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
            ? BytesField
            : CollectionField<V>;

type CollectionField<V> = [V] extends [ReadonlyMap<infer K, infer M>]
  ? MapField<K, M>
  : [V] extends [ReadonlySet<infer E>]
    ? ListField<E>
    : [V] extends [readonly (infer E)[]]
      ? ArrayField<Named<E>>
      : [V] extends [GeoShape]
        ? GeoField
        : [V] extends [Ref<infer T>]
          ? EqualityField<IdOf<T>>
          : [V] extends [object]
            ? ObjectField<V>
            : EqualityField<V>;

/** References are compared by the ids they hold. */
type Named<E> = [E] extends [Ref<infer T>] ? IdOf<T> : E;

/** An embedded object by its properties, or a plain object that is a map. */
export type ObjectField<V extends object> = string extends keyof V
  ? MapField<string, V[keyof V]>
  : Fields<AnyOf<V>>;

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
  /** When the record expires; absent for one that never does. */
  expiresAt(): OrderedField<Date>;
  /** Bytes the record takes. */
  recordSize(): NumberField<number>;
  /** The digest modulo n: a sample of one n-th of the records per value. */
  digestMod(n: number): NumberField<number>;
  /** The set of the record. */
  setName(): StringField;
  /** One value where a condition holds, another where it does not; both of one type. */
  cond<V extends string | number | bigint | boolean>(
    condition: Predicate,
    then: V | Expr<V>,
    otherwise: V | Expr<V>,
  ): Field<Widened<V>>;
}

type Widened<V> = V extends string
  ? string
  : V extends number
    ? number
    : V extends bigint
      ? bigint
      : boolean;

/** What `where(f => …)` and `when: f => …` are called with. */
export type Root<T> = Fields<T> & { readonly $: RecordFields };
