import { WireGeoJson } from '@aeroform/protocol';
import type { LuaFunction } from '../engine/lua-state.js';
import { describeValue } from '../value/describe-value.js';
import { cText, LuaClass, pushValue } from '../value/lua-value.js';
import type { LuaLibrary, LuaUserClass } from './lua-library.js';

/** Called as `geojson(text)`. The text is not checked before it is stored. */
const construct: LuaFunction = (lua) => {
  if (lua.top !== 2) return 0;
  const text = lua.optText(2);
  if (text === undefined) return 0;
  pushValue(lua, new WireGeoJson(cText(text)));
  return 1;
};

const text: LuaFunction = (lua) => {
  const value = lua.checkObject(1, LuaClass.geojson) as WireGeoJson;
  lua.pushText(describeValue(value) ?? '');
  return 1;
};

export const geojsonLibrary: LuaLibrary = {
  name: 'geojson',
  functions: {},
  metamethods: { __call: construct },
};

export const geojsonClass: LuaUserClass = {
  className: LuaClass.geojson,
  metamethods: { __tostring: text },
};
