import { compareWireValues, ListWriteFlag, WireList, type WireValue } from '@aeroform/protocol';
import type { CdtArguments } from '../cdt-arguments.js';
import type { Modification } from '../cdt-outcome.js';
import { ItemIndex } from '../item-list.js';
import { nilPadding } from '../nil-padding.js';
import { RankTarget } from '../order/find-rank.js';
import { refuseExisting, refuseOperation, refuseParameter } from '../refuse.js';
import { storableValue } from '../storable-value.js';
import { findInOrdered, isOrdered, sortValues, splice, withItems } from './list-order.js';

const MAX_INDEX = 0x7fff_ffff;

/** Appends a value; an ordered list puts it where it belongs. Answers the new size. */
export function append(list: WireList, args: CdtArguments): Modification<WireList> {
  const value = requireStorable(args.stored);
  return isOrdered(list)
    ? addOrdered(list, [value], args.flags)
    : insertAt(list, list.items.length, { values: [value], flags: args.flags });
}

export function appendItems(list: WireList, args: CdtArguments): Modification<WireList> {
  const values = requireItems(args.stored);
  return isOrdered(list)
    ? addOrdered(list, values, args.flags)
    : insertAt(list, list.items.length, { values, flags: args.flags });
}

/** Inserts a value in front of an index; a gap behind the end is filled with nil. */
export function insert(list: WireList, args: CdtArguments): Modification<WireList> {
  requireUnordered(list);
  const value = requireStorable(args.stored);
  return insertAt(list, args.index, { values: [value], flags: args.flags });
}

export function insertItems(list: WireList, args: CdtArguments): Modification<WireList> {
  requireList(args.stored);
  requireUnordered(list);
  const values = requireItems(args.stored);
  return insertAt(list, args.index, { values, flags: args.flags });
}

/** A value that can be stored, normalised. */
export function requireStorable(value: WireValue): WireValue {
  const stored = storableValue(value);
  if (stored === undefined) refuseParameter("the value can't be stored");
  return stored;
}

function requireItems(value: WireValue): WireValue[] {
  requireList(value);
  return (requireStorable(value) as WireList).items;
}

function requireList(value: WireValue): void {
  if (!(value instanceof WireList)) refuseParameter('the items to add must be a list');
}

export function requireUnordered(list: WireList): void {
  if (isOrdered(list)) refuseOperation('an ordered list has no place to choose');
}

interface Insertion {
  readonly values: readonly WireValue[];
  readonly flags: number;
}

/** Inserts into an unordered list, after the checks of the write flags. */
export function insertAt(
  list: WireList,
  index: number,
  { values, flags }: Insertion,
): Modification<WireList> {
  const size = list.items.length;
  // A new object, so that a list that the context creates is created.
  if (values.length === 0) return { container: withItems(list, list.items), result: size };
  const at = index < 0 ? index + size : index;
  if (index > MAX_INDEX || at < 0) refuseOperation(`index ${index} is out of range`);
  if ((flags & ListWriteFlag.insertBounded) !== 0 && at > size) {
    if ((flags & ListWriteFlag.noFail) !== 0) return { container: list, result: size };
    refuseOperation(`index ${index} is behind the end`);
  }
  const added =
    (flags & ListWriteFlag.addUnique) === 0 ? values : uniqueValues(list, values, flags);
  if (added === undefined) return { container: list, result: size };
  if (at + added.length >= MAX_INDEX) refuseParameter(`index ${index} is too large`);
  const present = at > size ? list.items.concat(nilPadding(at - size)) : list.items;
  const items = splice(present, at, 0, added);
  return { container: withItems(list, items), result: items.length };
}

/**
 * The values that an unordered list does not hold yet.
 *
 * @returns undefined when, by the flags, nothing is to be done.
 */
