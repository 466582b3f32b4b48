import type { Key, PreparedKey } from './key.js';
import { resolveKey } from './resolve-key.js';

/**
 * The digest of a key: the 20 bytes that find the record.
 *
 * @throws {InvalidArgError} on what is no key.
 */
export function keyDigest(key: Key | PreparedKey): Buffer {
  return resolveKey(key).digest;
}
