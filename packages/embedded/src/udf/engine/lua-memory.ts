import { latin1Slice, latin1Write } from '@aeroform/protocol';
import { LuaAbort } from './lua-abort.js';
import type { LuaExports, Pointer } from './lua-exports.js';
import { luaWasmModule } from './wasm-module.js';
import { wasmImports } from './wasm-imports.js';
import { wasm } from './web-assembly.js';

/** Most bytes of memory of one virtual machine. */
const MEMORY_LIMIT = 256 * 1024 * 1024;
/** Texts up to this size are written to memory that is there for that. */
const SCRATCH_SIZE = 16 * 1024;

/** An instance of the virtual machine and its memory. Texts are binary strings. */
export class LuaMemory {
  readonly exports: LuaExports;
  readonly memoryLimit = MEMORY_LIMIT;
  #view: Buffer = Buffer.alloc(0);
  readonly #scratch: Pointer;
  /** Where functions of the C API write a size to. */
  readonly sizeAt: Pointer;
  readonly #constants = new Map<string, Pointer>();

  constructor() {
    const { exports } = new wasm.Instance(luaWasmModule(), wasmImports(this));
    this.exports = exports as LuaExports;
    this.exports.emscripten_stack_init();
    this.exports.__wasm_call_ctors();
    this.#scratch = this.exports.malloc(SCRATCH_SIZE);
    this.sizeAt = this.exports.malloc(4);
  }

  get memory(): Buffer {
    const { buffer } = this.exports.memory;
    // Memory that has grown has another buffer.
    if (this.#view.buffer !== buffer) this.#view = Buffer.from(buffer);
    return this.#view;
  }

  /** Calls back with the address of a text, good until it returns. */
  withText<T>(text: string, use: (at: Pointer) => T): T {
    if (text.length < SCRATCH_SIZE) {
      latin1Write(this.memory, `${text}\0`, this.#scratch);
      return use(this.#scratch);
    }
    const at = this.allocate(text.length + 1);
    latin1Write(this.memory, `${text}\0`, at);
    try {
      return use(at);
    } finally {
      this.exports.free(at);
    }
  }

  /** A name that is used again and again, kept in memory. */
  constant(text: string): Pointer {
    let at = this.#constants.get(text);
    if (at === undefined) {
      at = this.allocate(text.length + 1);
      latin1Write(this.memory, `${text}\0`, at);
      this.#constants.set(text, at);
    }
    return at;
  }

  /** The text that a function of the C API returned, its size in {@link sizeAt}. */
  readText(at: Pointer): string {
    return latin1Slice(this.memory, at, at + this.memory.readUInt32LE(this.sizeAt));
  }

  /** A text that ends with a byte 0. */
  readCText(at: Pointer): string {
    return latin1Slice(this.memory, at, this.memory.indexOf(0, at));
  }

  allocate(size: number): Pointer {
    const at = this.exports.malloc(size);
    if (at === 0) throw new LuaAbort(`Lua has no ${size} bytes of memory left`);
    return at;
  }
}
