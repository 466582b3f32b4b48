import {
  LIST_ORDERED,
  listGet,
  listSet,
  listSetOrder,
  MAP_KEY_ORDERED,
  MAP_RETURN_NONE,
  MAP_RETURN_VALUE,
  mapGetByKey,
  mapPut,
  mapRemoveByKey,
  type Operation,
  operations,
} from '@aeroform/core';
import { isSorted } from '../mapping/changed-bins.js';
import {
  decoder,
  encode,
  type OperateTarget,
  reading,
  splitPath,
  within,
  withinCreated,
  type WriterMethods,
  writing,
} from './operate-target.js';

/** get, set and unset: of a bin, of an entry of a map, or of an element of a positional list. */
export function scalarMethods(target: OperateTarget): WriterMethods {
  return {
    get: () =>
      reading(target, {
        method: 'get',
        operations: [getOperation(target)],
        decode: decoder(target),
      }),
    set: (value: unknown) =>
      writing(target, { method: 'set', operations: setOperations(target, value) }),
    unset: () => writing(target, { method: 'unset', operations: [unsetOperation(target)] }),
  };
}

/** Reads the target. */
export function getOperation(target: OperateTarget): Operation {
  const path = splitPath(target);
  if (path === null) return operations.read(target.bin);
  const { last, parents } = path;
  return last.kind === 'mapKey'
    ? within(mapGetByKey(target.bin, last.key, MAP_RETURN_VALUE), parents)
    : within(listGet(target.bin, last.index), parents);
}

function setOperations(target: OperateTarget, value: unknown): Operation[] {
  const stored = encode(target, value);
  const path = splitPath(target);
  const sorting =
    isSorted(target.value) && stored !== null
      ? [within(listSetOrder(target.bin, LIST_ORDERED), target.steps)]
      : [];
  if (path === null) return [operations.write(target.bin, stored), ...sorting];
  const { last, parents } = path;
  const set =
    last.kind === 'mapKey'
      ? mapPut(target.bin, last.key, stored, { order: MAP_KEY_ORDERED })
      : listSet(target.bin, last.index, stored);
  return [withinCreated(set, parents), ...sorting];
}

function unsetOperation(target: OperateTarget): Operation {
  const path = splitPath(target);
  if (path === null) return operations.write(target.bin, null);
  const { last, parents } = path;
  return last.kind === 'mapKey'
    ? within(mapRemoveByKey(target.bin, last.key, MAP_RETURN_NONE), parents)
    : within(listSet(target.bin, last.index, null), parents);
}
