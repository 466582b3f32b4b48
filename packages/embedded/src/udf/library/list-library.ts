import type { WireValue } from '@aeroform/protocol';
import { msgpackSize } from '../../storage/msgpack-size.js';
import { LuaType } from '../engine/lua-exports.js';
import type { LuaFunction, LuaState } from '../engine/lua-state.js';
import { describeValue } from '../value/describe-value.js';
import { LuaClass, pushValue, readValue } from '../value/lua-value.js';
import { toAnswer } from '../value/to-wire.js';
import { UdfList } from '../value/udf-list.js';
import { UdfRecordValue, type UdfValue } from '../value/udf-value.js';
import { UdfIterator, UdfListIterator, pushLoop } from './iterator-library.js';
import type { LuaLibrary, LuaUserClass } from './lua-library.js';

function checkList(lua: LuaState, index = 1): UdfList {
  return lua.checkObject(index, LuaClass.list) as UdfList;
}

/** What a list can hold; undefined for the rest, which is silently not added, as in the server. */
function readItem(lua: LuaState, index: number): UdfValue | undefined {
  const value = readValue(lua, index);
  return value instanceof UdfRecordValue ? undefined : value;
}

/** Changes a list at an index from 1; other indexes change nothing. */
function changeAt(change: (list: UdfList, index: number, lua: LuaState) => void): LuaFunction {
  return (lua) => {
    const list = checkList(lua);
    const index = lua.optInteger(2);
    if (index > 0) change(list, unsigned(index) - 1, lua);
    return 0;
  };
}

function raiseTooLong(lua: LuaState): never {
  return lua.raise('not enough memory');
}

/** Indexes have 32 bits. */
function unsigned(value: bigint): number {
  return Number(BigInt.asUintN(32, value));
}

/** A new list of some items at the start or the end of another. */
function part(items: (list: UdfList, count: number) => UdfValue[]): LuaFunction {
  return (lua) => {
    const list = checkList(lua);
    const count = lua.optInteger(2);
    pushValue(lua, count > 0 ? new UdfList(items(list, unsigned(count))) : null);
    return 1;
  };
}

/** Called as `list.new(capacity)`: a capacity must be given, and is of no further use. */
const create: LuaFunction = (lua) => {
  const count = lua.top;
  if (count < 1 || count > 2) return 0;
  if (lua.optInteger(1, -1) < 0 || lua.optInteger(2, 10) < 0) return 0;
  pushValue(lua, new UdfList());
  return 1;
};

/** Called as `list { … }`: takes what the table has under numbers. */
const construct: LuaFunction = (lua) => {
  const list = new UdfList();
  if (lua.top === 2 && lua.type(2) === LuaType.table) {
    lua.pushNil();
    while (lua.next(2)) {
      if (lua.type(-2) === LuaType.number) list.items.push(readValue(lua, -1) ?? null);
      lua.top = -2;
    }
  }
  pushValue(lua, list);
  return 1;
};

const size: LuaFunction = (lua) => {
  lua.pushInteger(checkList(lua).items.length);
  return 1;
};

const text: LuaFunction = (lua) => {
  lua.pushText(describeValue(checkList(lua)) ?? 'List()');
  return 1;
};

const step: LuaFunction = (lua) => {
  const iterator = lua.toObject(1);
  if (!(iterator instanceof UdfIterator) || !iterator.hasNext) return 0;
  iterator.pushNext(lua);
  return 1;
};

/** Bytes of a value as msgpack; 0 for what can't be encoded. */
export function pushSize(lua: LuaState, value: UdfValue): number {
  const wire: WireValue | undefined = toAnswer(value);
  lua.pushInteger(wire === undefined ? 0 : msgpackSize(wire));
  return 1;
}

export const listLibrary: LuaLibrary = {
  name: 'list',
  functions: {
    new: create,
    create,
    insert: changeAt((list, index, lua) => {
      const value = readItem(lua, 3);
      if (value !== undefined && !list.insert(index, value)) raiseTooLong(lua);
    }),
    append: (lua) => {
      const list = checkList(lua);
      const value = readItem(lua, 2);
      if (value !== undefined) list.items.push(value);
      return 0;
    },
    prepend: (lua) => {
      const list = checkList(lua);
      const value = readItem(lua, 2);
      if (value !== undefined) list.insert(0, value);
      return 0;
    },
    remove: changeAt((list, index) => list.remove(index)),
    concat: (lua) => {
      checkList(lua).concat(checkList(lua, 2));
      return 0;
    },
    trim: changeAt((list, index) => list.trim(index)),
    take: part((list, count) => list.items.slice(0, count)),
    drop: part((list, count) => list.items.slice(count)),
    size,
    nbytes: (lua) => pushSize(lua, checkList(lua)),
    iterator: (lua) => pushLoop(lua, step, new UdfListIterator(checkList(lua))),
    tostring: text,
  },
  metamethods: { __call: construct },
};

export const listClass: LuaUserClass = {
  className: LuaClass.list,
  metamethods: {
    __index: (lua) => {
      const list = checkList(lua);
      const index = unsigned(lua.optInteger(2));
      pushValue(lua, index > 0 ? (list.items[index - 1] ?? null) : null);
      return 1;
    },
    __newindex: (lua) => {
      const list = checkList(lua);
      const index = unsigned(lua.optInteger(2));
      const value = readItem(lua, 3);
      if (index > 0 && value !== undefined && !list.set(index - 1, value)) raiseTooLong(lua);
      return 0;
    },
    __len: size,
    __tostring: text,
  },
};
