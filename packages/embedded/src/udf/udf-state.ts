import type { LuaFunction } from './engine/lua-state.js';
import { LuaState } from './engine/lua-state.js';
import { aerospikeClass, type UdfServer } from './library/aerospike-library.js';
import { bytesClass, bytesLibrary } from './library/bytes-library.js';
import { geojsonClass, geojsonLibrary } from './library/geojson-library.js';
import { iteratorClass, iteratorLibrary } from './library/iterator-library.js';
import { listClass, listLibrary } from './library/list-library.js';
import { addClass, addLibrary } from './library/lua-library.js';
import { mapClass, mapLibrary } from './library/map-library.js';
import { PRELUDE } from './library/prelude.js';
import { recordClass, recordLibrary } from './library/record-library.js';
import { streamClass, streamLibrary } from './library/stream-library.js';
import { LuaClass } from './value/lua-value.js';

/** Where a server keeps its modules; error messages show it. */
const MODULE_FOLDER = '/opt/aerospike/usr/udf/lua';

/** Finds the source of a module by its name, without `.lua`. */
export type FindModule = (name: string) => string | undefined;

const CLASSES = [
  aerospikeClass,
  recordClass,
  iteratorClass,
  streamClass,
  listClass,
  mapClass,
  bytesClass,
  geojsonClass,
];
const LIBRARIES = [
  recordLibrary,
  iteratorLibrary,
  streamLibrary,
  listLibrary,
  mapLibrary,
  bytesLibrary,
  geojsonLibrary,
];

/** A Lua state with all that UDFs find in one, but without a module. */
export function createUdfState(findModule: FindModule): LuaState {
  const lua = new LuaState();
  for (const each of CLASSES) addClass(lua, each);
  for (const each of LIBRARIES) addLibrary(lua, each);
  for (const { name, source } of PRELUDE) {
    if (!lua.load(source, name) || !lua.call(0, Number.POSITIVE_INFINITY)) {
      throw new Error(`the prelude of Lua failed: ${lua.toText(-1) ?? ''}`);
    }
  }
  replaceSearchers(lua, searcher(findModule));
  lua.top = 0;
  return lua;
}

/** Makes the global `aerospike`. */
export function setServer(lua: LuaState, server: UdfServer): void {
  lua.pushObject(server, LuaClass.aerospike);
  lua.setGlobal('aerospike');
}

/** `require` finds what is preloaded, and registered modules; there are no files. */
function replaceSearchers(lua: LuaState, search: LuaFunction): void {
  lua.pushGlobal('package');
  lua.pushText(`${MODULE_FOLDER}/?.lua`);
  lua.setField(-2, 'path');
  lua.pushField(-1, 'searchers');
  lua.pushFunction(search);
  lua.setItem(-2, 2);
  for (const index of [3, 4]) {
    lua.pushNil();
    lua.setItem(-2, index);
  }
}

function searcher(findModule: FindModule): LuaFunction {
  return (lua) => {
    const name = lua.optText(1) ?? '';
    const path = `${MODULE_FOLDER}/${name}.lua`;
    const source = findModule(name);
    if (source === undefined) {
      lua.pushText(`no file '${path}'`);
      return 1;
    }
    if (!lua.load(source, `@${path}`)) {
      return lua.raise(`error loading module '${name}' from file '${path}'`);
    }
    lua.pushText(path);
    return 2;
  };
}
