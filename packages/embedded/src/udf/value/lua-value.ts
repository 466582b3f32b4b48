import { WireDouble, WireGeoJson } from '@aeroform/protocol';
import { LuaType } from '../engine/lua-exports.js';
import type { LuaState } from '../engine/lua-state.js';
import { UdfBytes } from './udf-bytes.js';
import { UdfList } from './udf-list.js';
import { UdfMap } from './udf-map.js';
import { UdfRecordValue, type UdfValue } from './udf-value.js';

/** Names of the classes that userdata belong to, as error messages show them. */
export const LuaClass = {
  list: 'List',
  map: 'Map',
  bytes: 'Bytes',
  geojson: 'GeoJSON',
  record: 'Record',
  iterator: 'Iterator',
  stream: 'Stream',
  aerospike: 'Aerospike',
} as const;

/** Pushes a value. Texts end at a byte 0: the server hands them over as C strings. */
export function pushValue(lua: LuaState, value: UdfValue): void {
  switch (typeof value) {
    case 'boolean':
      lua.pushBoolean(value);
      return;
    case 'number':
    case 'bigint':
      lua.pushInteger(value);
      return;
    case 'string':
      lua.pushText(cText(value));
      return;
    default:
      if (value === null) lua.pushNil();
      else if (value instanceof WireDouble) lua.pushNumber(value.value);
      else if (value instanceof UdfBytes) lua.pushObject(value, LuaClass.bytes, value.capacity);
      else lua.pushObject(value, classOf(value));
  }
}

function classOf(value: object): string {
  if (value instanceof UdfList) return LuaClass.list;
  if (value instanceof UdfMap) return LuaClass.map;
  return value instanceof WireGeoJson ? LuaClass.geojson : LuaClass.record;
}

/** A value on the stack; undefined for what is none outside of Lua: tables, functions and the like. */
export function readValue(lua: LuaState, index: number): UdfValue | undefined {
  return READERS[lua.type(index)]?.(lua, index);
}

const READERS: Partial<Record<number, (lua: LuaState, index: number) => UdfValue | undefined>> = {
  [LuaType.nil]: () => null,
  [LuaType.boolean]: (lua, index) => lua.toBoolean(index),
  [LuaType.number]: readNumber,
  [LuaType.string]: (lua, index) => cText(lua.toText(index) ?? ''),
  [LuaType.userdata]: readObject,
};

function readNumber(lua: LuaState, index: number): UdfValue {
  if (!lua.isInteger(index)) return new WireDouble(lua.toNumber(index));
  const value = lua.toInteger(index);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function readObject(lua: LuaState, index: number): UdfValue | undefined {
  const object = lua.toObject(index);
  return isValue(object) ? object : undefined;
}

function isValue(object: object | undefined): object is Exclude<UdfValue, null> & object {
  return (
    object instanceof UdfList ||
    object instanceof UdfMap ||
    object instanceof UdfBytes ||
    object instanceof WireGeoJson ||
    object instanceof UdfRecordValue
  );
}

/** A text up to its first byte 0. */
export function cText(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
