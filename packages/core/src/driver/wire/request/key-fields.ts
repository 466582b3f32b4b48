import {
  beginField,
  ByteWriter,
  DIGEST_SIZE,
  endField,
  FieldType,
  type UserKey,
  userKeyParticleType,
  writeTextField,
} from '@aeroform/protocol';
import type { ResolvedKey } from '../../../key/resolve-key.js';

/** Sets whose field bytes are kept; beyond that the application makes up set names as it goes. */
const LARGEST_CACHE = 4096;

const cache = new Map<string, Map<string, Buffer>>();
let cached = 0;

/** Writes namespace, set and digest: three fields. */
export function writeKeyFields(writer: ByteWriter, key: ResolvedKey): void {
  writer.bytes(nameFields(key.namespace, key.set));
  writer
    .u32(DIGEST_SIZE + 1)
    .u8(FieldType.digest)
    .bytes(key.digest);
}

/** The fields of namespace and set, which are the same in millions of commands. */
export function nameFields(namespace: string, set: string): Buffer {
  return cache.get(namespace)?.get(set) ?? cacheNameFields(namespace, set);
}

function cacheNameFields(namespace: string, set: string): Buffer {
  const writer = new ByteWriter();
  writeTextField(writer, FieldType.namespace, namespace);
  writeTextField(writer, FieldType.set, set);
  if (++cached > LARGEST_CACHE) {
    cache.clear();
    cached = 1;
  }
  const sets = cache.get(namespace) ?? new Map<string, Buffer>();
  cache.set(namespace, sets);
  const bytes = writer.toBuffer();
  sets.set(set, bytes);
  return bytes;
}

/** Writes the user key, so that the server stores it. */
export function writeUserKeyField(writer: ByteWriter, userKey: UserKey): void {
  const at = beginField(writer, FieldType.key);
  writer.u8(userKeyParticleType(userKey));
  if (typeof userKey === 'string') writer.utf8(userKey);
  else if (typeof userKey === 'object') writer.bytes(userKey);
  else writer.u64(userKey);
  endField(writer, at);
}
