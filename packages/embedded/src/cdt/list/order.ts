import { ListFlag, ListSortFlag, WireList } from '@aeroform/protocol';
import type { CdtArguments } from '../cdt-arguments.js';
import type { Modification } from '../cdt-outcome.js';
import { refuseOperation, refuseParameter } from '../refuse.js';
import { withoutDoubles } from './add.js';
import { isOrdered, sortValues, withItems } from './list-order.js';

const KNOWN_FLAGS = ListFlag.ordered | ListFlag.persistIndex;

/** The flags of a list that an operation creates: unknown ones make a plain list. */
export function createdListFlags(order: number): number {
  return (order & ~KNOWN_FLAGS) === 0 ? order : ListFlag.unordered;
}

/** Changes the order of a list. Answers nothing. */
export function setType(list: WireList, { order }: CdtArguments): Modification<WireList> {
  if ((order & ~KNOWN_FLAGS) !== 0) refuseOperation(`list order ${order} is unknown`);
  const sorts = (order & ListFlag.ordered) !== 0 && !isOrdered(list);
  const items = sorts ? sortValues(list.items) : list.items;
  return { container: new WireList(items, order), result: undefined };
}

/** Sorts a list; an ordered list stays as it is, but may lose its doubles. Answers nothing. */
export function sort(list: WireList, { flags }: CdtArguments): Modification<WireList> {
  if (list.items.length <= 1) return { container: list, result: undefined };
  const descending = (flags & ListSortFlag.descending) !== 0;
  const sorted = isOrdered(list) ? list.items : sortValues(list.items, descending);
  if ((flags & ListSortFlag.dropDuplicates) === 0) {
    return { container: withItems(list, sorted), result: undefined };
  }
  const distinct = withoutDoubles(sorted);
  // The server looks for doubles in ascending order only.
  if (descending && !isOrdered(list) && distinct.length > 1) {
    refuseParameter('doubles can be dropped in ascending order only');
  }
  return { container: withItems(list, distinct), result: undefined };
}
