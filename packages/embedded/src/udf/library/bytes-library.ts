import { ParticleType } from '@aeroform/protocol';
import type { LuaFunction, LuaFunctions, LuaState } from '../engine/lua-state.js';
import { describeValue } from '../value/describe-value.js';
import { LuaClass, pushValue } from '../value/lua-value.js';
import { UdfBytes } from '../value/udf-bytes.js';
import { type IntegerFormat, INTEGER_FORMATS, isInRange } from './integer-format.js';
import type { LuaLibrary, LuaUserClass } from './lua-library.js';
import { readVarInt, VAR_INT_SIZE, varInt } from './var-int.js';

const MAX_INDEX = 0xffff_ffffn;

function checkBytes(lua: LuaState, index = 1): UdfBytes {
  return lua.checkObject(index, LuaClass.bytes) as UdfBytes;
}

/** An index that Lua code counts from 1, counted from 0; undefined for a wrong one. */
function readIndex(lua: LuaState): number | undefined {
  const index = lua.optInteger(2);
  return index < 1 || index > MAX_INDEX ? undefined : Number(index) - 1;
}

/** A size that fits into 32 bits; undefined for others. */
function readSize(lua: LuaState, index: number): number | undefined {
  const size = lua.optInteger(index);
  return size < 0 || size > MAX_INDEX ? undefined : Number(size);
}

/** A function that tells whether it did its work, and that with another number of arguments does none. */
function attempt(count: number, act: (lua: LuaState, bytes: UdfBytes) => boolean): LuaFunction {
  return (lua) => {
    lua.pushBoolean(lua.top === count && act(lua, checkBytes(lua)));
    return 1;
  };
}

/** A function that pushes a value, or nothing at all. */
function query(
  count: number,
  find: (lua: LuaState, bytes: UdfBytes, index: number) => number,
): LuaFunction {
  return (lua) => {
    if (lua.top !== count) return 0;
    const bytes = checkBytes(lua);
    const index = readIndex(lua);
    return index === undefined ? 0 : find(lua, bytes, index);
  };
}

function appendInteger(format: IntegerFormat): LuaFunction {
  return attempt(2, (lua, bytes) => {
    const value = lua.optInteger(2);
    return isInRange(format, value) && bytes.write(bytes.size, format.encode(value));
  });
}

function setInteger(format: IntegerFormat): LuaFunction {
  return attempt(3, (lua, bytes) => {
    const index = readIndex(lua);
    const value = lua.optInteger(3);
    if (index === undefined || !isInRange(format, value)) return false;
    return bytes.write(index, format.encode(value));
  });
}

function getInteger(format: IntegerFormat): LuaFunction {
  return query(2, (lua, bytes, index) => {
    const data = bytes.read(index, format.size);
    if (data === undefined) return 0;
    lua.pushInteger(format.decode(data));
    return 1;
  });
}

function integerFunctions(): LuaFunctions {
  const functions: Record<string, LuaFunction> = {};
  for (const [name, format] of Object.entries(INTEGER_FORMATS)) {
    functions[`append_${name}`] = appendInteger(format);
    functions[`set_${name}`] = setInteger(format);
    functions[`get_${name}`] = getInteger(format);
  }
  return functions;
}

const textFunctions: LuaFunctions = {
  append_string: attempt(2, (lua, bytes) => {
    const text = lua.optText(2) ?? '';
    return text !== '' && bytes.write(bytes.size, Buffer.from(text, 'latin1'));
  }),
  set_string: attempt(3, (lua, bytes) => {
    const index = readIndex(lua);
    const text = lua.optText(3);
    if (index === undefined || text === undefined) return false;
    return bytes.write(index, Buffer.from(text, 'latin1'));
  }),
  get_string: query(3, (lua, bytes, index) => {
    const size = readSize(lua, 3);
    const data = size === undefined ? undefined : bytes.readPadded(index, size);
    if (data === undefined) return 0;
    lua.pushText(data.toString('latin1'));
    return 1;
  }),
};

