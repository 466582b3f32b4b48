import { randomBytes, randomUUID } from 'node:crypto';
import type { UserKey } from '@aeroform/core';
import type { IdStrategy } from '../type/id-strategy.js';

const generators: Readonly<Record<Extract<IdStrategy, string>, (() => string) | null>> = {
  assigned: null,
  uuidv4: () => randomUUID(),
  uuidv7,
  ulid,
};

/** A new id; undefined when the caller has to assign it. */
export async function generateId(strategy: IdStrategy): Promise<UserKey | undefined> {
  if (typeof strategy === 'function') return strategy();
  return generators[strategy]?.();
}

/** A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random bits. */
export function uuidv7(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 48 bits of milliseconds and 80 random bits in Crockford's base 32. */
export function ulid(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 26; digit++) {
    text = `${CROCKFORD[Number(value & 31n)] ?? ''}${text}`;
    value >>= 5n;
  }
  return text;
}
