const MASK = 0xffff_ffff_ffff_ffffn;
const BITS = 64n;
const SECRET_0 = 0xa076_1d64_78bd_642fn;
const SECRET_1 = 0xe703_7ed1_a0b4_28dbn;
const SECRET_2 = 0x8ebc_6af0_9c88_c6e3n;
const SECRET_3 = 0x5899_65cc_7537_4cc3n;
/** The seed that the server uses. */
const SEED = 0x2_9fbb_14cc_886fn ^ SECRET_0;

/**
 * wyhash, final version 3 (public domain, github.com/wangyi-fudan/wyhash): the hash under which the
 * server indexes text and bytes. Queries answer it as the index value of a record.
 *
 * @returns 64 bits, unsigned.
 */
export function wyhash(bytes: Buffer): bigint {
  const size = bytes.length;
  if (size > 16) return hashLong(bytes);
  let a = 0n;
  let b = 0n;
  if (size >= 4) {
    const middle = (size >> 3) << 2;
    a = pair(bytes, 0, middle);
    b = pair(bytes, size - 4, size - 4 - middle);
  } else if (size > 0) {
    const [first, last] = [bytes[0] as number, bytes[size - 1] as number];
    a = BigInt((first << 16) | ((bytes[size >> 1] as number) << 8) | last);
  }
  return finish(size, a, b, SEED);
}

function hashLong(bytes: Buffer): bigint {
  let seed = SEED;
  let at = 0;
  let left = bytes.length;
  if (left > 48) {
    let second = seed;
    let third = seed;
    for (; left > 48; left -= 48, at += 48) {
      seed = mix(word(bytes, at) ^ SECRET_1, word(bytes, at + 8) ^ seed);
      second = mix(word(bytes, at + 16) ^ SECRET_2, word(bytes, at + 24) ^ second);
      third = mix(word(bytes, at + 32) ^ SECRET_3, word(bytes, at + 40) ^ third);
    }
    seed ^= second ^ third;
  }
  for (; left > 16; left -= 16, at += 16) {
    seed = mix(word(bytes, at) ^ SECRET_1, word(bytes, at + 8) ^ seed);
  }
  const end = bytes.length;
  return finish(end, word(bytes, end - 16), word(bytes, end - 8), seed);
}

function finish(size: number, a: bigint, b: bigint, seed: bigint): bigint {
  return mix(SECRET_1 ^ BigInt(size), mix(a ^ SECRET_1, b ^ seed));
}

/** Both halves of the 128-bit product, combined. */
function mix(a: bigint, b: bigint): bigint {
  const product = a * b;
  return (product & MASK) ^ (product >> BITS);
}

function word(bytes: Buffer, at: number): bigint {
  return bytes.readBigUInt64LE(at);
}

function pair(bytes: Buffer, high: number, low: number): bigint {
  return (BigInt(bytes.readUInt32LE(high)) << 32n) | BigInt(bytes.readUInt32LE(low));
}
