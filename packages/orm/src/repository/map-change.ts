import {
  type BinValue,
  ctx,
  type CdtContextStep,
  MAP_KEY_ORDERED,
  MAP_RETURN_NONE,
  type MapPolicy,
  mapPutItems,
  mapRemoveByKeyList,
  type NestedOperation,
  withContext,
} from '@aeroform/core';
import { types } from 'node:util';
import { binEquals, canonical } from '../mapping/bin-equals.js';
import { isPlainObject } from '../mapping/plain-object.js';
import { keptKeys } from '../mapping/unknown-keys.js';

/** A key as text, with the key. */
type Entries = ReadonlyMap<string, readonly [key: BinValue, value: BinValue]>;

/** What changes a value under a key where it is; null where it must be put as a whole. */
type ItemChange = (
  key: BinValue,
  before: BinValue,
  after: BinValue,
) => readonly NestedOperation[] | null;

/** Null for what is no map. */
export function entriesOf(stored: BinValue): Entries | null {
  if (!types.isMap(stored) && !isPlainObject(stored)) return null;
  const entries = (
    types.isMap(stored) ? [...stored] : Object.entries(stored)
  ) as readonly (readonly [BinValue, BinValue])[];
  return new Map(entries.map((entry) => [canonical(entry[0]), entry]));
}

/** Half of the elements: beyond, an operation is no smaller than the whole. */
export function isWorthIt(sent: number, whole: number): boolean {
  return sent <= Math.max(1, whole / 2);
}

/** Operations come one by one, so that few of them inside the values are as long as the values. */
const MAX_INSIDE = 8;

/**
 * Entries that come, go or change; values that are lists and maps themselves change inside.
 *
 * @returns null when writing the whole map is better, or the only way
 */
export function mapChange(
  bin: string,
  before: Entries,
  after: Entries,
  changeOf: ItemChange,
): readonly NestedOperation[] | null {
  if (before.size === 0 || after.size === 0) return null;
  const removed = [...before].flatMap(([text, [key]]) => (after.has(text) ? [] : [key]));
  const put = new Map<BinValue, BinValue>();
  const inside: NestedOperation[] = [];
  let replaced = 0;
  for (const [text, [key, value]] of after) {
    const was = before.get(text);
    if (was !== undefined && binEquals(was[1], value)) continue;
    const changes = was === undefined || !isFoundKey(key) ? null : changeOf(key, was[1], value);
    if (changes !== null && inside.length + changes.length <= MAX_INSIDE) {
      inside.push(...changes.map((change) => under(change, ctx.mapKey(key as string))));
      continue;
    }
    if (was !== undefined) replaced++;
    put.set(key, value);
  }
  if (replaced + removed.length > 0 && !isWorthIt(put.size + removed.length, after.size)) {
    return null;
  }
  // Of doubles core reads 1.0 as 1, which is another key.
  if (!removed.every(isFoundKey)) return null;
  return [...entryOperations(bin, put, removed), ...inside];
}

function entryOperations(
  bin: string,
  put: ReadonlyMap<BinValue, BinValue>,
  removed: readonly BinValue[],
  policy: MapPolicy = {},
): NestedOperation[] {
  const operations: NestedOperation[] = [];
  if (removed.length > 0) operations.push(mapRemoveByKeyList(bin, removed, MAP_RETURN_NONE));
  if (put.size > 0) operations.push(mapPutItems(bin, put, policy));
  return operations;
}

/**
 * The operations that write all entries of an embedded object but those that no class maps: what other
 * services have put there stays as it is now, whatever it was when the object was read.
 *
 * @returns null where nothing is to be kept
 */
export function mappedEntries(
  bin: string,
  before: BinValue,
  after: BinValue,
): readonly NestedOperation[] | null {
  const unknown = keptKeys(after);
  const [from, to] = [entriesOf(before), entriesOf(after)];
  if (unknown === null || from === null || to === null) return null;
  const removed = [...from].flatMap(([text, [key]]) => (to.has(text) ? [] : [key]));
  const put = new Map<BinValue, BinValue>();
  const inside: NestedOperation[] = [];
  for (const [text, [key, value]] of to) {
    if (unknown.has(key)) continue;
    const was = from.get(text);
    const nested = was === undefined ? null : mappedEntries(bin, was[1], value);
    if (nested === null) put.set(key, value);
    else {
      const step = ctx.mapKeyCreate(key as string, MAP_KEY_ORDERED);
      inside.push(...nested.map((operation) => under(operation, step)));
    }
  }
  // safe: what is missing are properties, whose stored names are strings
  return [...entryOperations(bin, put, removed, { order: MAP_KEY_ORDERED }), ...inside];
}

function under(operation: NestedOperation, step: CdtContextStep): NestedOperation {
  return withContext(operation, step, ...(operation.context ?? []));
}

function isFoundKey(key: BinValue): boolean {
  return typeof key === 'string' || typeof key === 'bigint' || Number.isSafeInteger(key);
}