function uniqueValues(
  list: WireList,
  values: readonly WireValue[],
  flags: number,
): readonly WireValue[] | undefined {
  const isPresent = presenceTest(list.items, values.length);
  const seen = firstOccurrences(values);
  const fresh: WireValue[] = [];
  for (const [i, value] of values.entries()) {
    if (isPresent(value)) {
      if (!isPartial(flags)) return refuseUnlessNoFail(flags);
    } else if (seen[i] === true) {
      fresh.push(value);
    } else {
      if ((flags & ListWriteFlag.noFail) === 0) refuseOperation('a value is given twice');
      if (!isPartial(flags)) return undefined;
    }
  }
  return fresh.length > 0 ? fresh : refuseUnlessNoFail(flags);
}

/** One value is looked for element by element; for several the elements are sorted first. */
function presenceTest(items: readonly WireValue[], lookups: number): (value: WireValue) => boolean {
  if (lookups === 1) return (value) => items.some((item) => compareWireValues(item, value) === 0);
  const index = new ItemIndex(items);
  return (value) => index.has(value);
}

/** Tells for each value whether no equal value stands in front of it. */
function firstOccurrences(values: readonly WireValue[]): boolean[] {
  const first = new Array<boolean>(values.length).fill(true);
  const sorted = sortValues(values.map((value, i) => new WireList([value, i])));
  for (let i = 1; i < sorted.length; i++) {
    const [before] = (sorted[i - 1] as WireList).items;
    const [value, position] = (sorted[i] as WireList).items;
    if (compareWireValues(before as WireValue, value as WireValue) === 0) {
      first[position as number] = false;
    }
  }
  return first;
}

function addOrdered(
  list: WireList,
  values: readonly WireValue[],
  flags: number,
): Modification<WireList> {
  const size = list.items.length;
  if (values.length === 0) return { container: withItems(list, list.items), result: size };
  const unique = (flags & ListWriteFlag.addUnique) !== 0;
  const fresh = unique ? uniqueAmongOrdered(list, values, flags) : sortValues(values);
  if (fresh === undefined) return { container: list, result: size };
  const items = merge(list.items, fresh);
  return { container: withItems(list, items), result: items.length };
}

function uniqueAmongOrdered(
  list: WireList,
  values: readonly WireValue[],
  flags: number,
): readonly WireValue[] | undefined {
  const sorted = sortValues(values);
  const distinct = withoutDoubles(sorted);
  if (distinct.length < sorted.length) {
    if ((flags & ListWriteFlag.noFail) === 0) refuseOperation('a value is given twice');
    if (!isPartial(flags)) return undefined;
  }
  const fresh = distinct.filter((value) => !findInOrdered(list.items, value, RankTarget.any).found);
  if (fresh.length === distinct.length || isPartial(flags)) return fresh;
  return refuseUnlessNoFail(flags);
}

/** Sorted values without those that equal their predecessor. */
export function withoutDoubles(sorted: readonly WireValue[]): WireValue[] {
  return sorted.filter(
    (value, i) => i === 0 || compareWireValues(sorted[i - 1] as WireValue, value) !== 0,
  );
}

/** Merges sorted values into ordered items, each at the place that bisection finds. */
function merge(items: readonly WireValue[], values: readonly WireValue[]): WireValue[] {
  const merged: WireValue[] = [];
  let from = 0;
  for (const value of values) {
    const { rank } = findInOrdered(items, value, RankTarget.any);
    while (from < rank) merged.push(items[from++] as WireValue);
    merged.push(value);
  }
  while (from < items.length) merged.push(items[from++] as WireValue);
  return merged;
}

function isPartial(flags: number): boolean {
  const partial = ListWriteFlag.noFail | ListWriteFlag.partial;
  return (flags & partial) === partial;
}

/** An element exists already: an error, unless the flags say to do nothing then. */
export function refuseUnlessNoFail(flags: number): undefined {
  if ((flags & ListWriteFlag.noFail) === 0) refuseExisting('the list holds the value already');
  return undefined;
}
