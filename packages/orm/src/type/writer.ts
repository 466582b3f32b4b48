import type { Hll } from '@aeroform/core';
import type { BytesWriter } from './bytes-writer.js';
import type { AnyOf, DataKeys } from './entity-type.js';
import type { Expr, Predicate } from './expr.js';
import type { Root } from './field.js';
import type { HllWriter } from './hll-writer.js';
import type { ListWriters, SetWriters } from './list-writer.js';
import type { MapWriters } from './map-writer.js';
import type { Answers, Mode, Op } from './op.js';
import type { Ref } from './ref.js';
import type { NotWritten, UnwrittenKeys } from './unwritten.js';
import type { ExistenceOptions, ExpressionWriteOptions } from './write-options.js';

/** Operations on any value. V: the value; M: operation or call; T: the entity. */
export interface ScalarWriter<V, M extends Mode = 'op', T = object> {
  /** Reads the value; undefined when it is absent. */
  get(): Answers<V | undefined>[M];
  /** Sets the value, whatever it was, unless the options say otherwise. */
  set(value: V, options?: ExistenceOptions): Answers<void>[M];
  /**
   * Sets the value to what the server computes from the record: `r.total.setExpr(f =>
   * f.price.mul(f.qty))`. Only for values that are a bin of their own.
   */
  setExpr(build: (fields: Root<T>) => Expr<V>, options?: ExpressionWriteOptions): Answers<void>[M];
  /**
   * Removes the bin, the entry of the map, or the element of the list. The server removes a record
   * together with its last bin.
   */
  unset(): Answers<void>[M];
}

/** Operations on numbers. */
export interface NumberWriter<V, M extends Mode = 'op', T = object> extends ScalarWriter<V, M, T> {
  /** Adds (1 by default) and gives the sum; an absent value counts as 0. */
  inc(by?: V): Answers<V>[M];
  /** Subtracts (1 by default) and gives the difference. */
  dec(by?: V): Answers<V>[M];
}

/** Operations on texts; append and prepend only where the text is a bin of its own. */
export interface StringWriter<
  V extends string = string,
  M extends Mode = 'op',
  T = object,
> extends ScalarWriter<V, M, T> {
  /** Adds a text at the end; an absent value counts as empty. */
  append(text: string): Answers<void>[M];
  /** Adds a text at the beginning; an absent value counts as empty. */
  prepend(text: string): Answers<void>[M];
}

/** The operations that a property of type V offers. M: operation or call; T: the entity. */
export type Writer<V, M extends Mode = 'op', T = object> = [V] extends [string]
  ? StringWriter<V, M, T>
  : [V] extends [boolean]
    ? ScalarWriter<boolean, M, T>
    : [V] extends [number | bigint]
      ? NumberWriter<[V] extends [number] ? number : bigint, M, T>
      : [V] extends [Date]
        ? ScalarWriter<V, M, T>
        : [V] extends [Uint8Array]
          ? BytesWriter<V, M, T>
          : CollectionWriter<V, M, T>;

type CollectionWriter<V, M extends Mode, T> = [V] extends [ReadonlyMap<infer K, infer X>]
  ? MapWriters<K, X, Map<K, X>, T>[M]
  : [V] extends [ReadonlySet<infer E>]
    ? SetWriters<E, T>[M]
    : [V] extends [readonly (infer E)[]]
      ? ListWriters<E, T>[M]
      : [V] extends [object]
        ? ObjectWriter<V, M, T>
        : ScalarWriter<V, M, T>;

type ObjectWriter<V extends object, M extends Mode, T> = string extends keyof V
  ? MapWriters<string, V[keyof V], V, T>[M]
  : [V] extends [Hll]
    ? HllWriter<V, M, T>
    : [V] extends [{ type: string; coordinates: unknown } | Ref<object>]
      ? ScalarWriter<V, M, T>
      : Writers<AnyOf<V>, M, T> & ScalarWriter<V, M, T>;

/** The operations on an object's properties, by name. */
export type Writers<V, M extends Mode = 'op', T = V> = {
  readonly [K in DataKeys<V>]: Writer<NonNullable<V[K]>, M, T>;
};

/** Operations on the record itself. */
export interface RecordWriter<T> {
  /** Sets the time to live in whole seconds above 0; without it that of the call or the entity. */
  touch(ttl?: number): Op<void>;
  /** Removes the record. */
  remove(): Op<void>;
  /**
   * Reads a value that the server computes: `r.$.exp(f => f.price.mul(2))`; undefined where it has none
   * for this record, e.g. because a bin is not there.
   */
  exp<V>(build: (fields: Root<T>) => Expr<V>): Op<V | undefined>;
  /**
   * Does a write only if a condition holds for the record as it is by then, and gives whether it did;
   * the other operations happen in any case. An unknown condition (of an absent bin) does not hold.
   * For `set`, `setExpr`, `unset`, `inc`, `dec`, and for what adds to or removes from lists and maps:
   * `r.$.when(f => f.stock.gte(2), r.stock.dec(2))`.
   */
  when(condition: (fields: Root<T>) => Predicate, operation: Op<unknown>): Op<boolean>;
}

/** What `operate(id, r => …)` is called with. */
export type RecordOps<T> = {
  readonly [K in DataKeys<T>]: K extends UnwrittenKeys<T>
    ? NotWritten
    : Writer<NonNullable<T[K]>, 'op', T>;
} & { readonly $: RecordWriter<T> };
