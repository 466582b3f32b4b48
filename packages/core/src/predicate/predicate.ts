import type { CdtContext } from '../cdt/cdt-context.js';
import type { Expression } from '../expression/expression.js';
import type { IndexCollectionType } from '../sindex/index-type.js';

/** What is indexed: a bin by its name, or an expression, just as the index was created on it. */
export type IndexedSource = string | Expression;

/** What a predicate compares. */
export type PredicateValue = number | bigint | string | Uint8Array;

/** Where a predicate looks besides its bin. */
export interface PredicateOptions {
  /** Path inside the bin that the index was created on. */
  readonly context?: CdtContext;
  /** Uses exactly this index instead of finding one by bin, type and context. */
  readonly indexName?: string;
}

/**
 * A condition that a secondary index answers: frozen data, built by the functions of `predicates`.
 * Equality has the same value as lower and upper bound.
 */
export interface Predicate {
  /** What is asked of the indexed value. */
  readonly kind: 'equals' | 'between' | 'geoWithin' | 'geoContains';
  /** The bin that is indexed; empty when an expression is. */
  readonly bin: string;
  /** The expression that is indexed; null when a bin is. */
  readonly expression: Expression | null;
  /** What the index holds of the bin: its value, list elements, map keys or map values. */
  readonly collection: IndexCollectionType;
  /** Type of the values that the index must hold. */
  readonly valueType: 'integer' | 'string' | 'blob' | 'geojson';
  /** Lower bound, inclusive; the region or point of a geo predicate. */
  readonly begin: PredicateValue;
  /** Upper bound, inclusive; the same as `begin` unless `kind` is `between`. */
  readonly end: PredicateValue;
  /** Path inside the bin to what is indexed; empty for the bin itself. */
  readonly context: CdtContext;
  /** The index to use; null to find one by bin, type and context. */
  readonly indexName: string | null;
}
