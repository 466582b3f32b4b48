import { LuaAbort } from './engine/lua-abort.js';
import type { LuaState } from './engine/lua-state.js';
import { LuaType } from './engine/lua-exports.js';
import type { UdfServer } from './library/aerospike-library.js';
import type { UdfStream } from './library/stream-library.js';
import type { UdfRecord } from './record/udf-record.js';
import { UdfFailure } from './udf-failure.js';
import { type UdfModule, UdfModules } from './udf-module.js';
import { createUdfState, setServer } from './udf-state.js';
import { cText, LuaClass, pushValue, readValue } from './value/lua-value.js';
import type { UdfValue } from './value/udf-value.js';

/** A function of a module, and what it is called with. Texts are binary strings. */
export interface UdfCall {
  readonly module: string;
  readonly functionName: string;
  readonly arguments: readonly UdfValue[];
  /** Longest run time in milliseconds. */
  readonly timeLimit: number;
}

/** What the server answers when there is no state with the module: it is unknown, or its body fails. */
const NO_MODULE = 'UDF: Execution Error 1';
const NO_ROOM = 'UDF: Execution Error 2';

/** Registered modules, and the Lua states that run them: one for each, made for the first call. */
export class UdfRuntime {
  readonly modules: UdfModules = new UdfModules();
  readonly #states = new Map<string, LuaState>();

  /** Forgets the state of a module that was registered again or removed. */
  reset(filename: string): void {
    this.#states.delete(filename.replace(/\.[^.]*$/, ''));
  }

  /** Registers these modules and no others, and forgets all states. */
  replaceAll(modules: readonly UdfModule[]): void {
    this.modules.replaceAll(modules);
    this.#states.clear();
  }

  /**
   * Applies a function to a record.
   *
   * @returns what it returned; nil for what is no value outside of Lua.
   * @throws {UdfFailure} when it failed or does not exist.
   */
  applyRecord(call: UdfCall, record: UdfRecord, server: UdfServer): UdfValue {
    const lua = this.#prepare(call, server);
    if (lua.type(-1) === LuaType.nil) throw new UdfFailure('function not found');
    pushValue(lua, record);
    if (!this.#run(lua, call, 1)) {
      throw new UdfFailure(errorText(lua) ?? 'result value type unexpected');
    }
    return readValue(lua, -1) ?? null;
  }

  /**
   * Runs the server's part of a stream function.
   *
   * @throws {UdfFailure} when it failed or does not exist.
   */
  applyStream(call: UdfCall, input: UdfStream, output: UdfStream, server: UdfServer): void {
    const lua = this.#prepare(call, server);
    if (lua.type(-1) === LuaType.nil) throw streamFailure('function not found');
    lua.pushGlobal('apply_stream');
    lua.pushCopy(-2);
    lua.pushObject(input, LuaClass.stream);
    lua.pushObject(output, LuaClass.stream);
    if (!this.#run(lua, call, 3)) throw streamFailure(streamErrorText(lua));
  }

  /** The state of a module, with the function on its stack. */
  #prepare(call: UdfCall, server: UdfServer): LuaState {
    const lua = this.#states.get(call.module) ?? this.#load(call);
    lua.top = 0;
    setServer(lua, server);
    lua.pushGlobal(call.functionName);
    return lua;
  }

  #load({ module, timeLimit }: UdfCall): LuaState {
    if (this.modules.source(module) === undefined) throw new UdfFailure(NO_MODULE);
    const lua = createUdfState(this.modules.source);
    lua.pushGlobal('require');
    lua.pushText(module);
    if (!stopped(() => lua.call(1, performance.now() + timeLimit))) throw new UdfFailure(NO_MODULE);
    this.#states.set(module, lua);
    return lua;
  }

  /** Pushes the arguments and calls the function below them. */
  #run(lua: LuaState, call: UdfCall, pushed: number): boolean {
    const args = call.arguments;
    if (!lua.reserve(args.length)) throw new UdfFailure(NO_ROOM);
    for (const each of args) pushValue(lua, each);
    try {
      return stopped(() => lua.call(pushed + args.length, performance.now() + call.timeLimit));
    } finally {
      if (lua.isBroken) this.#states.delete(call.module);
    }
  }
}

/** Runs Lua code; what Lua could not stop itself is a failure of the UDF, too. */
function stopped(run: () => boolean): boolean {
  try {
    return run();
  } catch (error) {
    // A range error is a stack that is too deep.
    if (error instanceof LuaAbort || error instanceof RangeError) {
      throw new UdfFailure(error.message);
    }
    throw error;
  }
}

/** Undefined for errors that are no text. */
function errorText(lua: LuaState): string | undefined {
  return lua.type(-1) === LuaType.string ? cText(lua.toText(-1) ?? '') : undefined;
}

/** The error of a stream function: the server handles it with a function that wants a text. */
function streamErrorText(lua: LuaState): string {
  const text = lua.toText(-1);
  return text === undefined
    ? `bad argument #1 to '?' (string expected, got ${lua.typeName(-1)})`
    : cText(text);
}

/** The server's number for a function that ran and failed. */
function streamFailure(text: string): UdfFailure {
  return new UdfFailure(`UDF: Execution Error 2 : ${text}`);
}
