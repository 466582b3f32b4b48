import { keyMessage, writeKeyMessage } from './key-message.js';
import { DIGEST_SIZE } from './partition-id.js';
import {
  DIGEST_GROUP_SIZE,
  DIGESTS_AT,
  GROUP_SIZE,
  LANES,
  MAX_GROUPS,
  type RipemdLanes,
} from './ripemd160-lanes.js';
import type { UserKey } from './user-key.js';

/** Longer messages need a second block. */
const MAX_MESSAGE_SIZE = 55;
const MAX_MESSAGES = MAX_GROUPS * LANES;
const END_BIT = 0x80;
/** The word of a block that holds the length of the message in bits. */
const LENGTH_WORD = 14;
/** 32-bit words of a group. */
const GROUP_WORDS = GROUP_SIZE / 4;
const DIGEST_GROUP_WORDS = DIGEST_GROUP_SIZE / 4;
const DIGEST_WORDS = DIGEST_SIZE / 4;

/** Short messages that wait to be hashed together. */
export class DigestBlocks {
  readonly #lanes: RipemdLanes;
  /** Little-endian on every machine that Node.js runs on. */
  readonly #words: Int32Array;
  /** For each message where its digest goes: a buffer, and the place in it. */
  readonly #targets: Uint8Array[] = [];
  readonly #places = new Float64Array(MAX_MESSAGES);

  constructor(lanes: RipemdLanes) {
    this.#lanes = lanes;
    this.#words = new Int32Array(lanes.memory);
  }

  /** Adds the message of a key; false when it is too long for one block. */
  add(set: string, userKey: UserKey, out: Uint8Array, at: number): boolean {
    const size = writeKeyMessage(set, userKey);
    if (size > MAX_MESSAGE_SIZE) return false;
    if (this.#targets.length === MAX_MESSAGES) this.flush();
    const message = this.#targets.length;
    this.#targets.push(out);
    this.#places[message] = at;
    this.#writeBlock((message >> 2) * GROUP_WORDS + (message & 3), size);
    return true;
  }

  /** Hashes all messages, and writes their digests to where they belong. */
  flush(): void {
    const { length } = this.#targets;
    if (length === 0) return;
    const groups = Math.ceil(length / LANES);
    this.#lanes.run(groups);
    for (let i = 0; i < length; i++) {
      const word = DIGESTS_AT / 4 + (i >> 2) * DIGEST_GROUP_WORDS + (i & 3);
      this.#copyDigest(word, this.#targets[i] as Uint8Array, this.#places[i] as number);
    }
    this.#words.fill(0, 0, groups * GROUP_WORDS);
    this.#targets.length = 0;
  }

  #writeBlock(block: number, size: number): void {
    keyMessage[size] = END_BIT;
    for (let i = size + 1; i < size + 4; i++) keyMessage[i] = 0;
    const words = this.#words;
    const source = messageWords();
    let at = block;
    for (let i = 0; i <= size >> 2; i++, at += LANES) words[at] = source[i] as number;
    words[block + LENGTH_WORD * LANES] = size << 3;
  }

  #copyDigest(word: number, out: Uint8Array, at: number): void {
    let to = at;
    for (let i = 0; i < DIGEST_WORDS; i++) {
      const value = this.#words[word + i * LANES] as number;
      out[to++] = value;
      out[to++] = value >>> 8;
      out[to++] = value >>> 16;
      out[to++] = value >>> 24;
    }
  }
}

let viewed: Buffer | undefined;
let view: Int32Array = new Int32Array();

/** The message as words. It moves to other memory when a long one was written. */
function messageWords(): Int32Array {
  if (viewed === keyMessage) return view;
  viewed = keyMessage;
  view = new Int32Array(keyMessage.buffer, 0, (MAX_MESSAGE_SIZE + 1) / 4);
  return view;
}
