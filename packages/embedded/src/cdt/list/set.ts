import {
  compareWireValues,
  ListWriteFlag,
  type WireList,
  type WireValue,
} from '@aeroform/protocol';
import { addNumber } from '../add-number.js';
import type { CdtArguments } from '../cdt-arguments.js';
import type { Modification } from '../cdt-outcome.js';
import { refuseOperation } from '../refuse.js';
import { insertAt, refuseUnlessNoFail, requireStorable, requireUnordered } from './add.js';
import { findInOrdered, isOrdered, replaceInOrdered, splice, withItems } from './list-order.js';

/** Replaces an element; behind the end it is inserted. Answers nothing. */
export function set(list: WireList, args: CdtArguments): Modification<WireList> {
  requireUnordered(list);
  const value = requireStorable(args.stored);
  return setAt(list, args.index, value, args.flags);
}

/** Adds a number to an element; a missing one counts as 0. Answers the sum. */
export function increment(list: WireList, args: CdtArguments): Modification<WireList> {
  const size = list.items.length;
  const index = args.index < 0 ? args.index + size : args.index;
  if (args.index > 0x7fff_ffff || index < 0) refuseOperation(`index ${args.index} is out of range`);
  const sum = addNumber(list.items[index], args.delta);
  const { container } = isOrdered(list)
    ? setOrdered(list, index, sum, args.flags)
    : setAt(list, index, sum, args.flags);
  return { container, result: sum };
}

function setAt(
  list: WireList,
  index: number,
  value: WireValue,
  flags: number,
): Modification<WireList> {
  const size = list.items.length;
  if (index >= size) {
    const { container } = insertAt(list, index, { values: [value], flags });
    return { container, result: undefined };
  }
  const at = index < 0 ? index + size : index;
  if (at < 0) refuseOperation(`index ${index} is out of range`);
  if ((flags & ListWriteFlag.addUnique) !== 0 && existsElsewhere(list.items, value, at)) {
    return { container: list, result: refuseUnlessNoFail(flags) };
  }
  return { container: withItems(list, splice(list.items, at, 1, [value])), result: undefined };
}

function existsElsewhere(items: readonly WireValue[], value: WireValue, index: number): boolean {
  return items.some((item, i) => i !== index && compareWireValues(item, value) === 0);
}

function setOrdered(
  list: WireList,
  index: number,
  value: WireValue,
  flags: number,
): Modification<WireList> {
  const size = list.items.length;
  if (index > size) refuseOperation(`index ${index} is behind the end of an ordered list`);
  if ((flags & ListWriteFlag.addUnique) !== 0) {
    const { found, rank } = findInOrdered(list.items, value);
    if (found) {
      return { container: list, result: rank === index ? undefined : refuseUnlessNoFail(flags) };
    }
  }
  return { container: replaceInOrdered(list, index, value), result: undefined };
}
