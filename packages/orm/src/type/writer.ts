import type { DataKeys } from './entity-type.js';
import type { Expr } from './expr.js';
import type { Root } from './field.js';

declare const OP: unique symbol;

/** One atomic operation of `operate`, with the type of its result. */
export interface Op<R> {
  readonly [OP]: R;
}

/** The results of operations, by the names they were given. */
export type Out<O> = { [K in keyof O]: O[K] extends Op<infer R> ? R : never };

/** Operations on any value. */
export interface ScalarWriter<V> {
  /** Reads the value; undefined when it is absent. */
  get(): Op<V | undefined>;
  /** Sets the value, whatever it was. */
  set(value: V): Op<void>;
  /**
   * Removes the bin, or the entry of the map. The server removes a record together with its last bin.
   */
  unset(): Op<void>;
}

/** Operations on numbers. */
export interface NumberWriter<V> extends ScalarWriter<V> {
  /** Adds (1 by default) and gives the sum; an absent value counts as 0. */
  inc(by?: V): Op<V>;
  /** Subtracts (1 by default) and gives the difference. */
  dec(by?: V): Op<V>;
}

/** Operations on texts; append and prepend only where the text is a bin of its own. */
export interface StringWriter<V extends string = string> extends ScalarWriter<V> {
  /** Adds a text at the end; an absent value counts as empty. */
  append(text: string): Op<void>;
  /** Adds a text at the beginning; an absent value counts as empty. */
  prepend(text: string): Op<void>;
}

/** Operations on lists and sets. Indexes below 0 count from the end. */
export interface ListWriter<E, C = E[]> extends ScalarWriter<C> {
  /** Adds at the end and gives the new size; unique lists leave out what they hold. */
  push(...values: E[]): Op<number>;
  /** Inserts before an index and gives the new size. */
  insert(index: number, value: E): Op<number>;
  /** Replaces the element at an index. */
  setAt(index: number, value: E): Op<void>;
  /** Reads the element at an index; undefined when there is none. */
  at(index: number): Op<E | undefined>;
  /** `count` elements from an index on; all to the end without a count. */
  slice(index: number, count?: number): Op<E[]>;
  /** How many elements there are; 0 where the list is absent. */
  size(): Op<number>;
  /** Removes and gives the last element. */
  pop(): Op<E | undefined>;
  /** Removes and gives the element at an index. */
  removeAt(index: number): Op<E | undefined>;
  /** Removes all equal elements and gives how many. */
  removeValue(value: E): Op<number>;
  /** Keeps `count` elements from an index on and gives how many were removed. */
  trim(index: number, count: number): Op<number>;
  /** Removes all elements. */
  clear(): Op<void>;
  /** Sorts the elements in ascending order, in place. */
  sort(): Op<void>;
  /** The n largest elements, largest first. */
  topRank(n: number): Op<E[]>;
  /** Adds to the element at an index and gives the sum. */
  incAt(index: number, by: number): Op<number>;
}

/** Operations on maps. */
export interface MapWriter<K, V, C = Map<K, V>> extends ScalarWriter<C> {
  /** Sets an entry and gives the new size. */
  put(key: K, value: V): Op<number>;
  /** Sets several entries and gives the new size. */
  putAll(entries: ReadonlyMap<K, V> | Readonly<Record<string, V>>): Op<number>;
  /** Reads the value of an entry; undefined when there is none. */
  getKey(key: K): Op<V | undefined>;
  /** Reads the entries of some keys; those that are absent are left out. */
  getKeys(keys: readonly K[]): Op<Map<K, V>>;
  /** The entries from a key (included) to another (excluded); without one, to the end. */
  range(low?: K, high?: K): Op<Map<K, V>>;
  /** The entries with the n largest values, largest first. */
  topRank(n: number): Op<[K, V][]>;
  /** Removes an entry; true when it was there. */
  delete(key: K): Op<boolean>;
  /** Adds to the value of an entry and gives the sum; an absent one counts as 0. */
  incKey(key: K, by: number): Op<number>;
  /** How many entries there are; 0 where the map is absent. */
  size(): Op<number>;
  /** Removes all entries. */
  clear(): Op<void>;
  /** Operations on the value of an entry. */
  in(key: K): Writer<V>;
}

/** The operations that a property of type V offers. */
export type Writer<V> = [V] extends [string]
  ? StringWriter<V>
  : [V] extends [boolean]
    ? ScalarWriter<boolean>
    : [V] extends [number | bigint]
      ? NumberWriter<[V] extends [number] ? number : bigint>
      : [V] extends [Date | Uint8Array]
        ? ScalarWriter<V>
        : CollectionWriter<V>;

type CollectionWriter<V> = [V] extends [ReadonlyMap<infer K, infer M>]
  ? MapWriter<K, M>
  : [V] extends [ReadonlySet<infer E>]
    ? ListWriter<E, Set<E>>
    : [V] extends [readonly (infer E)[]]
      ? ListWriter<E>
      : [V] extends [object]
        ? string extends keyof V
          ? MapWriter<string, V[keyof V], V>
          : Writers<V> & ScalarWriter<V>
        : ScalarWriter<V>;

/** The operations on an object's properties, by name. */
export type Writers<T> = { readonly [K in DataKeys<T>]: Writer<NonNullable<T[K]>> };

/** Operations on the record itself. */
export interface RecordWriter<T> {
  /** Sets the time to live in seconds; without it that of the call or the entity. */
  touch(ttl?: number): Op<void>;
  /** Removes the record. */
  remove(): Op<void>;
  /** Reads a value that the server computes: `r.$.exp(f => f.price.mul(2))`. */
  exp<V>(build: (fields: Root<T>) => Expr<V>): Op<V>;
}

/** What `operate(id, r => …)` is called with. */
export type RecordOps<T> = Writers<T> & { readonly $: RecordWriter<T> };
