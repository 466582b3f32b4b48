import type { BinValue, Operation } from '@aeroform/core';
import type { EntityState } from '../mapping/entity-state.js';
import type { EntityMetadata, MappedBin } from '../metadata/entity-metadata.js';
import { collectionChange } from './collection-change.js';
import { mappedEntries } from './map-change.js';

const NONE: ReadonlyMap<string, readonly Operation[]> = new Map();

/**
 * The operations that stand for writing whole lists and maps, by bin. Only what the record holds for
 * certain can be changed by an operation: the write must be refused unless the record still has the
 * generation with which its bins were read. Without that, all of a list or map is written, but keys of
 * embedded objects that no class maps are left alone.
 *
 * @param metadata of the class of the entity
 * @param generation the one the record must have; null for any
 */
export function collectionChanges(
  metadata: EntityMetadata,
  state: EntityState,
  bins: ReadonlyMap<string, BinValue>,
  generation: number | null,
): ReadonlyMap<string, readonly Operation[]> {
  const isGuarded = generation === state.generation && state.isStale !== true;
  let changes: Map<string, readonly Operation[]> | null = null;
  for (const mapped of collectionsOf(metadata)) {
    const { binName, value } = mapped;
    const after = bins.get(binName) ?? null;
    if (after === null || !isCertain(state, mapped)) continue;
    const before = state.bins.get(binName);
    if (before === undefined || before === null) continue;
    const operations =
      (isGuarded ? collectionChange(binName, value, before, after) : null) ??
      mappedEntries(binName, before, after);
    if (operations !== null && operations.length > 0) {
      (changes ??= new Map()).set(binName, operations);
    }
  }
  return changes ?? NONE;
}

/** Hooks, defaults and migrations make values that the record does not hold. */
function isCertain({ loaded, defaulted, pending }: EntityState, { binName, path }: MappedBin) {
  if (defaulted?.has(binName) === true || pending?.has(binName) === true) return false;
  return loaded === null || loaded.has(path[0] ?? '');
}

const known = new WeakMap<EntityMetadata, readonly MappedBin[]>();

/** The bins that hold lists and maps. */
function collectionsOf(metadata: EntityMetadata): readonly MappedBin[] {
  const found = known.get(metadata);
  if (found !== undefined) return found;
  const kinds: ReadonlySet<string> = new Set(['list', 'set', 'map', 'keyedList', 'embedded']);
  const collections = metadata.bins.filter(({ value }) => kinds.has(value.kind));
  known.set(metadata, collections);
  return collections;
}
