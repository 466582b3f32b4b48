import { types } from 'node:util';
import type { Key, PreparedKey } from './key.js';
import { resolveKey } from './resolve-key.js';

/**
 * Checks a key and computes its digest once for many commands on its record.
 *
 * ```ts
 * const key = prepareKey(['test', 'counters', 'visits']);
 * await client.operate(key, [operations.increment('n', 1)]);
 * ```
 *
 * It costs what a command spends on a key, and saves each command with it as much: about 0.3 µs.
 *
 * @param key - bytes in it are copied.
 * @throws {InvalidArgError} on what is no key.
 */
export function prepareKey(key: Key | PreparedKey): PreparedKey {
  const prepared = resolveKey(Array.isArray(key) ? ownKey(key as Key) : key);
  // Computes it now.
  void prepared.digest;
  return prepared;
}

/** What the caller does with his bytes afterwards must not lead to another record. */
function ownKey(key: Key): Key {
  return key.map((part) => (types.isUint8Array(part) ? Buffer.from(part) : part)) as unknown as Key;
}