const byteFunctions: LuaFunctions = {
  append_bytes: attempt(3, (lua, bytes) => {
    const other = checkBytes(lua, 2);
    const size = readSize(lua, 3);
    return (
      size !== undefined && bytes.write(bytes.size, Buffer.from(other.content.subarray(0, size)))
    );
  }),
  // Unlike with append_bytes, more bytes than there are need room that is there already.
  set_bytes: attempt(4, (lua, bytes) => {
    const index = readIndex(lua);
    const other = checkBytes(lua, 3);
    const size = readSize(lua, 4);
    if (index === undefined || size === undefined) return false;
    if (!bytes.ensure(index + Math.min(size, other.size))) return false;
    const data = index + size > bytes.capacity ? undefined : other.readPadded(0, size);
    return data !== undefined && bytes.write(index, data);
  }),
  get_bytes: query(3, (lua, bytes, index) => {
    const size = readSize(lua, 3);
    const data = size === undefined ? undefined : bytes.readPadded(index, size);
    if (data === undefined) return 0;
    pushValue(lua, UdfBytes.of(data));
    return 1;
  }),
};

const varIntFunctions: LuaFunctions = {
  append_var_int: (lua) => {
    const bytes = lua.top === 2 ? checkBytes(lua) : undefined;
    return writeVarInt(lua, bytes, bytes?.size, bytes === undefined ? 0n : lua.optInteger(2));
  },
  set_var_int: (lua) => {
    const bytes = lua.top === 3 ? checkBytes(lua) : undefined;
    const index = bytes === undefined ? undefined : readIndex(lua);
    return writeVarInt(lua, bytes, index, bytes === undefined ? 0n : lua.optInteger(3));
  },
  get_var_int: query(2, (lua, bytes, index) => {
    const [value, size] = readVarInt(bytes.readPadded(index, VAR_INT_SIZE) as Buffer);
    lua.pushInteger(value);
    lua.pushInteger(size);
    return 2;
  }),
};

/** Pushes how many bytes were written. They do not count for the size, as in the server. */
function writeVarInt(
  lua: LuaState,
  bytes: UdfBytes | undefined,
  index: number | undefined,
  value: bigint,
): number {
  const encoded = isInRange(INTEGER_FORMATS.int32, value) ? varInt(value) : undefined;
  const written =
    bytes !== undefined &&
    index !== undefined &&
    encoded !== undefined &&
    bytes.ensure(index + VAR_INT_SIZE) &&
    bytes.writeUnsized(index, encoded);
  lua.pushInteger(written ? encoded.length : 0);
  return 1;
}

const size: LuaFunction = (lua) => {
  lua.pushInteger(lua.top === 1 ? checkBytes(lua).size : 0);
  return 1;
};

/** Called as `bytes()` or `bytes(capacity)`. */
const construct: LuaFunction = (lua) => {
  const count = lua.top;
  if (count !== 1 && count !== 2) return 0;
  const capacity = count === 1 ? 0 : Number(BigInt.asUintN(32, lua.optInteger(2)));
  const bytes = UdfBytes.withCapacity(capacity);
  if (bytes === undefined) return lua.raise('not enough memory');
  pushValue(lua, bytes);
  return 1;
};

const text: LuaFunction = (lua) => {
  lua.pushText(describeValue(checkBytes(lua)) ?? 'Bytes()');
  return 1;
};

export const bytesLibrary: LuaLibrary = {
  name: 'bytes',
  functions: {
    size,
    set_size: attempt(2, (lua, bytes) => (readSize(lua, 2) ?? Infinity) <= bytes.capacity),
    get_type: (lua) => {
      if (lua.top < 1) return 0;
      lua.pushInteger(checkBytes(lua).particleType);
      return 1;
    },
    set_type: attempt(2, (lua, bytes) => {
      const type = Number(BigInt.asIntN(32, lua.optInteger(2)));
      if (type !== ParticleType.null) bytes.particleType = type;
      return type !== ParticleType.null;
    }),
    ...integerFunctions(),
    ...textFunctions,
    ...byteFunctions,
    ...varIntFunctions,
  },
  metamethods: { __call: construct },
};

export const bytesClass: LuaUserClass = {
  className: LuaClass.bytes,
  metamethods: {
    __index: getInteger(INTEGER_FORMATS.byte),
    __newindex: setInteger(INTEGER_FORMATS.byte),
    __len: size,
    __tostring: text,
  },
};
