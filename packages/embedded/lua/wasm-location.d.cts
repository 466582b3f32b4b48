/** Path of the Lua 5.4 virtual machine, compiled to WebAssembly. */
export function locateLuaWasm(): string;
