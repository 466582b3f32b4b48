import {
  add,
  getLocal,
  i32Add,
  i32Const,
  i32Subtract,
  load,
  not,
  or,
  repeat,
  select,
  setLocal,
  shiftLeft,
  shiftRight,
  splat,
  store,
  teeLocal,
  wasmModule,
  type WasmCode,
  xor,
} from './wasm-code.js';

/** Messages that are hashed together. */
export const LANES = 4;
/** Most groups of four messages that have room. */
export const MAX_GROUPS = 64;
/** Bytes of four blocks: word 0 of all lanes, word 1 of all lanes, and so on. */
export const GROUP_SIZE = 256;
/** Where the digests are, in the order of the groups. */
export const DIGESTS_AT = MAX_GROUPS * GROUP_SIZE;
/** Bytes of four digests, in words like the blocks. */
export const DIGEST_GROUP_SIZE = 80;

/** RIPEMD-160 of short messages, four at a time. */
export interface RipemdLanes {
  /** The blocks, each with its end bit and length, and behind them the digests. */
  readonly memory: ArrayBuffer;
  /** Computes the digests of so many groups of blocks, at least one. */
  run(groups: number): void;
}

/** The part of WebAssembly that is needed; its types belong to the browser. */
interface WasmRuntime {
  validate(code: Uint8Array): boolean;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: WasmExports };
}

interface WasmExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  run(blocksAt: number, digestsAt: number, groups: number): void;
}

/** Undefined where WebAssembly is missing or turned off, or has no vectors. */
export function openRipemdLanes(): RipemdLanes | undefined {
  const runtime = (globalThis as { readonly WebAssembly?: WasmRuntime }).WebAssembly;
  if (runtime === undefined) return undefined;
  const code = wasmModule(repeat(hashGroup()), { parameters: PARAMETERS, vectors: VECTORS });
  if (!runtime.validate(code)) return undefined;
  // Not called `exports`: in CommonJS that is something else.
  const { exports: hash } = new runtime.Instance(new runtime.Module(code));
  return {
    memory: hash.memory.buffer,
    run: (groups) => hash.run(0, DIGESTS_AT, groups),
  };
}

const BLOCKS_AT = 0;
const RESULTS_AT = 1;
const GROUPS_LEFT = 2;
const PARAMETERS = 3;
/** Of the vectors: the 16 words of the blocks, the two lines, and a word between two steps. */
const WORDS = PARAMETERS;
const LEFT_LINE = WORDS + 16;
const RIGHT_LINE = LEFT_LINE + 5;
const SUM = RIGHT_LINE + 5;
const VECTORS = SUM + 1 - PARAMETERS;

const INITIAL = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0] as const;

/** One of the five rounds of a line, with a hexadecimal digit for each of its 16 steps. */
interface Round {
  /** The word of the block that a step takes. */
  readonly words: string;
  /** Bits by which a step rotates. */
  readonly rotations: string;
  readonly constant: number;
}

/** From the paper of Dobbertin, Bosselaers and Preneel (1996), appendix A. */
const LEFT: readonly Round[] = [
  { words: '0123456789abcdef', rotations: 'befc5879bdef6798', constant: 0 },
  { words: '74d1a6f3c0952eb8', rotations: '768db97f7cf9b7dc', constant: 0x5a827999 },
  { words: '3ae49f812706db5c', rotations: 'bd67e9dfe8d65c75', constant: 0x6ed9eba1 },
  { words: '19ba08c4d37fe562', rotations: 'bcefef989e56865c', constant: 0x8f1bbcdc },
  { words: '40597c2ae138b6fd', rotations: '9f5b68dc5cdeb856', constant: 0xa953fd4e },
];
const RIGHT: readonly Round[] = [
  { words: '5e7092b4d6f81a3c', rotations: '899bdff5778beec6', constant: 0x50a28be6 },
  { words: '6b370d5aef8c4912', rotations: '9df7c89b77c76fdb', constant: 0x5c4dd124 },
  { words: 'f5137e69b8c2a04d', rotations: '97fb866ecd5edd75', constant: 0x6d703ef3 },
  { words: '86413bf05c2d97ae', rotations: 'f58bee6e69c9c5f8', constant: 0x7a6d76e9 },
  { words: 'cfa4158762de039b', rotations: '85c9c5e68d65fdbb', constant: 0 },
];

