import { type AerospikeRecord, type Operation, operations } from '@aeroform/core';
import { QueryError } from '../error/query-error.js';
import type { ComputedValues } from '../mapping/hydrate.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Expr } from '../type/expr.js';
import { type Projection, projectionOf } from './projection.js';

/** How computed properties are read with an entity. */
export interface ComputedRead extends ComputedValues {
  /**
   * What reads them and some bins.
   *
   * @throws QueryError for all bins (null): besides those the server computes nothing
   */
  reads(bins: readonly string[] | null): Operation[];
}

const known = new WeakMap<EntityMetadata, Map<string, ComputedRead>>();

/**
 * The computed properties of a selection; null when it names none, so that other reads cost nothing.
 *
 * @throws QueryError for one whose expression the server cannot evaluate
 */
export function computedRead(
  metadata: EntityMetadata,
  only: readonly string[] | undefined,
): ComputedRead | null {
  if (only === undefined || metadata.computed.length === 0) return null;
  const names = metadata.computed
    .map(({ property }) => property)
    .filter((property) => only.includes(property));
  if (names.length === 0) return null;
  let reads = known.get(metadata);
  if (reads === undefined) known.set(metadata, (reads = new Map()));
  const key = names.join();
  let read = reads.get(key);
  if (read === undefined) reads.set(key, (read = readOf(metadata, names)));
  return read;
}

function readOf(metadata: EntityMetadata, names: readonly string[]): ComputedRead {
  const projection = projectionOf(metadata, (fields) => {
    // safe: the fields answer each computed property with its expression
    const expressions = fields as unknown as Readonly<Record<string, Expr>>;
    return Object.fromEntries(names.map((name) => [name, expressions[name]!]));
  });
  return Object.freeze({
    reads: (bins: readonly string[] | null) => {
      if (bins !== null) return readsOf(projection, bins);
      throw new QueryError(
        `${metadata.name}.${names.join(', ')}: the records of a class with schema versions are read as a whole, and the server computes nothing besides; read it with query().project(f => …)`,
      );
    },
    recordOf: withoutComputed,
    assign: (target: Record<string, unknown>, record: AerospikeRecord) => {
      Object.assign(target, projection.toRow(record));
    },
  });
}

/** Two reads of one bin would give an array: a computed property may be a bin as it is. */
function readsOf({ operations: computed }: Projection, bins: readonly string[]): Operation[] {
  const others = computed.filter(({ bin }) => !bins.includes(bin));
  return [...bins.map((bin) => operations.read(bin)), ...others];
}

/** The record as it is stored: bins that it does not have, and computed values, are left out. */
function withoutComputed({ key, meta, bins }: AerospikeRecord): AerospikeRecord {
  const stored = Object.entries(bins).filter(([bin, value]) => value !== null && !isComputed(bin));
  return { key, meta, bins: Object.fromEntries(stored) };
}

/** The names that projections give to what they compute. */
function isComputed(bin: string): boolean {
  return /^%\d+$/.test(bin);
}
