import { MapWriteFlag, WireMap, type WireValue } from '@aeroform/protocol';
import { addNumber } from '../add-number.js';
import type { CdtArguments } from '../cdt-arguments.js';
import type { Modification } from '../cdt-outcome.js';
import { RankTarget } from '../order/find-rank.js';
import { refuseExisting, refuseMissing, refuseParameter } from '../refuse.js';
import { isMapKey, storableValue } from '../storable-value.js';
import { findKey } from './map-order.js';

/** Puts one entry. Answers the new size. */
export function put(map: WireMap, args: CdtArguments): Modification<WireMap> {
  const { storedKey, stored } = args;
  const { container, done } = putEntry(map, storedKey, stored, args.flags);
  return { container, result: done ? container.keys.length : map.keys.length };
}

/** Puts the entries of a map. Answers the new size. */
export function putItems(map: WireMap, args: CdtArguments): Modification<WireMap> {
  const items = storableValue(args.stored);
  if (!(items instanceof WireMap)) refuseParameter('the entries to put must be a map');
  const size = map.keys.length;
  // A new object, so that a map that the context creates is created.
  if (items.keys.length === 0) {
    return { container: new WireMap(map.keys, map.values, map.flags), result: size };
  }
  const accepted = acceptedEntries(map, items, args.flags);
  if (accepted === undefined) return { container: map, result: size };
  const container = merge(map, accepted);
  return { container, result: container.keys.length };
}

/** The same operations with their flags fixed: the older forms. */
export function withFlags(
  modify: (map: WireMap, args: CdtArguments) => Modification<WireMap>,
  flags: number,
) {
  return (map: WireMap, args: CdtArguments): Modification<WireMap> =>
    modify(map, { ...args, flags });
}

/** Adds a number to the value of a key; a missing one counts as 0. Answers the sum. */
export function increment(map: WireMap, args: CdtArguments): Modification<WireMap> {
  return incrementBy(map, args, false);
}

export function decrement(map: WireMap, args: CdtArguments): Modification<WireMap> {
  return incrementBy(map, args, true);
}

function incrementBy(map: WireMap, args: CdtArguments, negate: boolean): Modification<WireMap> {
  const { found, rank } = findKey(map, args.value, RankTarget.any);
  const sum = addNumber(found ? map.values[rank] : undefined, args.delta, negate);
  return { container: putEntry(map, args.value, sum, 0).container, result: sum };
}

function putEntry(
  map: WireMap,
  sentKey: WireValue,
  sentValue: WireValue,
  flags: number,
): { container: WireMap; done: boolean } {
  const value = storableValue(sentValue);
  if (value === undefined) refuseParameter("the value can't be stored");
  if (!isMapKey(sentKey)) refuseParameter('map keys are integers, strings and blobs');
  const { found, rank } = findKey(map, sentKey, RankTarget.any);
  if (!mayPut(found, flags)) return { container: map, done: false };
  return { container: withEntry(map, rank, { key: sentKey, value, replaces: found }), done: true };
}

interface Entry {
  readonly key: WireValue;
  readonly value: WireValue;
  readonly replaces: boolean;
}

/** A map with an entry inserted or replaced at `index`. */
export function withEntry(map: WireMap, index: number, { key, value, replaces }: Entry): WireMap {
  const removed = replaces ? 1 : 0;
  return new WireMap(
    map.keys.toSpliced(index, removed, key),
    map.values.toSpliced(index, removed, value),
    map.flags,
  );
}

/** Whether the flags let a key be written; if not, it is refused or, with no-fail, left alone. */
function mayPut(exists: boolean, flags: number): boolean {
  const forbidden = exists ? MapWriteFlag.createOnly : MapWriteFlag.updateOnly;
  if ((flags & forbidden) === 0) return true;
  if ((flags & MapWriteFlag.noFail) !== 0) return false;
  return exists ? refuseExisting('the key exists') : refuseMissing('the key does not exist');
}

/**
 * The entries that the flags let through.
 *
 * @returns undefined when, by the flags, nothing is to be done.
 */
function acceptedEntries(map: WireMap, items: WireMap, flags: number): WireMap | undefined {
  const partial = (flags & MapWriteFlag.partial) !== 0;
  // Partial writes to an empty map are not filtered by the server.
  if (map.keys.length === 0) return mayPut(false, flags) || partial ? items : undefined;
  const keys: WireValue[] = [];
  const values: WireValue[] = [];
  for (const [i, key] of items.keys.entries()) {
    if (mayPut(findKey(map, key, RankTarget.any).found, flags)) {
      keys.push(key);
      values.push(items.values[i] as WireValue);
    } else if (!partial) {
      return undefined;
    }
  }
  return new WireMap(keys, values);
}

/** Merges sorted entries into a map; they win over present ones. */
function merge(map: WireMap, items: WireMap): WireMap {
  const keys: WireValue[] = [];
  const values: WireValue[] = [];
  let from = 0;
  const copyUntil = (end: number): void => {
    for (; from < end; from++) {
      keys.push(map.keys[from] as WireValue);
      values.push(map.values[from] as WireValue);
    }
  };
  for (const [i, key] of items.keys.entries()) {
    const { found, rank } = findKey(map, key, RankTarget.any);
    copyUntil(rank);
    if (found) from++;
    keys.push(key);
    values.push(items.values[i] as WireValue);
  }
  copyUntil(map.keys.length);
  return new WireMap(keys, values, map.flags);
}
