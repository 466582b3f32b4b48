import { types } from 'node:util';
import { checkMapReturnCode, checkMapReturnType } from '../cdt/check-return-type.js';
import {
  MAP_KEY_ORDERED,
  MAP_KEY_VALUE_ORDERED,
  MAP_UNORDERED,
  type MapOrder,
} from '../cdt/map-order.js';
import type { MapPolicy } from '../cdt/map-policy.js';
import type { MapReturnCode, MapReturnType } from '../cdt/map-return-type.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { BinValue } from '../value/bin-value.js';
import { checkConstant, checkFlags } from '../error/check-constant.js';
import { checkMapKey } from '../value/map-key.js';
import { type CallParameter, checkFields } from './call-parameter.js';

const ORDERS: ReadonlyMap<number, string> = new Map([
  [MAP_UNORDERED, 'MAP_UNORDERED'],
  [MAP_KEY_ORDERED, 'MAP_KEY_ORDERED'],
  [MAP_KEY_VALUE_ORDERED, 'MAP_KEY_VALUE_ORDERED'],
]);

const ALL_WRITE_FLAGS = 0b1111;

/** What a put takes as entries. */
export type MapItems = ReadonlyMap<BinValue, BinValue> | { readonly [key: string]: BinValue };

/** Return type of an operation on one entry; first on the wire. */
export const RETURN_CODE: CallParameter<MapReturnCode> = {
  name: 'returnType',
  append: (args, given, path) => void args.unshift(checkMapReturnCode(given, path)),
};

/** Return type of an operation on any number of entries; first on the wire. */
export const RETURN_TYPE: CallParameter<MapReturnType> = {
  name: 'returnType',
  append: (args, given, path) => void args.unshift(checkMapReturnType(given, path)),
};

/** Order of a map. */
export function mapOrder(name: string): CallParameter<MapOrder> {
  return {
    name,
    append: (args, given, path) => void args.push(checkConstant(given, path, ORDERS)),
  };
}

/** Key of the entry to write. Only what compares keys takes values that no map has as a key. */
export const KEY: CallParameter<BinValue> = {
  name: 'key',
  append(args, given, path) {
    checkMapKey(given, path);
    args.push(given);
  },
};

/** Entries to put. */
export const ITEMS: CallParameter<MapItems> = {
  name: 'items',
  append(args, given, path) {
    const isMap = typeof given === 'object' && given !== null && !Array.isArray(given);
    if (!isMap || types.isSet(given) || types.isUint8Array(given)) {
      throw invalidArg(path, given, 'a Map or a plain object');
    }
    if (types.isMap(given)) given.forEach((_value, key) => checkMapKey(key, path));
    args.push(given);
  },
};

/** Policy of a put: always the order, and flags unless 0. */
export const MAP_POLICY: CallParameter<MapPolicy | undefined> = {
  name: 'policy',
  append(args, given, path) {
    const { order, flags } = readMapPolicy(given, path);
    args.push(order);
    if (flags !== 0) args.push(flags);
  },
};

/** Policy of an increment: it has an order, but takes no flags. */
export const MAP_ORDER_POLICY: CallParameter<MapPolicy | undefined> = {
  name: 'policy',
  append(args, given, path) {
    const { order, flags } = readMapPolicy(given, path);
    if (flags !== 0) {
      throw new InvalidArgError(`${path}.flags must be 0: the server takes none here`, {
        argument: `${path}.flags`,
      });
    }
    args.push(order);
  },
};

function readMapPolicy(
  given: MapPolicy | undefined,
  path: string,
): { order: number; flags: number } {
  if (given === undefined) return { order: MAP_UNORDERED, flags: 0 };
  checkFields(given, path, ['order', 'flags', 'writeMode']);
  if (given.flags !== undefined && given.writeMode !== undefined) {
    throw new InvalidArgError(`${path}: give either flags or writeMode: they mean the same`, {
      argument: path,
    });
  }
  return {
    order: checkConstant(given.order ?? MAP_UNORDERED, `${path}.order`, ORDERS),
    flags: checkFlags(
      given.flags ?? given.writeMode ?? 0,
      given.flags === undefined ? `${path}.writeMode` : `${path}.flags`,
      ALL_WRITE_FLAGS,
      'MAP_WRITE_FLAGS_',
    ),
  };
}
