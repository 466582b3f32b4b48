import type { LuaFunction, LuaState } from '../engine/lua-state.js';
import { LuaClass, pushValue } from '../value/lua-value.js';
import type { UdfList } from '../value/udf-list.js';
import type { UdfMap } from '../value/udf-map.js';
import { fromWire } from '../value/from-wire.js';
import type { UdfValue } from '../value/udf-value.js';
import type { LuaLibrary, LuaUserClass } from './lua-library.js';

/** Where Lua code is in a list or map. It sees what is changed meanwhile. */
export abstract class UdfIterator {
  protected index = 0;
  protected abstract readonly size: number;

  get hasNext(): boolean {
    return this.index < this.size;
  }

  /** Pushes the next item for `iterator.next`, and goes on. */
  abstract pushNext(lua: LuaState): void;
}

/** An iterator over the items of a list. */
export class UdfListIterator extends UdfIterator {
  readonly #list: UdfList;

  constructor(list: UdfList) {
    super();
    this.#list = list;
  }

  protected get size(): number {
    return this.#list.items.length;
  }

  pushNext(lua: LuaState): void {
    pushValue(lua, this.#list.items[this.index++] ?? null);
  }
}

/** An iterator over the entries of a map. */
export class UdfMapIterator extends UdfIterator {
  readonly #map: UdfMap;

  constructor(map: UdfMap) {
    super();
    this.#map = map;
  }

  protected get size(): number {
    return this.#map.size;
  }

  /** A pair is a userdata that nothing can be done with, as in the server. */
  pushNext(lua: LuaState): void {
    this.skip();
    lua.pushOpaque();
  }

  pushKey(lua: LuaState): void {
    pushValue(lua, fromWire(this.#map.keys[this.index] as string));
  }

  pushItem(lua: LuaState): void {
    pushValue(lua, this.#map.values[this.index] as UdfValue);
  }

  skip(): void {
    this.index++;
  }
}

/** Pushes what a generic `for` needs: a function, and the iterator that it is called with. */
export function pushLoop(lua: LuaState, step: LuaFunction, iterator: UdfIterator): number {
  lua.pushFunction(step);
  lua.pushObject(iterator, LuaClass.iterator);
  return 2;
}

const hasNext: LuaFunction = (lua) => {
  lua.pushBoolean(checkIterator(lua).hasNext);
  return 1;
};

const next: LuaFunction = (lua) => {
  const iterator = checkIterator(lua);
  if (iterator.hasNext) iterator.pushNext(lua);
  else lua.pushNil();
  return 1;
};

function checkIterator(lua: LuaState): UdfIterator {
  return lua.checkObject(1, LuaClass.iterator) as UdfIterator;
}

export const iteratorLibrary: LuaLibrary = {
  name: 'iterator',
  functions: { has_next: hasNext, next },
  metamethods: { __call: next },
};

export const iteratorClass: LuaUserClass = {
  className: LuaClass.iterator,
  metamethods: {},
  methods: { has_next: hasNext, next },
};
