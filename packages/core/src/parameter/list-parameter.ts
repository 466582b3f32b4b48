import { checkListReturnCode, checkListReturnType } from '../cdt/check-return-type.js';
import { LIST_ORDERED, LIST_UNORDERED, type ListOrder } from '../cdt/list-order.js';
import type { ListPolicy } from '../cdt/list-policy.js';
import type { ListReturnCode, ListReturnType } from '../cdt/list-return-type.js';
import { InvalidArgError } from '../error/argument-error.js';
import { checkConstant, checkFlags } from '../error/check-constant.js';
import { type CallParameter, checkFields } from './call-parameter.js';

const ORDERS: ReadonlyMap<number, string> = new Map([
  [LIST_UNORDERED, 'LIST_UNORDERED'],
  [LIST_ORDERED, 'LIST_ORDERED'],
]);

const ALL_WRITE_FLAGS = 0b1111;

/** Return type of an operation on one element; first on the wire. */
export const RETURN_CODE: CallParameter<ListReturnCode> = {
  name: 'returnType',
  append: (args, given, path) => void args.unshift(checkListReturnCode(given, path)),
};

/** Return type of an operation on any number of elements; first on the wire. */
export const RETURN_TYPE: CallParameter<ListReturnType> = {
  name: 'returnType',
  append: (args, given, path) => void args.unshift(checkListReturnType(given, path)),
};

/** Order of a list; unordered when it is left out. */
export function listOrder(name: string): CallParameter<ListOrder | undefined> {
  return {
    name,
    append: (args, given = LIST_UNORDERED, path) =>
      void args.push(checkConstant(given, path, ORDERS)),
  };
}

/** Policy of a write that may create the list: order and flags. */
export const LIST_POLICY: CallParameter<ListPolicy | undefined> = {
  name: 'policy',
  append(args, given, path) {
    if (given === undefined) return;
    const { order, flags } = readListPolicy(given, path);
    args.push(order, flags);
  },
};

/** Policy of a write at an index, which needs an unordered list: flags only. */
export const INDEXED_LIST_POLICY: CallParameter<ListPolicy | undefined> = {
  name: 'policy',
  append(args, given, path) {
    if (given === undefined) return;
    const { order, flags } = readListPolicy(given, path);
    if (order !== LIST_UNORDERED) {
      throw new InvalidArgError(
        `${path}.order must be LIST_UNORDERED: an ordered list decides itself where values go`,
        { argument: `${path}.order` },
      );
    }
    args.push(flags);
  },
};

function readListPolicy(given: ListPolicy, path: string): { order: number; flags: number } {
  checkFields(given, path, ['order', 'flags']);
  return {
    order: checkConstant(given.order ?? LIST_UNORDERED, `${path}.order`, ORDERS),
    flags: checkFlags(given.flags ?? 0, `${path}.flags`, ALL_WRITE_FLAGS, 'LIST_WRITE_'),
  };
}
