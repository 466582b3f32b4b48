import { ripemdLeftLine } from './ripemd160-left-line.js';
import { ripemdRightLine } from './ripemd160-right-line.js';

const BLOCK_SIZE = 64;
/** Bytes of the last block that hold the message length. */
const LENGTH_SIZE = 8;

const words = new Int32Array(16);
const state = new Int32Array(5);
const left = new Int32Array(5);
const right = new Int32Array(5);

/**
 * RIPEMD-160 of the first `length` bytes of `input`, written to `out` at `offset`. An own
 * implementation: OpenSSL builds without the legacy provider have none, and for the short messages
 * of record keys the call into native code costs ten times the work.
 */
export function ripemd160(input: Uint8Array, length: number, out: Uint8Array, offset = 0): void {
  resetState();
  let at = 0;
  for (; length - at >= BLOCK_SIZE; at += BLOCK_SIZE) {
    loadBlock(input, at);
    compress();
  }
  finish(input, at, length);
  for (let i = 0; i < 5; i++) {
    const word = state[i] as number;
    out[offset + i * 4] = word;
    out[offset + i * 4 + 1] = word >>> 8;
    out[offset + i * 4 + 2] = word >>> 16;
    out[offset + i * 4 + 3] = word >>> 24;
  }
}

function resetState(): void {
  state[0] = 0x67452301;
  state[1] = 0xefcdab89;
  state[2] = 0x98badcfe;
  state[3] = 0x10325476;
  state[4] = 0xc3d2e1f0;
}

function loadBlock(input: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const p = at + i * 4;
    words[i] =
      (input[p] as number) |
      ((input[p + 1] as number) << 8) |
      ((input[p + 2] as number) << 16) |
      ((input[p + 3] as number) << 24);
  }
}

/** The rest of the message, the end bit, and the length in bits. */
function finish(input: Uint8Array, at: number, length: number): void {
  words.fill(0);
  const rest = length - at;
  for (let i = 0; i < rest; i++) addByte(i, input[at + i] as number);
  addByte(rest, 0x80);
  if (rest >= BLOCK_SIZE - LENGTH_SIZE) {
    compress();
    words.fill(0);
  }
  words[14] = length << 3;
  words[15] = length >>> 29;
  compress();
}

function addByte(i: number, byte: number): void {
  words[i >> 2] = (words[i >> 2] as number) | (byte << ((i & 3) << 3));
}

function compress(): void {
  ripemdLeftLine(words, state, left);
  ripemdRightLine(words, state, right);
  const a = state[0] as number;
  const b = state[1] as number;
  const c = state[2] as number;
  const d = state[3] as number;
  const e = state[4] as number;
  state[0] = b + (left[2] as number) + (right[3] as number);
  state[1] = c + (left[3] as number) + (right[4] as number);
  state[2] = d + (left[4] as number) + (right[0] as number);
  state[3] = e + (left[0] as number) + (right[1] as number);
  state[4] = a + (left[1] as number) + (right[2] as number);
}
