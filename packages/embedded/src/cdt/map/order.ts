import { MapFlag, WireMap } from '@aeroform/protocol';
import type { CdtArguments } from '../cdt-arguments.js';
import type { Modification } from '../cdt-outcome.js';
import { refuseOperation } from '../refuse.js';

const KNOWN_FLAGS = MapFlag.keyValueOrdered | MapFlag.persistIndex;

/** The flags of a map that an operation creates: unknown ones make an unordered map. */
export function createdMapFlags(order: number, nested = false): number {
  // The server keeps no empty bin of its own for "unordered, index persisted".
  const known = (order & ~KNOWN_FLAGS) === 0 && (nested || order !== MapFlag.persistIndex);
  return known ? order : MapFlag.unordered;
}

/** Changes the order of a map; its entries are sorted by key anyway. Answers nothing. */
export function setType(map: WireMap, { order }: CdtArguments): Modification<WireMap> {
  if ((order & ~KNOWN_FLAGS) !== 0) refuseOperation(`map order ${order} is unknown`);
  return { container: new WireMap(map.keys, map.values, order), result: undefined };
}

/** Removes all entries; the order stays. Answers nothing. */
export function clear(map: WireMap): Modification<WireMap> {
  return { container: new WireMap([], [], map.flags), result: undefined };
}
