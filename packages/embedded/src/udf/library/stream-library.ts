import type { LuaFunction, LuaState } from '../engine/lua-state.js';
import { LuaClass, pushValue, readValue } from '../value/lua-value.js';
import type { UdfValue } from '../value/udf-value.js';
import type { LuaLibrary, LuaUserClass } from './lua-library.js';

/** A stream that Lua code reads from or writes to. */
export class UdfStream {
  /** The next value; nil at the end, and from streams that can't be read. */
  read(): UdfValue {
    return null;
  }

  /** Takes a value; undefined for what is none. Returns false when it takes no more. */
  write(_value: UdfValue | undefined): boolean {
    return false;
  }

  get isReadable(): boolean {
    return false;
  }
}

const WRITE_FAILED = 1;

function checkStream(lua: LuaState): UdfStream {
  const stream = lua.toObject(1);
  if (stream instanceof UdfStream) return stream;
  return lua.raiseArgument(1, `${LuaClass.stream} expected, got ${lua.typeName(1)}`);
}

const readable: LuaFunction = (lua) => {
  lua.pushBoolean(checkStream(lua).isReadable);
  return 1;
};

const text: LuaFunction = (lua) => {
  checkStream(lua);
  lua.pushText('Stream<0x0>');
  return 1;
};

export const streamLibrary: LuaLibrary = {
  name: 'stream',
  functions: {
    read: (lua) => {
      pushValue(lua, checkStream(lua).read());
      return 1;
    },
    write: (lua) => {
      const stream = checkStream(lua);
      lua.pushInteger(stream.write(readValue(lua, 2)) ? 0 : WRITE_FAILED);
      return 1;
    },
    readable,
    // The server asks the same question for both.
    writable: readable,
    tostring: text,
  },
  metamethods: {},
};

export const streamClass: LuaUserClass = {
  className: LuaClass.stream,
  metamethods: { __tostring: text },
};
