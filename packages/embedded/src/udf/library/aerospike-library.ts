import type { LuaFunction, LuaState } from '../engine/lua-state.js';
import { AppliedRecord, UdfOutcome } from '../record/applied-record.js';
import { UdfRecord } from '../record/udf-record.js';
import { LuaClass } from '../value/lua-value.js';
import type { LuaUserClass } from './lua-library.js';

/** What the global `aerospike` stands for. */
export interface UdfServer {
  /** Milliseconds since 1970. Stream UDFs get 0, as in the server. */
  now(): number;
}

function checkServer(lua: LuaState): UdfServer {
  return lua.checkObject(1, LuaClass.aerospike) as UdfServer;
}

/** The second argument. Unlike the server, which crashes, it refuses other userdata. */
function checkRecord(lua: LuaState): UdfRecord {
  const record = lua.toObject(2);
  if (record instanceof UdfRecord) return record;
  return lua.raiseArgument(2, `${LuaClass.record} expected, got ${lua.typeName(2)}`);
}

/** A function that writes the record. Records of streams can't be written. */
function write(act: (record: AppliedRecord) => number): LuaFunction {
  return (lua) => {
    checkServer(lua);
    const record = checkRecord(lua);
    lua.pushInteger(record instanceof AppliedRecord ? act(record) : UdfOutcome.refused);
    return 1;
  };
}

export const aerospikeClass: LuaUserClass = {
  className: LuaClass.aerospike,
  metamethods: {},
  methods: {
    create: write((record) => record.create()),
    update: write((record) => record.update()),
    remove: write((record) => record.remove()),
    exists: (lua) => {
      checkServer(lua);
      const record = checkRecord(lua);
      lua.pushBoolean(record.isOpen || !(record instanceof AppliedRecord));
      return 1;
    },
    // There is no log to write to.
    log: (lua) => {
      checkServer(lua);
      lua.optInteger(2);
      lua.optText(3);
      return 0;
    },
    get_current_time: (lua) => {
      lua.pushInteger(checkServer(lua).now());
      return 1;
    },
    // The server has neither contexts nor a configuration for UDFs.
    set_context: (lua) => {
      checkServer(lua);
      checkRecord(lua);
      lua.optInteger(3);
      lua.pushInteger(2);
      return 1;
    },
    get_config: (lua) => {
      checkServer(lua);
      checkRecord(lua);
      lua.optText(3);
      lua.pushInteger(0);
      return 1;
    },
  },
};
