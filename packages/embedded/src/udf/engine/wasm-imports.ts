import { latin1Slice, latin1Write } from '@aeroform/protocol';
import { LuaAbort } from './lua-abort.js';
import { formatTm, readTm, writeTm } from './lua-date.js';
import type { LuaExports, Pointer } from './lua-exports.js';
import { WASM_PAGE_SIZE, type WasmImports } from './web-assembly.js';

/** What the imports need of the machine that they are given to. */
export interface WasmHost {
  /** Undefined only while the module is instantiated. */
  readonly exports: LuaExports;
  /** Its memory as it is now. */
  readonly memory: Buffer;
  /** Most bytes that its memory can have. */
  readonly memoryLimit: number;
}

/** What Lua's jump out of a failed call is for JavaScript. */
const LONG_JUMP = new Error('Lua jumps out of a call');

/** True for what passes through JavaScript frames when Lua raises an error: to be thrown on. */
function isLongJump(error: unknown): boolean {
  return error === LONG_JUMP;
}

/** Errors of the operating system, as this C library numbers them. */
const EACCES = 2;
const denied = (): number => -EACCES;

/**
 * What the virtual machine asks of its host. There are no files, no processes and no environment:
 * UDFs that ask for them get the errors that Lua gives when access is denied.
 */
export function wasmImports(host: WasmHost): WasmImports {
  return {
    env: { ...control(host), ...time(host), ...files },
    wasi_snapshot_preview1: {
      fd_write: (_file: number, vectors: Pointer, count: number, written: Pointer) =>
        discard(host.memory, vectors, count, written),
      fd_read: () => EACCES,
      fd_close: () => 0,
      fd_seek: () => EACCES,
      environ_sizes_get: (count: Pointer, size: Pointer) => {
        host.memory.writeUInt32LE(0, count);
        host.memory.writeUInt32LE(0, size);
        return 0;
      },
      environ_get: () => 0,
    },
  };
}

const files = {
  __syscall_openat: denied,
  __syscall_fcntl64: denied,
  __syscall_ioctl: denied,
  __syscall_dup3: denied,
  __syscall_unlinkat: denied,
  __syscall_rmdir: denied,
  __syscall_renameat: denied,
  __syscall_readlinkat: denied,
  system: () => 0,
};

function control(host: WasmHost): Record<string, unknown> {
  return {
    abort: () => {
      throw new LuaAbort('the virtual machine of Lua gave up');
    },
    exit: (status: number) => {
      throw new LuaAbort(`a UDF called os.exit(${status})`);
    },
    _emscripten_throw_longjmp: () => {
      throw LONG_JUMP;
    },
    invoke_vii: (index: number, a: number, b: number) => {
      const { exports } = host;
      const stack = exports.stackSave();
      try {
        (exports.__indirect_function_table.get(index) as (a: number, b: number) => void)(a, b);
      } catch (error) {
        if (!isLongJump(error)) throw error;
        exports.stackRestore(stack);
        exports.setThrew(1, 0);
      }
    },
    emscripten_resize_heap: (size: number) => (resize(host, size >>> 0) ? 1 : 0),
  };
}

function resize({ exports, memoryLimit }: WasmHost, size: number): boolean {
  if (size > memoryLimit) return false;
  const missing = size - exports.memory.buffer.byteLength;
  try {
    exports.memory.grow(Math.ceil(missing / WASM_PAGE_SIZE));
    return true;
  } catch {
    return false;
  }
}

function time(host: WasmHost): Record<string, unknown> {
  const tm = (at: Pointer): { memory: Buffer; at: number } => ({ memory: host.memory, at });
  return {
    emscripten_date_now: () => Date.now(),
    _emscripten_get_now_is_monotonic: () => 0,
    _gmtime_js: (seconds: bigint, at: Pointer) => writeTm(tm(at), Number(seconds), false),
    _localtime_js: (seconds: bigint, at: Pointer) => writeTm(tm(at), Number(seconds), true),
    _mktime_js: (at: Pointer) => BigInt(readTm(tm(at))),
    _tzset_js: () => undefined,
    strftime: (to: Pointer, size: number, format: Pointer, at: Pointer) => {
      const { memory } = host;
      const text = formatTm(latin1Slice(memory, format, memory.indexOf(0, format)), tm(at));
      if (text.length >= size) return 0;
      latin1Write(memory, `${text}\0`, to);
      return text.length;
    },
  };
}

/** `print` and the like: there is nobody to read it. */
function discard(memory: Buffer, vectors: Pointer, count: number, written: Pointer): number {
  let size = 0;
  for (let i = 0; i < count; i++) size += memory.readUInt32LE(vectors + i * 8 + 4);
  memory.writeUInt32LE(size, written);
  return 0;
}
