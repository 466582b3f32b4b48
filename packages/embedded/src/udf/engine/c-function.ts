import { wasm } from './web-assembly.js';

/** Signatures that Lua calls back with. */
export const CSignature = {
  /** `int (lua_State *)` */
  function: [0x60, 1, 0x7f, 1, 0x7f],
  /** `void (lua_State *, lua_Debug *)` */
  hook: [0x60, 2, 0x7f, 0x7f, 0],
} as const;

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** Imports the function `f` of the module `e`, and exports it as `f`. */
const IMPORT = [2, 7, 1, 1, 0x65, 1, 0x66, 0, 0];
const EXPORT = [7, 5, 1, 1, 0x66, 0, 0];

/**
 * A JavaScript function as one that WebAssembly code can call by its index: tables hold only functions
 * with a signature, so it goes through a module that does nothing but pass it on.
 */
export function toWasmFunction(
  signature: readonly number[],
  callback: (L: number, other: number) => unknown,
): unknown {
  const types = [1, signature.length + 1, 1, ...signature];
  const module = new wasm.Module(Uint8Array.from([...MAGIC, ...types, ...IMPORT, ...EXPORT]));
  const { exports } = new wasm.Instance(module, { e: { f: callback } });
  return (exports as { readonly f: unknown }).f;
}
