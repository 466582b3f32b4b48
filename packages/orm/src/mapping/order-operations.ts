import {
  LIST_ORDERED,
  listSetOrder,
  MAP_KEY_ORDERED,
  MAP_KEY_VALUE_ORDERED,
  MAP_UNORDERED,
  mapCreate,
  type Operation,
} from '@aeroform/core';
import type { EntityMetadata, MappedBin } from '../metadata/entity-metadata.js';
import type { MapOrder } from '../metadata/value-metadata.js';
import { isSorted } from './changed-bins.js';

const orderOf: Readonly<Record<MapOrder, 0 | 1 | 3>> = {
  unordered: MAP_UNORDERED,
  key: MAP_KEY_ORDERED,
  'key-value': MAP_KEY_VALUE_ORDERED,
};

const known = new WeakMap<EntityMetadata, ReadonlyMap<string, Operation>>();

/**
 * What a write of a whole bin needs after it so that the server keeps the list or map as declared, by
 * bin. A written list is unordered, a written map sorted by key.
 */
export function orderOperations(metadata: EntityMetadata): ReadonlyMap<string, Operation> {
  const found = known.get(metadata);
  if (found !== undefined) return found;
  const operations = new Map<string, Operation>();
  for (const bin of metadata.bins) {
    const operation = orderOperation(bin);
    if (operation !== null) operations.set(bin.binName, operation);
  }
  known.set(metadata, operations);
  return operations;
}

function orderOperation({ binName, value }: MappedBin): Operation | null {
  if (isSorted(value)) return listSetOrder(binName, LIST_ORDERED);
  if (value.kind !== 'map' || (value.order === 'key' && !value.persistIndex)) return null;
  return mapCreate(binName, orderOf[value.order], { persistIndex: value.persistIndex });
}
