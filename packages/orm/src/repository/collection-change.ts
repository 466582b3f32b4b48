import {
  type BinValue,
  LIST_RETURN_NONE,
  listAppendItems,
  listInsertItems,
  listRemoveByValueList,
  listRemoveRange,
  listSet,
  type NestedOperation,
} from '@aeroform/core';
import { binEquals, canonical } from '../mapping/bin-equals.js';
import { isSorted } from '../mapping/changed-bins.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { entriesOf, isWorthIt, mapChange } from './map-change.js';

/**
 * The operations that make one stored list or map of another.
 *
 * @param before what the bin holds for certain
 * @returns null when writing the whole bin is better, or the only way
 */
export function collectionChange(
  bin: string,
  meta: ValueMetadata,
  before: BinValue,
  after: BinValue,
): readonly NestedOperation[] | null {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (meta.kind === 'embedded') return null;
    const [from, to] = [before as readonly BinValue[], after as readonly BinValue[]];
    return isSorted(meta) ? sortedChange(bin, meta, from, to) : listChange(bin, from, to);
  }
  const itemOf = itemsOf(meta);
  if (itemOf === null) return null;
  const [from, to] = [entriesOf(before), entriesOf(after)];
  if (from === null || to === null) return null;
  return mapChange(bin, from, to, (key, was, is) => {
    const item = itemOf(key);
    // The server would not sort again what is put inside.
    if (item === null || isSorted(item) || was === null || is === null) return null;
    return collectionChange(bin, item, was, is);
  });
}

/** What is declared of the values of a map, by key; null for what is no map. */
function itemsOf(meta: ValueMetadata): ((key: BinValue) => ValueMetadata | null) | null {
  switch (meta.kind) {
    case 'map':
      return () => meta.value;
    case 'keyedList':
      return () => meta.element;
    case 'embedded':
      return (key) => {
        const { properties } = meta.embeddable;
        const named = properties.find(
          ({ storedName, property }) => (storedName ?? property) === key,
        );
        return named?.value ?? null;
      };
    default:
      return null;
  }
}

/** A run of elements in another's place, or single ones here and there. */
function listChange(
  bin: string,
  before: readonly BinValue[],
  after: readonly BinValue[],
): readonly NestedOperation[] | null {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && binEquals(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && binEquals(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const removed = before.length - head - tail;
  const added = after.slice(head, after.length - tail);
  if (before.length === 0 || after.length === 0) return null;
  if (removed === added.length) return listSets(bin, before, after, head);
  if (removed > 0 && !isWorthIt(added.length, after.length)) return null;
  const operations: NestedOperation[] = removed === 0 ? [] : [listRemoveRange(bin, head, removed)];
  if (added.length === 0) return operations;
  const isAtEnd = head + removed === before.length;
  operations.push(isAtEnd ? listAppendItems(bin, added) : listInsertItems(bin, head, added));
  return operations;
}

/** Sets come one by one, so that few of them are as long as the whole. */
const MAX_SETS = 8;

function listSets(
  bin: string,
  before: readonly BinValue[],
  after: readonly BinValue[],
  from: number,
): readonly NestedOperation[] | null {
  const operations: NestedOperation[] = [];
  for (let index = from; index < after.length; index++) {
    if (binEquals(before[index], after[index])) continue;
    if (operations.length === MAX_SETS) return null;
    operations.push(listSet(bin, index, after[index] as BinValue));
  }
  return isWorthIt(operations.length, after.length) ? operations : null;
}

/** Kinds of elements that the server finds by what was read: of doubles core reads 1.0 as 1. */
const FOUND_AS_READ: ReadonlySet<string> = new Set(['string', 'int', 'bigint', 'date']);

/** Elements that come and go in a list that the server sorts. */
function sortedChange(
  bin: string,
  meta: ValueMetadata,
  before: readonly BinValue[],
  after: readonly BinValue[],
): readonly NestedOperation[] | null {
  if (before.length === 0 || after.length === 0) return null;
  const counts = new Map<string, number>();
  for (const item of before) count(counts, canonical(item), 1);
  const added: BinValue[] = [];
  for (const item of after) {
    const text = canonical(item);
    if ((counts.get(text) ?? 0) > 0) count(counts, text, -1);
    else added.push(item);
  }
  const kept = new Set(after.map(canonical));
  const removed = before.filter((item) => (counts.get(canonical(item)) ?? 0) > 0);
  const operations: NestedOperation[] = [];
  if (removed.length > 0) {
    // Removing by value removes all that are equal, and finds only what has the same type.
    const element = meta.kind === 'list' || meta.kind === 'set' ? meta.element : null;
    const isFound = element !== null && 'converter' in element && FOUND_AS_READ.has(element.kind);
    if (!isFound || removed.some((item) => kept.has(canonical(item)))) return null;
    if (!isWorthIt(added.length + removed.length, after.length)) return null;
    operations.push(listRemoveByValueList(bin, removed, LIST_RETURN_NONE));
  }
  if (added.length > 0) operations.push(listAppendItems(bin, added));
  return operations;
}

function count(counts: Map<string, number>, text: string, by: number): void {
  counts.set(text, (counts.get(text) ?? 0) + by);
}