type Mix = (b: number, c: number, d: number) => WasmCode;

/** What the rounds of the left line mix three words with, and those of the right line in reverse. */
const MIXES: readonly Mix[] = [
  (b, c, d) => [...getLocal(b), ...getLocal(c), ...xor, ...getLocal(d), ...xor],
  (b, c, d) => [...getLocal(c), ...getLocal(d), ...getLocal(b), ...select],
  (b, c, d) => [...getLocal(b), ...getLocal(c), ...not, ...or, ...getLocal(d), ...xor],
  (b, c, d) => [...getLocal(b), ...getLocal(c), ...getLocal(d), ...select],
  (b, c, d) => [...getLocal(b), ...getLocal(c), ...getLocal(d), ...not, ...or, ...xor],
];

/** The five locals of a line; each step renames them instead of moving their values. */
type Locals = readonly [a: number, b: number, c: number, d: number, e: number];

/** Hashes one group, and leaves on the stack how many are to follow. */
function hashGroup(): WasmCode {
  const code: number[] = [];
  for (let word = 0; word < 16; word++) {
    code.push(...getLocal(BLOCKS_AT), ...load(word * 16), ...setLocal(WORDS + word));
  }
  INITIAL.forEach((word, i) => {
    code.push(...splat(word), ...teeLocal(LEFT_LINE + i), ...setLocal(RIGHT_LINE + i));
  });
  const left = writeLine(code, LEFT, { mixes: MIXES, first: LEFT_LINE });
  const right = writeLine(code, RIGHT, { mixes: MIXES.toReversed(), first: RIGHT_LINE });
  for (let i = 0; i < 5; i++) {
    code.push(...getLocal(RESULTS_AT), ...splat(INITIAL[(i + 1) % 5] as number));
    code.push(...getLocal(left[(i + 2) % 5] as number), ...add);
    code.push(...getLocal(right[(i + 3) % 5] as number), ...add, ...store(i * 16));
  }
  code.push(...getLocal(BLOCKS_AT), ...i32Const(GROUP_SIZE), ...i32Add, ...setLocal(BLOCKS_AT));
  code.push(...getLocal(RESULTS_AT), ...i32Const(DIGEST_GROUP_SIZE), ...i32Add);
  code.push(...setLocal(RESULTS_AT));
  code.push(...getLocal(GROUPS_LEFT), ...i32Const(1), ...i32Subtract, ...teeLocal(GROUPS_LEFT));
  return code;
}

/** @returns where its five words are after eighty steps. */
function writeLine(
  code: number[],
  rounds: readonly Round[],
  { mixes, first }: { readonly mixes: readonly Mix[]; readonly first: number },
): Locals {
  let locals: Locals = [first, first + 1, first + 2, first + 3, first + 4];
  rounds.forEach(({ words, rotations, constant }, round) => {
    for (let step = 0; step < 16; step++) {
      const [a, b, c, d, e] = locals;
      const word = WORDS + Number.parseInt(words[step] as string, 16);
      code.push(
        ...getLocal(a),
        ...(mixes[round] as Mix)(b, c, d),
        ...add,
        ...getLocal(word),
        ...add,
      );
      if (constant !== 0) code.push(...splat(constant), ...add);
      const bits = Number.parseInt(rotations[step] as string, 16);
      code.push(...setLocal(SUM), ...rotate(SUM, bits), ...getLocal(e), ...add, ...setLocal(a));
      code.push(...rotate(c, 10), ...setLocal(c));
      locals = [e, a, b, c, d];
    }
  });
  return locals;
}

function rotate(local: number, bits: number): WasmCode {
  const high = [...getLocal(local), ...i32Const(bits), ...shiftLeft];
  return [...high, ...getLocal(local), ...i32Const(32 - bits), ...shiftRight, ...or];
}
