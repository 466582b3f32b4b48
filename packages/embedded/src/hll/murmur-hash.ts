/** MurmurHash3 x64 128 by Austin Appleby (public domain), with seed 0: two 64-bit words. */
export function murmurHash(bytes: Buffer): [bigint, bigint] {
  const length = bytes.length;
  const blocksEnd = length - (length % 16);
  let h1 = 0n;
  let h2 = 0n;
  for (let at = 0; at < blocksEnd; at += 16) {
    h1 ^= mixFirst(bytes.readBigUInt64LE(at));
    h1 = word(word(rotate(h1, 27n) + h2) * 5n + 0x52dce729n);
    h2 ^= mixSecond(bytes.readBigUInt64LE(at + 8));
    h2 = word(word(rotate(h2, 31n) + h1) * 5n + 0x38495ab5n);
  }
  const tail = Buffer.alloc(16);
  bytes.copy(tail, 0, blocksEnd);
  h2 ^= mixSecond(tail.readBigUInt64LE(8));
  h1 ^= mixFirst(tail.readBigUInt64LE(0));
  h1 ^= BigInt(length);
  h2 ^= BigInt(length);
  h1 = word(h1 + h2);
  h2 = word(h2 + h1);
  h1 = finish(h1);
  h2 = finish(h2);
  h1 = word(h1 + h2);
  return [h1, word(h2 + h1)];
}

const FIRST_FACTOR = 0x87c37b91114253d5n;
const SECOND_FACTOR = 0x4cf5ad432745937fn;

function mixFirst(block: bigint): bigint {
  return word(rotate(word(block * FIRST_FACTOR), 31n) * SECOND_FACTOR);
}

function mixSecond(block: bigint): bigint {
  return word(rotate(word(block * SECOND_FACTOR), 33n) * FIRST_FACTOR);
}

function finish(hash: bigint): bigint {
  let mixed = word((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn);
  mixed = word((mixed ^ (mixed >> 33n)) * 0xc4ceb9fe1a85ec53n);
  return mixed ^ (mixed >> 33n);
}

function rotate(value: bigint, count: bigint): bigint {
  return word((value << count) | (value >> (64n - count)));
}

function word(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
