import type { DataKeys } from './entity-type.js';
import type { LoadedRef, Ref } from './ref.js';

/** What the items of a collection are; of anything else the value itself. */
type ItemOf<V> = V extends readonly (infer E)[]
  ? ItemOf<E>
  : V extends ReadonlySet<infer E>
    ? ItemOf<E>
    : V extends ReadonlyMap<unknown, infer M>
      ? ItemOf<M>
      : V;

/** Values that have nothing inside them to be populated. */
type Leaf = string | number | bigint | boolean | Date | Uint8Array | null | undefined;

/** The properties that hold references, or objects that may. */
type ReferenceKeys<T> = {
  [K in DataKeys<T>]: [Exclude<ItemOf<NonNullable<T[K]>>, Leaf>] extends [never] ? never : K;
}[DataKeys<T>];

/** What a path goes on with behind a property: the referenced entity, or the embedded object. */
type BehindKey<T, K extends keyof T> = BehindValue<ItemOf<NonNullable<T[K]>>>;
type BehindValue<V> = V extends Ref<infer E> ? E : V extends object ? V : never;

/**
 * A path of `populate`: a property with references, or several joined by dots, through embedded
 * objects, lists and maps, and through references to the references of what they refer to. It is P when
 * that is one; else what would be.
 */
export type PopulatePath<T, P extends string> = P extends `${infer K}.${infer Rest}`
  ? K extends ReferenceKeys<T>
    ? `${K}.${PopulatePath<BehindKey<T, K>, Rest>}`
    : ReferenceKeys<T>
  : P extends ReferenceKeys<T>
    ? P
    : ReferenceKeys<T>;

type HeadOf<P extends string> = P extends `${infer K}.${string}` ? K : P;
type RestOf<P extends string, K> = P extends `${infer H}.${infer Rest}`
  ? H extends K
    ? Rest
    : never
  : never;

type LoadedValue<V, P extends string> =
  V extends Ref<infer E>
    ? LoadedRef<Loaded<E, P>>
    : V extends readonly (infer E)[]
      ? LoadedValue<E, P>[]
      : V extends ReadonlyMap<infer K, infer M>
        ? Map<K, LoadedValue<M, P>>
        : V extends ReadonlySet<infer E>
          ? Set<LoadedValue<E, P>>
          : V extends Leaf
            ? V
            : V extends object
              ? Loaded<V, P>
              : V;

/** An entity whose references at the paths P are loaded: they have `$`. */
export type Loaded<T, P extends string> = [P] extends [never]
  ? T
  : { readonly [K in HeadOf<P> & keyof T]: LoadedValue<T[K], RestOf<P, K>> } & T;

/** What `populate` gives for an entity, or several. */
export type Populated<T, E, P extends string> = E extends T ? Loaded<E, P> : Loaded<T, P>[];
