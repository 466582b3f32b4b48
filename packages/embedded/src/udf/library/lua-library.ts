import type { LuaFunctions, LuaState } from '../engine/lua-state.js';

/** A table of functions that Lua code finds under a global name. */
export interface LuaLibrary {
  readonly name: string;
  readonly functions: LuaFunctions;
  /** Metamethods of the table itself; `__call` makes a new object. */
  readonly metamethods: LuaFunctions;
}

/** Makes a library known to Lua code. Its metatable is hidden behind the table itself. */
export function addLibrary(lua: LuaState, library: LuaLibrary): void {
  lua.pushTable();
  lua.setFields(library.functions);
  lua.pushCopy(-1);
  lua.setGlobal(library.name);
  lua.pushTable();
  lua.setFields(library.metamethods);
  lua.pushCopy(-2);
  lua.setField(-2, '__metatable');
  lua.setMetatable(-2);
  lua.top = 0;
}

/** A kind of userdata: its metatable, and optionally a global table of methods. */
export interface LuaUserClass {
  readonly className: string;
  readonly metamethods: LuaFunctions;
  readonly methods?: LuaFunctions;
}

/** Makes a class known. Classes with methods hide their metatable behind the table of methods. */
export function addClass(lua: LuaState, { className, metamethods, methods }: LuaUserClass): void {
  lua.pushClass(className, metamethods);
  if (methods !== undefined) {
    lua.pushTable();
    lua.setFields(methods);
    lua.pushCopy(-1);
    lua.setGlobal(className);
    lua.pushCopy(-1);
    lua.setField(-3, '__index');
    lua.setField(-2, '__metatable');
  }
  lua.top = 0;
}
