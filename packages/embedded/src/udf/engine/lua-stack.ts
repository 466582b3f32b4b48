import type { LuaExports, Pointer } from './lua-exports.js';
import { LuaMemory } from './lua-memory.js';

/**
 * The stack of a Lua thread, in a virtual machine of its own. Values are found by their index: from 1
 * from below, from -1 from the top. All texts are binary strings.
 */
export abstract class LuaStack {
  protected readonly memory: LuaMemory = new LuaMemory();
  protected readonly exports: LuaExports = this.memory.exports;
  /** The thread that runs: functions called in a coroutine find their arguments on its stack. */
  protected L: Pointer = this.exports.luaL_newstate();

  get top(): number {
    return this.exports.lua_gettop(this.L);
  }

  set top(index: number) {
    this.exports.lua_settop(this.L, index);
  }

  type(index: number): number {
    return this.exports.lua_type(this.L, index);
  }

  isInteger(index: number): boolean {
    return this.exports.lua_isinteger(this.L, index) !== 0;
  }

  toInteger(index: number): bigint {
    return this.exports.lua_tointegerx(this.L, index, 0);
  }

  toNumber(index: number): number {
    return this.exports.lua_tonumberx(this.L, index, 0);
  }

  toBoolean(index: number): boolean {
    return this.exports.lua_toboolean(this.L, index) !== 0;
  }

  /** Text of a string (or number, which becomes a string); undefined for other types. */
  toText(index: number): string | undefined {
    const at = this.exports.lua_tolstring(this.L, index, this.memory.sizeAt);
    return at === 0 ? undefined : this.memory.readText(at);
  }

  typeName(index: number): string {
    return this.memory.readCText(this.exports.lua_typename(this.L, this.type(index)));
  }

  pushNil(): void {
    this.exports.lua_pushnil(this.L);
  }

  pushBoolean(value: boolean): void {
    this.exports.lua_pushboolean(this.L, value ? 1 : 0);
  }

  pushInteger(value: number | bigint): void {
    this.exports.lua_pushinteger(this.L, BigInt(value));
  }

  pushNumber(value: number): void {
    this.exports.lua_pushnumber(this.L, value);
  }

  pushText(text: string): void {
    this.memory.withText(text, (at) => this.exports.lua_pushlstring(this.L, at, text.length));
  }

  pushCopy(index: number): void {
    this.exports.lua_pushvalue(this.L, index);
  }

  pushTable(): void {
    this.exports.lua_createtable(this.L, 0, 0);
  }

  pushGlobal(name: string): number {
    return this.memory.withText(name, (at) => this.exports.lua_getglobal(this.L, at));
  }

  pushField(index: number, name: string): number {
    return this.exports.lua_getfield(this.L, index, this.memory.constant(name));
  }

  /** Pops a value into a global. */
  setGlobal(name: string): void {
    this.exports.lua_setglobal(this.L, this.memory.constant(name));
  }

  /** Pops a value into a field. */
  setField(index: number, name: string): void {
    this.exports.lua_setfield(this.L, index, this.memory.constant(name));
  }

  /** Pops a value into an item of a table. */
  setItem(index: number, key: number): void {
    this.exports.lua_rawseti(this.L, index, BigInt(key));
  }

  /** Pops the metatable of a value. */
  setMetatable(index: number): void {
    this.exports.lua_setmetatable(this.L, index);
  }

  /** Pops a key and pushes the next key and value of a table. Returns false, with nothing, at the end. */
  next(index: number): boolean {
    return this.exports.lua_next(this.L, index) !== 0;
  }

  /** Makes room for values. Returns false when there is none. */
  reserve(count: number): boolean {
    return this.exports.lua_checkstack(this.L, count) !== 0;
  }
}
