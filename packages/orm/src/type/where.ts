import type { DataKeys, IdOf } from './entity-type.js';
import type { Ref } from './ref.js';

declare const COMPARED: unique symbol;

/** A comparison made by `gt(5)`, `isIn([…])`, `between(1, 2)` … for conditions by property. */
export interface Comparison<V> {
  /** Only for the type checker. */
  readonly [COMPARED]?: V;
  /** The method of fields it stands for, e.g. `gt`. */
  readonly operator: string;
  /** What the property is compared with. */
  readonly operands: readonly unknown[];
}

/** A comparison that only texts have, made by `startsWith('a')`, `matches(/x/)` … */
export interface TextComparison extends Comparison<string> {
  /** Keeps it apart from comparisons of other properties. */
  readonly kind: 'text';
}

/** A comparison that any property has, made by `exists()` and `isNull()`. */
export interface PresenceComparison extends Comparison<never> {
  /** Keeps it apart from comparisons of other properties. */
  readonly kind: 'presence';
}

/** A comparison with the elements of a list or set, made by `includes(v)`, `includesAny([…])`. */
export interface ElementComparison<E> extends Comparison<readonly E[]> {
  /** Keeps it apart from comparisons of other properties. */
  readonly kind: 'element';
}

// Names of data: what is neither a scalar nor a collection has conditions by property.
type Nested<V> = V extends
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | readonly unknown[]
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | { type: string; coordinates: unknown }
  | Ref<object>
  ? never
  : V extends object
    ? Where<V>
    : never;

type ElementOf<V> = V extends readonly (infer E)[] ? E : V extends ReadonlySet<infer E> ? E : never;

/** Maps and sets have no order or equality of their own; a reference is compared by its id. */
type Scalar<V> =
  V extends Ref<infer T>
    ? IdOf<T>
    : V extends string | number | bigint | boolean | Date | Uint8Array | readonly unknown[]
      ? V
      : never;

/**
 * What a property is compared with: a value to equal, a comparison, null for absent; conditions by
 * property for an embedded object; comparisons with the elements for a list or set.
 */
export type WhereValue<V> =
  | Scalar<V>
  | Comparison<Scalar<V>>
  | ([Extract<V, string>] extends [never] ? never : TextComparison)
  | ([ElementOf<V>] extends [never] ? never : ElementComparison<ElementOf<V>>)
  | Nested<V>
  | PresenceComparison
  | null;

/** Conditions by property, all of which must hold. */
export type Where<T> = { readonly [K in DataKeys<T>]?: WhereValue<NonNullable<T[K]>> };
