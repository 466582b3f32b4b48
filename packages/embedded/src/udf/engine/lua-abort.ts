/** A UDF was stopped from outside: the state that it ran in is good for nothing any more. */
export class LuaAbort extends Error {
  override readonly name = 'LuaAbort';
}
