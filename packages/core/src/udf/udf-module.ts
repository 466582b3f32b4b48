/** Languages of modules: there is one. */
export const UDF_TYPE_LUA = 0;

/** Language of a module. */
export type UdfType = typeof UDF_TYPE_LUA;

/** A registered module, as `udfList` tells of it. */
export interface UdfModule {
  /** Its file name, with `.lua`. */
  readonly filename: string;
  /** SHA-1 of its source as the server made it, 40 hexadecimal digits. */
  readonly hash: string;
  /** Language, `LUA`. */
  readonly type: string;
}
