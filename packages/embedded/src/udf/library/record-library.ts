import type { LuaFunction, LuaState } from '../engine/lua-state.js';
import type { UdfRecord } from '../record/udf-record.js';
import { cText, LuaClass, pushValue, readValue } from '../value/lua-value.js';
import { UdfBytes } from '../value/udf-bytes.js';
import type { UdfValue } from '../value/udf-value.js';
import type { LuaLibrary, LuaUserClass } from './lua-library.js';

function checkRecord(lua: LuaState): UdfRecord {
  return lua.checkObject(1, LuaClass.record) as UdfRecord;
}

function property(read: (record: UdfRecord) => UdfValue): LuaFunction {
  return (lua) => {
    pushValue(lua, read(checkRecord(lua)));
    return 1;
  };
}

/** What is in memory is on no device. */
const size = property((record) => record.size);

const binNames: LuaFunction = (lua) => {
  const record = checkRecord(lua);
  if (!record.isOpen) return lua.raise("can't get bin names");
  lua.pushTable();
  for (const [index, { name }] of record.bins.entries()) {
    lua.pushText(name);
    lua.setItem(-2, index + 1);
  }
  return 1;
};

export const recordLibrary: LuaLibrary = {
  name: 'record',
  functions: {
    ttl: property((record) => record.ttl),
    last_update_time: property((record) => record.lastUpdateTime),
    gen: property((record) => record.generation),
    size,
    memory_size: size,
    device_size: property(() => 0),
    key: property((record) => record.key),
    setname: property((record) => (record.isOpen && record.setName !== '' ? record.setName : null)),
    digest: property((record) => UdfBytes.of(record.digest)),
    numbins: property((record) => (record.isOpen ? record.bins.length : 0)),
    set_ttl: (lua) => {
      const record = checkRecord(lua);
      record.setTtl(Number(BigInt.asUintN(32, lua.optInteger(2))));
      return 0;
    },
    drop_key: (lua) => {
      checkRecord(lua).dropKey();
      return 0;
    },
    bin_names: binNames,
  },
  metamethods: {},
};

export const recordClass: LuaUserClass = {
  className: LuaClass.record,
  metamethods: {
    __index: (lua) => {
      const record = checkRecord(lua);
      const name = lua.optText(2);
      pushValue(lua, name === undefined ? null : record.get(cText(name)));
      return 1;
    },
    __newindex: (lua) => {
      const record = checkRecord(lua);
      const name = lua.optText(2);
      if (name === undefined) return 0;
      const value = readValue(lua, 3);
      if (value === undefined) {
        return lua.raise(`can't set bin ${cText(name)} to unsupported type`);
      }
      record.set(cText(name), value);
      return 0;
    },
  },
};
