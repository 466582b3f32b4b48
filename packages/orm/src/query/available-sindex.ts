import type { SindexInfo } from '@aeroform/core';
import type { SindexCollection, SindexType } from '../metadata/index-metadata.js';

/** A secondary index that the server lists, as the planner looks at it. */
export interface AvailableSindex {
  readonly name: string;
  /** Null for an index on an expression. */
  readonly binName: string | null;
  /** The indexed expression in Base64; null for a bin. */
  readonly expression: string | null;
  readonly type: SindexType;
  readonly collection: SindexCollection;
  /** Path inside the bin in Base64, as the server lists it; null for the bin itself. */
  readonly context: string | null;
  /** False while the index is being built. */
  readonly isReadable: boolean;
  /** The server's estimate of records per indexed value; null when it does not say. */
  readonly entriesPerValue: number | null;
}

/** The indexes that a server lists, as the planner looks at them. */
export function availableSindexes(
  listed: readonly SindexInfo[],
  entriesPerValue: ReadonlyMap<string, number> = new Map(),
): AvailableSindex[] {
  return listed.map(({ name, bin, type, collection, context, state, expression }) => ({
    name,
    binName: bin,
    expression,
    type,
    collection,
    context,
    isReadable: state === 'RW',
    entriesPerValue: entriesPerValue.get(name) ?? null,
  }));
}
