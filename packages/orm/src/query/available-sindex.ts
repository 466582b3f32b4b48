import type { SindexInfo } from '@aeroform/core';
import type { SindexCollection, SindexType } from '../metadata/index-metadata.js';

/** A secondary index that the server lists, as the planner looks at it. */
export interface AvailableSindex {
  readonly name: string;
  readonly binName: string;
  readonly type: SindexType;
  readonly collection: SindexCollection;
  /** Path inside the bin in Base64, as the server lists it; null for the bin itself. */
  readonly context: string | null;
  /** False while the index is being built. */
  readonly isReadable: boolean;
  /** The server's estimate of records per indexed value; null when it does not say. */
  readonly entriesPerValue: number | null;
}

/** The indexes on bins that a server lists. Indexes on expressions serve no condition yet. */
export function availableSindexes(
  listed: readonly SindexInfo[],
  entriesPerValue: ReadonlyMap<string, number> = new Map(),
): AvailableSindex[] {
  return listed.flatMap(({ name, bin, type, collection, context, state, expression }) => {
    if (bin === null || expression !== null) return [];
    const isReadable = state === 'RW';
    const entries = entriesPerValue.get(name) ?? null;
    return [
      { name, binName: bin, type, collection, context, isReadable, entriesPerValue: entries },
    ];
  });
}
