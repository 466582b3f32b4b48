import { MapFlag } from '@aeroform/protocol';
import { mapCreateFlags } from '../../cdt/cdt-context.js';
import { MAP_UNORDERED, type MapOrder } from '../../cdt/map-order.js';
import { checkBoolean } from '../../error/check-constant.js';
import { defineMap } from '../define-call.js';
import type { MapOperation } from '../operation.js';
import { checkFields } from '../../parameter/call-parameter.js';
import { mapOrder } from '../../parameter/map-parameter.js';

/** Makes the map ordered or unordered. */
export const mapSetOrder: (bin: string, mapOrder: MapOrder) => MapOperation = defineMap(
  'mapSetOrder',
  'setType',
  mapOrder('mapOrder'),
);

/** Details of {@link mapCreate}. */
export interface MapCreateOptions {
  /** Stores an index with the map that speeds up access to large ones; top level only. */
  readonly persistIndex?: boolean;
}

const createOrdered = defineMap('mapCreate', 'setType', mapOrder('order'));

/**
 * Creates an empty map of the given order, in the bin or, with a context, inside it; an existing map
 * gets the order.
 */
export function mapCreate(
  bin: string,
  order: MapOrder = MAP_UNORDERED,
  options: MapCreateOptions = {},
): MapOperation {
  const path = 'mapCreate(options)';
  checkFields(options, path, ['persistIndex']);
  const { persistIndex = false } = options;
  const operation = createOrdered(bin, order);
  const createFlags = mapCreateFlags(order, 'mapCreate');
  const args = Object.freeze([
    checkBoolean(persistIndex, `${path}.persistIndex`) ? order | MapFlag.persistIndex : order,
  ]);
  return Object.freeze({ ...operation, args, createFlags });
}
