import type { Predicate } from '../type/expr.js';

/** One step from a bin into a nested value. */
export type PathStep =
  | { readonly kind: 'mapKey'; readonly key: string | number }
  | { readonly kind: 'listIndex'; readonly index: number };

/** The value types a secondary index can hold; the server knows no others. */
export type SindexType = 'numeric' | 'string' | 'geo2dsphere' | 'blob';

/** What is indexed: the value itself, or the elements, keys or values of a collection. */
export type SindexCollection = 'default' | 'list' | 'mapKeys' | 'mapValues';

/** A declared secondary index. Frozen. */
export interface IndexMetadata {
  /** Name on the server, at most 63 bytes. */
  readonly name: string;
  /** Properties from the entity to the indexed value: `['address', 'city']`. */
  readonly path: readonly string[];
  /** The bin that is indexed, or that holds the indexed value. */
  readonly binName: string;
  /** Steps from the bin to the indexed value; empty when the bin itself is indexed. */
  readonly steps: readonly PathStep[];
  /** The type of values in the index; others are not indexed. */
  readonly type: SindexType;
  /** What of a list or map is indexed. */
  readonly collection: SindexCollection;
  /** The condition of the records that are indexed; null for all. */
  // Any: the fields are those of whichever entity declared it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly where: ((fields: any) => Predicate) | null;
  /** `Class.property` of the declaration, for errors. */
  readonly label: string;
}
