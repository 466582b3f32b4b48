import { ListFlag } from '@aeroform/protocol';
import { listCreateFlags } from '../../cdt/cdt-context.js';
import { LIST_UNORDERED, type ListOrder } from '../../cdt/list-order.js';
import { LIST_SORT_DESCENDING, LIST_SORT_DROP_DUPLICATES } from '../../cdt/write-flag.js';
import { checkBoolean, checkFlags } from '../../error/check-constant.js';
import { type CallParameter, checkFields } from '../../parameter/call-parameter.js';
import { defineList } from '../define-call.js';
import type { ListOperation } from '../operation.js';
import { listOrder } from '../../parameter/list-parameter.js';

const SORT_FLAGS: CallParameter<number | undefined> = {
  name: 'sortFlags',
  append(args, given = 0, path) {
    const mask = LIST_SORT_DESCENDING | LIST_SORT_DROP_DUPLICATES;
    args.push(checkFlags(given, path, mask, 'LIST_SORT_'));
  },
};

/**
 * Sorts the list once; see {@link listSetOrder} for keeping it sorted.
 *
 * @param sortFlags - `LIST_SORT_…`, combined with `|`.
 */
export const listSort: (bin: string, sortFlags?: number) => ListOperation = defineList(
  'listSort',
  'sort',
  SORT_FLAGS,
);

/** Makes the list ordered, which sorts it, or unordered. */
export const listSetOrder: (bin: string, listOrder?: ListOrder) => ListOperation = defineList(
  'listSetOrder',
  'setType',
  listOrder('listOrder'),
);

/** Details of {@link listCreate}. */
export interface ListCreateOptions {
  /** In a context: an index beyond the end is reached by padding with nil. Default false. */
  readonly pad?: boolean;
  /** Stores an index with the list that speeds up access to large ones; top level only. */
  readonly persistIndex?: boolean;
}

const createOrdered = defineList('listCreate', 'setType', listOrder('order'));

/**
 * Creates an empty list of the given order, in the bin or, with a context, inside it; an existing
 * list gets the order.
 */
export function listCreate(
  bin: string,
  order: ListOrder = LIST_UNORDERED,
  options: ListCreateOptions = {},
): ListOperation {
  const path = 'listCreate(options)';
  checkFields(options, path, ['pad', 'persistIndex']);
  const { pad = false, persistIndex = false } = options;
  const operation = createOrdered(bin, order);
  const createFlags = listCreateFlags(order, pad, 'listCreate');
  const args = Object.freeze([
    checkBoolean(persistIndex, `${path}.persistIndex`) ? order | ListFlag.persistIndex : order,
  ]);
  return Object.freeze({ ...operation, args, createFlags });
}
