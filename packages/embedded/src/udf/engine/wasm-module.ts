import { readFileSync } from 'node:fs';
import { locateLuaWasm } from '../../../lua/wasm-location.cjs';
import { wasm, type WasmModule } from './web-assembly.js';

let compiled: WasmModule | undefined;

/**
 * The virtual machine of Lua 5.4, from the package `wasmoon`: compiled for the first UDF of the
 * process, so that a server without any does not pay for it. Only its WebAssembly is used: the
 * package's JavaScript can't be loaded where modules are sandboxed, as in Jest, and takes texts for
 * UTF-8.
 */
export function luaWasmModule(): WasmModule {
  compiled ??= new wasm.Module(readFileSync(locateLuaWasm()));
  return compiled;
}
