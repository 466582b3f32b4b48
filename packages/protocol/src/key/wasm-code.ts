/**
 * The few pieces of WebAssembly that code for four lanes is made of, as bytes.
 *
 * Source: WebAssembly Core Specification 2.0, chapter 5 (binary format).
 */

/** Bytes of a module or of a part of one. */
export type WasmCode = readonly number[];

const SIMD = 0xfd;
const LOOP = 0x03;
const END = 0x0b;
const BRANCH_IF = 0x0d;
const NO_RESULT = 0x40;
const I32 = 0x7f;
const V128 = 0x7b;
const MAGIC_AND_VERSION: WasmCode = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** Offsets that are multiples of 16. */
const ALIGNED = 4;

export const i32Add: WasmCode = [0x6a];
export const i32Subtract: WasmCode = [0x6b];
export const not = simd(0x4d);
export const or = simd(0x50);
export const xor = simd(0x51);
/** Takes two values and a mask: where the mask has a 1 the bit of the first, else of the second. */
export const select = simd(0x52);
export const shiftLeft = simd(0xab);
export const shiftRight = simd(0xad);
export const add = simd(0xae);

export const getLocal = (local: number): WasmCode => [0x20, ...unsigned(local)];
export const setLocal = (local: number): WasmCode => [0x21, ...unsigned(local)];
export const teeLocal = (local: number): WasmCode => [0x22, ...unsigned(local)];
export const i32Const = (value: number): WasmCode => [0x41, ...signed(value)];
export const load = (offset: number): WasmCode => [...simd(0x00), ALIGNED, ...unsigned(offset)];
export const store = (offset: number): WasmCode => [...simd(0x0b), ALIGNED, ...unsigned(offset)];

/** The same word in all lanes. */
export function splat(word: number): WasmCode {
  const bytes = [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
  return [...simd(0x0c), ...bytes, ...bytes, ...bytes, ...bytes];
}

/** Repeats a body that leaves on the stack whether it is to run again. */
export function repeat(body: WasmCode): WasmCode {
  return [LOOP, NO_RESULT, ...body, BRANCH_IF, 0, END];
}

/**
 * A module with one page of memory, exported as `memory`, and one function, exported as `run`.
 *
 * @param parameters - how many there are, all i32; they are the first locals.
 * @param vectors - locals of four lanes that follow them.
 */
export function wasmModule(
  body: WasmCode,
  { parameters, vectors }: { readonly parameters: number; readonly vectors: number },
): Uint8Array {
  const type = [0x60, ...list(Array.from({ length: parameters }, () => [I32])), ...list([])];
  const code = [...list([[...unsigned(vectors), V128]]), ...body, END];
  return Uint8Array.from([
    ...MAGIC_AND_VERSION,
    ...section(1, list([type])),
    ...section(3, list([[0]])),
    ...section(5, list([[0, 1]])),
    ...section(7, list([exported('memory', 2), exported('run', 0)])),
    ...section(10, list([sized(code)])),
  ]);
}

function exported(name: string, kind: number): WasmCode {
  return [...sized([...Buffer.from(name)]), kind, 0];
}

function section(id: number, content: WasmCode): WasmCode {
  return [id, ...sized(content)];
}

function sized(content: WasmCode): WasmCode {
  return [...unsigned(content.length), ...content];
}

function list(items: readonly WasmCode[]): WasmCode {
  return [...unsigned(items.length), ...items.flat()];
}

function simd(operation: number): WasmCode {
  return [SIMD, ...unsigned(operation)];
}

/** LEB128. */
function unsigned(value: number): WasmCode {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** LEB128 of a number that is not negative: its last byte must not look like a sign. */
function signed(value: number): WasmCode {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}
