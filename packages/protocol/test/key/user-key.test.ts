import {
  readUserKey,
  type UserKey,
  userKeyParticleType,
  WireError,
  writeInt64,
} from '@aeroform/protocol';
import fc from 'fast-check';

const userKey: fc.Arbitrary<UserKey> = fc.oneof(
  fc.maxSafeInteger(),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .filter((value) => !Number.isSafeInteger(Number(value))),
  fc.string(),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
);

/** The data of a key field, written by hand. */
function encode(key: UserKey): Buffer {
  const type = Buffer.from([userKeyParticleType(key)]);
  if (typeof key === 'string') return Buffer.concat([type, Buffer.from(key)]);
  if (typeof key === 'object') return Buffer.concat([type, key]);
  const integer = Buffer.alloc(8);
  writeInt64(integer, key, 0);
  return Buffer.concat([type, integer]);
}

describe('user keys', () => {
  it('are read with their type and in full', () => {
    fc.assert(
      fc.property(userKey, (key) => {
        expect(readUserKey(encode(key))).toEqual(key);
      }),
    );
  });

  it.each(['', '02' + '00'.repeat(8), '0100', '11' + '01'])('refuse %p', (hex) => {
    expect(() => readUserKey(Buffer.from(hex, 'hex'))).toThrow(WireError);
  });
});
