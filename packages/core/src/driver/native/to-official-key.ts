import { keepShape } from '../../engine/keep-shape.js';
import type { ResolvedKey } from '../../key/resolve-key.js';
import type { OfficialKey } from './official-module.js';
import { unsupported } from './unsupported.js';

/**
 * A key for the addon: with the user key where there is one, for the addon computes the digest itself
 * and leaks memory for each key that has none (`key_from_jsobject` of 6.7.1).
 *
 * @param sendsUserKey - whether the user key is to be stored; text with U+0000 cannot be then.
 */
export function toOfficialKey(key: ResolvedKey, sendsUserKey = false): OfficialKey {
  const { namespace: ns, set, userKey } = key;
  if (typeof userKey === 'number') return { ns, set, key: userKey, digest: null };
  const isCut = typeof userKey === 'string' && userKey.includes('\0');
  if (isCut && sendsUserKey) throw unsupported('textWithNul', 'key[2]');
  if (userKey === null || isCut) {
    return { ns, set, key: null, digest: key.digest };
  }
  if (typeof userKey !== 'object') return { ns, set, key: userKey, digest: null };
  return { ns, set, key: asBuffer(userKey), digest: null };
}

/** The addon takes Buffers for bytes. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

keepShape(
  toOfficialKey({ namespace: '', set: '', userKey: 0, digest: Buffer.alloc(0), partitionId: 0 }),
);
