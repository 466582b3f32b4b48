import { keyMessage, writeKeyMessage } from './key-message.js';
import { DIGEST_SIZE } from './partition-id.js';
import { ripemd160 } from './ripemd160.js';
import type { UserKey } from './user-key.js';

/**
 * Digest of a record: RIPEMD-160 over the set name, the particle type of the user key, and the key
 * itself. The namespace is not part of it.
 *
 * @param out - where to write the 20 bytes; a new buffer when omitted.
 */
export function computeDigest(
  set: string,
  userKey: UserKey,
  // Not of Node's pool: whoever keeps the digest would keep 8 KB.
  out: Buffer = Buffer.alloc(DIGEST_SIZE),
  offset = 0,
): Buffer {
  const size = writeKeyMessage(set, userKey);
  ripemd160(keyMessage, size, out, offset);
  return out;
}
