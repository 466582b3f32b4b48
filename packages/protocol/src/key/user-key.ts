import { utf8Slice } from '../bytes/buffer-text.js';
import { readInt64 } from '../bytes/byte-reader.js';
import { WireError } from '../error/wire-error.js';
import { ParticleType } from '../particle/particle-type.js';

/** A key as the application chose it: an integer, a string, or bytes. */
export type UserKey = string | number | bigint | Uint8Array;

/** Particle type of a user key. */
export function userKeyParticleType(userKey: UserKey): number {
  if (typeof userKey === 'string') return ParticleType.string;
  return typeof userKey === 'object' ? ParticleType.blob : ParticleType.integer;
}

/** Reads the data of a key field: particle type, then the value. */
export function readUserKey(data: Buffer): UserKey {
  const type = data[0];
  const read = type === undefined ? undefined : READERS[type];
  if (read === undefined) {
    throw new WireError(0, `a key of type integer, string or blob, found ${type ?? 'nothing'}`);
  }
  return read(data);
}

const READERS: Partial<Record<number, (data: Buffer) => UserKey>> = {
  [ParticleType.integer]: (data) => {
    if (data.length !== 9) throw new WireError(1, 'an integer key of 8 bytes');
    return readInt64(data, 1);
  },
  [ParticleType.string]: (data) => utf8Slice(data, 1),
  [ParticleType.blob]: (data) => Buffer.from(data.subarray(1)),
};
