import { LuaAbort } from './lua-abort.js';
import { CSignature, toWasmFunction } from './c-function.js';
import { LUA_OK, LuaType, MASK_COUNT, type Pointer, REGISTRY_INDEX } from './lua-exports.js';
import { LuaStack } from './lua-stack.js';

/**
 * A function that Lua code can call. It finds its arguments at the indexes from 1.
 *
 * @returns how many values on top of the stack are its results.
 */
export type LuaFunction = (lua: LuaState) => number;

/** Functions by the names that Lua code calls them by. */
export type LuaFunctions = Readonly<Record<string, LuaFunction>>;

/** Instructions between two looks at the clock. */
const INSTRUCTIONS_PER_CHECK = 10_000;
/** A UDF that goes on in spite of the time-out error, in milliseconds, is stopped for good. */
const GRACE_MS = 200;
const TIMEOUT_TEXT = 'UDF Execution Timeout';

/**
 * A Lua state with all libraries.
 *
 * Anything but a Lua error that is thrown through it leaves it broken: see {@link isBroken}.
 */
export class LuaState extends LuaStack {
  readonly #functions: LuaFunction[] = [];
  readonly #functionIndexes = new Map<LuaFunction, number>();
  /** What the userdata of Lua stand for. */
  readonly #objects = new Map<Pointer, object>();
  readonly #callback: number;
  #deadline = Number.POSITIVE_INFINITY;
  #isBroken = false;

  constructor() {
    super();
    const { exports } = this;
    this.#callback = this.#addFunction(CSignature.function, (L) => this.#dispatch(L));
    const hook = this.#addFunction(CSignature.hook, (L) => this.#checkTime(L));
    exports.luaL_openlibs(this.L);
    exports.lua_sethook(this.L, hook, MASK_COUNT, INSTRUCTIONS_PER_CHECK);
  }

  /** True after it failed in a way that Lua does not know of. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** What a userdata stands for; undefined for those of Lua's own libraries and for other types. */
  toObject(index: number): object | undefined {
    return this.#objects.get(this.exports.lua_touserdata(this.L, index));
  }

  /** Pushes a function. It is remembered as long as the state: push no function made for a call. */
  pushFunction(callback: LuaFunction): void {
    let index = this.#functionIndexes.get(callback);
    if (index === undefined) {
      index = this.#functions.push(callback) - 1;
      this.#functionIndexes.set(callback, index);
    }
    this.pushInteger(index);
    this.exports.lua_pushcclosure(this.L, this.#callback, 1);
  }

  /**
   * Pushes a userdata that stands for an object.
   *
   * @param size - bytes that the object holds outside: they count for Lua's memory, so that it is
   *   collected in time.
   */
  pushObject(object: object, className: string, size = 1): void {
    const at = this.exports.lua_newuserdatauv(this.L, size, 0);
    this.#objects.set(at, object);
    this.exports.luaL_setmetatable(this.L, this.memory.constant(className));
  }

  /** Pushes a userdata that stands for nothing. */
  pushOpaque(): void {
    this.exports.lua_newuserdatauv(this.L, 1, 0);
  }

  /** The metatable of the userdata of a class. It is made of `metamethods` and stays on the stack. */
  pushClass(className: string, metamethods: LuaFunctions): void {
    this.exports.luaL_newmetatable(this.L, this.memory.constant(className));
    this.setFields({ ...metamethods, __gc: collect });
  }

  /** Forgets what a userdata stands for. */
  forget(index: number): void {
    this.#objects.delete(this.exports.lua_touserdata(this.L, index));
  }

  /** Adds functions to the table on top of the stack. */
  setFields(functions: LuaFunctions): void {
    for (const [name, callback] of Object.entries(functions)) {
      this.pushFunction(callback);
      this.setField(-2, name);
    }
  }

  /** The object of an argument that must be a userdata of a class; raises an error otherwise. */
  checkObject(index: number, className: string): object {
    const exports = this.exports;
    exports.luaL_checktype(this.L, index, LuaType.userdata);
    const at = exports.luaL_checkudata(this.L, index, this.memory.constant(className));
    return this.#objects.get(at) ?? this.raise(`a ${className} that is gone`);
  }

  /** An integer argument that may be left out; raises an error when it is something else. */
  optInteger(index: number, otherwise = 0): bigint {
    return this.exports.luaL_optinteger(this.L, index, BigInt(otherwise));
  }

  /** A text argument that may be left out; raises an error when it is something else. */
  optText(index: number): string | undefined {
    const at = this.exports.luaL_optlstring(this.L, index, 0, this.memory.sizeAt);
    return at === 0 ? undefined : this.memory.readText(at);
  }

  /** Raises the error of a wrong argument. */
  raiseArgument(index: number, text: string): never {
    this.exports.luaL_argerror(this.L, index, this.memory.constant(text));
    throw new Error('unreachable');
  }

  /** Raises an error that begins with the line that called the function. */
  raise(text: string): never {
    this.exports.luaL_where(this.L, 1);
    this.pushText(text);
    this.exports.lua_concat(this.L, 2);
    this.exports.lua_error(this.L);
    throw new Error('unreachable');
  }

  /**
   * Compiles a chunk and pushes its function, or pushes an error message.
   *
   * @param name - `@file` or `=name`; otherwise errors quote it.
   * @returns false after an error.
   */
  load(source: string, name: string): boolean {
    const chunk = this.memory.constant(name);
    return this.memory.withText(
      source,
      (at) => this.exports.luaL_loadbufferx(this.L, at, source.length, chunk, 0) === LUA_OK,
    );
  }

  /**
   * Pops arguments and the function in front of them, calls it, and pushes a result or an error.
   *
   * @param deadline - when it is interrupted with a Lua error, by `performance.now()`.
   * @returns false after an error.
   * @throws {LuaAbort} when it can't be interrupted in that way.
   */
  call(argumentCount: number, deadline: number): boolean {
    const before = this.#deadline;
    this.#deadline = Math.min(before, deadline);
    try {
      return this.exports.lua_pcallk(this.L, argumentCount, 1, 0, 0, 0) === LUA_OK;
    } catch (error) {
      this.#isBroken = true;
      throw error;
    } finally {
      this.#deadline = before;
    }
  }

  #addFunction(signature: readonly number[], callback: (L: number) => unknown): number {
    const table = this.exports.__indirect_function_table;
    const index = table.grow(1);
    table.set(index, toWasmFunction(signature, callback));
    return index;
  }

  /** Every function that Lua calls comes here; which one is meant stands in its closure. */
  #dispatch(L: Pointer): number {
    const before = this.L;
    this.L = L;
    try {
      const callback = this.#functions[Number(this.toInteger(REGISTRY_INDEX - 1))] as LuaFunction;
      return callback(this);
    } finally {
      this.L = before;
    }
  }

  #checkTime(L: Pointer): void {
    const late = performance.now() - this.#deadline;
    if (late < 0) return;
    if (late > GRACE_MS) throw new LuaAbort(TIMEOUT_TEXT);
    const before = this.L;
    this.L = L;
    try {
      this.pushText(TIMEOUT_TEXT);
      this.exports.lua_error(L);
    } finally {
      this.L = before;
    }
  }
}

function collect(lua: LuaState): number {
  lua.forget(1);
  return 0;
}
