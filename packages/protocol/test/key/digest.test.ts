import { createHash, getHashes } from 'node:crypto';
import fc from 'fast-check';
import {
  computeDigest,
  partitionId,
  readUserKey,
  ripemd160,
  userKeyParticleType,
} from '@aeroform/protocol';
import recorded from '../fixtures/digests.json';

describe('digest', () => {
  it.each(recorded)('of set "$set" and key $key is what the server computed', (row) => {
    const userKey = readUserKey(Buffer.from(row.key, 'hex'));
    expect(computeDigest(row.set, userKey).toString('hex')).toBe(row.digest);
  });

  it('writes into the given buffer at the given offset', () => {
    const out = Buffer.alloc(24);
    computeDigest('demo', 'k1', out, 2);
    expect(out.toString('hex')).toBe(`0000b747f5854d0b33259928d0cfab7fad81d6abfbf60000`);
  });

  it('tells a number from the text of it, and a bigint is the same key as the number', () => {
    expect(computeDigest('demo', 5).toString('hex')).toBe(
      'd292830845bfed39a34497d41e99030948631b41',
    );
    expect(computeDigest('demo', 5n)).toEqual(computeDigest('demo', 5));
    expect(computeDigest('demo', '5')).not.toEqual(computeDigest('demo', 5));
    expect(computeDigest('demo', Buffer.from('5'))).not.toEqual(computeDigest('demo', '5'));
  });

  it('gives the partition from its first two bytes', () => {
    expect(partitionId(computeDigest('demo', 'k1'))).toBe(1975);
  });

  it('has a particle type for each kind of key', () => {
    expect([1, 1n, 'a', Buffer.from('a')].map(userKeyParticleType)).toEqual([1, 1, 3, 4]);
  });
});

const hasReference = getHashes().includes('ripemd160') || getHashes().includes('RSA-RIPEMD160');

(hasReference ? describe : describe.skip)('ripemd160', () => {
  it('agrees with OpenSSL for every message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        const out = Buffer.alloc(20);
        ripemd160(message, message.length, out);
        expect(out).toEqual(createHash('ripemd160').update(message).digest());
      }),
    );
  });

  it('agrees with OpenSSL at the block boundaries', () => {
    for (let size = 50; size <= 130; size++) {
      const message = Buffer.alloc(size, size);
      const out = Buffer.alloc(20);
      ripemd160(message, size, out);
      expect(out).toEqual(createHash('ripemd160').update(message).digest());
    }
  });
});
