import type { CdtContext } from '../cdt/cdt-context.js';
import type { IndexCollectionType } from '../sindex/index-type.js';

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
  readonly kind: 'equals' | 'between' | 'geoWithin' | 'geoContains';
  readonly bin: string;
  /** What the index holds of the bin: its value, list elements, map keys or map values. */
  readonly collection: IndexCollectionType;
  readonly valueType: 'integer' | 'string' | 'blob' | 'geojson';
  /** Lower and upper bound, both inclusive. */
  readonly begin: PredicateValue;
  readonly end: PredicateValue;
  readonly context: CdtContext;
  readonly indexName: string | null;
}
