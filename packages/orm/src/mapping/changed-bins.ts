import type { BinValue } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { binEquals, sameElements } from './bin-equals.js';
import { encodeEntity } from './encode-entity.js';
import type { EntityState } from './entity-state.js';
import { heldProperties } from './held-properties.js';

/**
 * The bins of an entity that differ from what was read; null for those to remove. A property that was
 * not read but has a value now differs.
 */
export function changedBins(
  metadata: EntityMetadata,
  entity: object,
  state: EntityState,
): Map<string, BinValue> {
  const now = encodeEntity(metadata, entity, heldProperties(metadata, entity, state));
  const changed = new Map<string, BinValue>();
  for (const { binName, value, property, path } of metadata.bins) {
    const current = now.get(binName);
    // Ids do not change; a record of another client may lack the bin.
    if (current === undefined || property.role === 'id') continue;
    const before = state.bins.get(binName);
    const isKnown = state.loaded?.has(path[0] ?? '') !== false || state.bins.has(binName);
    const same = isSorted(value) ? sameElements(before, current) : binEquals(before, current);
    if (!isKnown || !same) changed.set(binName, current);
  }
  return changed;
}

/** The properties of an entity that differ from what was read. */
export function changedProperties(
  metadata: EntityMetadata,
  entity: object,
  state: EntityState,
): string[] {
  const changed = changedBins(metadata, entity, state);
  const bins = metadata.bins.filter(({ binName }) => changed.has(binName));
  return [...new Set(bins.map(({ path }) => path[0] ?? ''))];
}

/** Tells whether the server keeps the list in its own order. */
export function isSorted(value: ValueMetadata): boolean {
  return value.kind === 'set' || (value.kind === 'list' && value.ordered);
}
