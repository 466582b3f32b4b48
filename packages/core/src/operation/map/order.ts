import { MapFlag } from '@aeroform/protocol';
import { mapCreateFlags } from '../../cdt/cdt-context.js';
import { MAP_UNORDERED, type MapOrder } from '../../cdt/map-order.js';
import { invalidArg } from '../../error/argument-error.js';
import { defineMap } from '../define-call.js';
import type { MapOperation } from '../operation.js';
import { MAP_ORDER } from './map-parameter.js';

/** Makes the map ordered or unordered. */
export const mapSetOrder: (bin: string, mapOrder: MapOrder) => MapOperation = defineMap(
  'setType',
  MAP_ORDER,
);

/** Details of {@link mapCreate}. */
export interface MapCreateOptions {
  /** Stores an index with the map that speeds up access to large ones; top level only. */
  readonly persistIndex?: boolean;
}

/**
 * Creates an empty map of the given order, in the bin or, with a context, inside it; an existing map
 * gets the order.
 */
export function mapCreate(
  bin: string,
  order: MapOrder = MAP_UNORDERED,
  options: MapCreateOptions = {},
): MapOperation {
  const { persistIndex = false } = options;
  if (typeof persistIndex !== 'boolean') {
    throw invalidArg('mapCreate(options).persistIndex', persistIndex, 'a boolean');
  }
  const operation = mapSetOrder(bin, order);
  const createFlags = mapCreateFlags(order, 'mapCreate');
  const args = Object.freeze([persistIndex ? order | MapFlag.persistIndex : order]);
  return Object.freeze({ ...operation, args, createFlags });
}
