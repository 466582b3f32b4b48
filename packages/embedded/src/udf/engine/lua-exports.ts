import type { WasmMemory, WasmTable } from './web-assembly.js';

/** Address in the memory of the virtual machine; also of a thread (`lua_State *`). */
export type Pointer = number;

/** Types of Lua values (`LUA_T…`). */
export const LuaType = {
  none: -1,
  nil: 0,
  boolean: 1,
  number: 3,
  string: 4,
  table: 5,
  function: 6,
  userdata: 7,
} as const;

/** Pseudo index of the registry, as this virtual machine was compiled. */
export const REGISTRY_INDEX = -1_001_000;
/** Outcome of a call that went well. */
export const LUA_OK = 0;
/** Calls the hook after a number of instructions. */
export const MASK_COUNT = 8;

/** The part of Lua's C API that is used, as the WebAssembly module exports it. */
export interface LuaExports {
  readonly memory: WasmMemory;
  readonly __indirect_function_table: WasmTable;
  __wasm_call_ctors(): void;
  emscripten_stack_init(): void;
  stackSave(): number;
  stackRestore(stack: number): void;
  setThrew(threw: number, value: number): void;
  malloc(size: number): Pointer;
  free(address: Pointer): void;

  luaL_newstate(): Pointer;
  luaL_openlibs(L: Pointer): void;
  luaL_loadbufferx(L: Pointer, source: Pointer, size: number, name: Pointer, mode: Pointer): number;
  luaL_argerror(L: Pointer, argument: number, text: Pointer): number;
  luaL_checktype(L: Pointer, index: number, type: number): void;
  luaL_checkudata(L: Pointer, index: number, className: Pointer): Pointer;
  luaL_newmetatable(L: Pointer, className: Pointer): number;
  luaL_setmetatable(L: Pointer, className: Pointer): void;
  luaL_optinteger(L: Pointer, index: number, otherwise: bigint): bigint;
  luaL_optlstring(L: Pointer, index: number, otherwise: Pointer, size: Pointer): Pointer;
  luaL_where(L: Pointer, level: number): void;
  lua_checkstack(L: Pointer, count: number): number;
  lua_concat(L: Pointer, count: number): void;
  lua_createtable(L: Pointer, items: number, fields: number): void;
  lua_error(L: Pointer): number;
  lua_getfield(L: Pointer, index: number, name: Pointer): number;
  lua_getglobal(L: Pointer, name: Pointer): number;
  lua_gettop(L: Pointer): number;
  lua_isinteger(L: Pointer, index: number): number;
  lua_newuserdatauv(L: Pointer, size: number, values: number): Pointer;
  lua_next(L: Pointer, index: number): number;
  lua_pcallk(
    L: Pointer,
    argumentCount: number,
    resultCount: number,
    handler: number,
    context: number,
    continuation: number,
  ): number;
  lua_pushboolean(L: Pointer, value: number): void;
  lua_pushcclosure(L: Pointer, callback: number, upvalues: number): void;
  lua_pushinteger(L: Pointer, value: bigint): void;
  lua_pushlstring(L: Pointer, text: Pointer, size: number): Pointer;
  lua_pushnil(L: Pointer): void;
  lua_pushnumber(L: Pointer, value: number): void;
  lua_pushvalue(L: Pointer, index: number): void;
  lua_rawseti(L: Pointer, index: number, key: bigint): void;
  lua_setfield(L: Pointer, index: number, name: Pointer): void;
  lua_setglobal(L: Pointer, name: Pointer): void;
  lua_sethook(L: Pointer, hook: number, mask: number, count: number): void;
  lua_setmetatable(L: Pointer, index: number): number;
  lua_settop(L: Pointer, index: number): void;
  lua_toboolean(L: Pointer, index: number): number;
  lua_tointegerx(L: Pointer, index: number, isInteger: Pointer): bigint;
  lua_tolstring(L: Pointer, index: number, size: Pointer): Pointer;
  lua_tonumberx(L: Pointer, index: number, isNumber: Pointer): number;
  lua_touserdata(L: Pointer, index: number): Pointer;
  lua_type(L: Pointer, index: number): number;
  lua_typename(L: Pointer, type: number): Pointer;
}
