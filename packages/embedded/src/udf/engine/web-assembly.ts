/** A compiled WebAssembly module. */
export interface WasmModule {
  readonly wasmModule: unique symbol;
}

/** Linear memory. Growing it detaches the buffer. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** @returns the number of pages before. */
  grow(pages: number): number;
}

/** Functions that WebAssembly code can call by their index. */
export interface WasmTable {
  grow(count: number): number;
  set(index: number, value: unknown): void;
  get(index: number): unknown;
}

/** What modules import, by module and name. */
export type WasmImports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface WasmApi {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: WasmImports,
  ) => { readonly exports: unknown };
}

/** The engine's own API: the types of Node 20 do not describe it. */
export const wasm: WasmApi = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;

/** Bytes of a page of linear memory. */
export const WASM_PAGE_SIZE = 65_536;
