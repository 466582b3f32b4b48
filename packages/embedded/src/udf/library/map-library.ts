import { LuaType } from '../engine/lua-exports.js';
import type { LuaFunction, LuaState } from '../engine/lua-state.js';
import { describeValue } from '../value/describe-value.js';
import { LuaClass, pushValue, readValue } from '../value/lua-value.js';
import { toMapKey, UdfMap, type UdfMapKey } from '../value/udf-map.js';
import { UdfRecordValue } from '../value/udf-value.js';
import { UdfMapIterator, pushLoop } from './iterator-library.js';
import { pushSize } from './list-library.js';
import type { LuaLibrary, LuaUserClass } from './lua-library.js';

function checkMap(lua: LuaState): UdfMap {
  return lua.checkObject(1, LuaClass.map) as UdfMap;
}

function readKey(lua: LuaState, index: number): UdfMapKey | undefined {
  const value = readValue(lua, index);
  return value === undefined ? undefined : toMapKey(value);
}

/** Called as `map.new(capacity)`: a capacity must be given, and is of no further use. */
const create: LuaFunction = (lua) => {
  if (lua.top !== 1 || lua.optInteger(1) < 1) return 0;
  pushValue(lua, new UdfMap());
  return 1;
};

/** Called as `map { … }`, with a capacity behind it or not. */
const construct: LuaFunction = (lua) => {
  lua.optInteger(3);
  const map = new UdfMap();
  const count = lua.top;
  if ((count === 2 || count === 3) && lua.type(2) === LuaType.table) {
    lua.pushNil();
    while (lua.next(2)) {
      const key = readKey(lua, -2);
      const value = readValue(lua, -1);
      if (key !== undefined && value !== undefined) map.set(key, value);
      lua.top = -2;
    }
  }
  pushValue(lua, map);
  return 1;
};

const size: LuaFunction = (lua) => {
  lua.pushInteger(checkMap(lua).size);
  return 1;
};

const text: LuaFunction = (lua) => {
  lua.pushText(describeValue(checkMap(lua)) ?? 'Map()');
  return 1;
};

/** One step of a loop over a map. */
function step(push: (iterator: UdfMapIterator, lua: LuaState) => number): LuaFunction {
  return (lua) => {
    const iterator = lua.toObject(1);
    if (!(iterator instanceof UdfMapIterator) || !iterator.hasNext) return 0;
    const count = push(iterator, lua);
    iterator.skip();
    return count;
  };
}

function loop(stepOfLoop: LuaFunction): LuaFunction {
  return (lua) => pushLoop(lua, stepOfLoop, new UdfMapIterator(checkMap(lua)));
}

const pairs = loop(
  step((iterator, lua) => {
    iterator.pushKey(lua);
    iterator.pushItem(lua);
    return 2;
  }),
);
const keys = loop(
  step((iterator, lua) => {
    iterator.pushKey(lua);
    return 1;
  }),
);
const values = loop(
  step((iterator, lua) => {
    iterator.pushItem(lua);
    return 1;
  }),
);

export const mapLibrary: LuaLibrary = {
  name: 'map',
  functions: {
    new: create,
    create,
    iterator: pairs,
    pairs,
    keys,
    values,
    remove: (lua) => {
      const map = checkMap(lua);
      const key = readKey(lua, 2);
      if (key !== undefined) map.remove(key);
      return 0;
    },
    size,
    nbytes: (lua) => pushSize(lua, checkMap(lua)),
    tostring: text,
  },
  metamethods: { __call: construct },
};

export const mapClass: LuaUserClass = {
  className: LuaClass.map,
  metamethods: {
    __index: (lua) => {
      const map = checkMap(lua);
      const key = readKey(lua, 2);
      pushValue(lua, key === undefined ? null : (map.get(key) ?? null));
      return 1;
    },
    // Nil is a value like others; what is no value removes the entry.
    __newindex: (lua) => {
      const map = checkMap(lua);
      const key = readKey(lua, 2);
      const value = readValue(lua, 3);
      if (key === undefined || value instanceof UdfRecordValue) return 0;
      if (value === undefined) map.remove(key);
      else map.set(key, value);
      return 0;
    },
    __len: size,
    __tostring: text,
  },
};
