import { computeDigest } from '@aeroform/protocol';
import { InvalidArgError, type Key } from '../../src/index.js';
import { resolveKey, toRecordKey } from '../../src/key/resolve-key.js';

const digest = computeDigest('users', 'u1');

describe('a key', () => {
  it.each([
    ['string', 'u1', 'u1'],
    ['integer', 7, 7],
    ['bigint', 2n ** 60n, 2n ** 60n],
    ['bytes', Buffer.from([1, 2]), Buffer.from([1, 2])],
  ])('has a digest of its %s', (_type, userKey, resolved) => {
    const key = resolveKey(['test', 'users', userKey]);
    expect(key).toMatchObject({ namespace: 'test', set: 'users', userKey: resolved });
    expect(key.digest).toEqual(computeDigest('users', userKey));
    expect(key.partitionId).toBe(key.digest.readUInt32LE(0) & 4095);
  });

  it('of many is refused with its place, whatever key was right before', () => {
    resolveKey(['test', 'users', 'u1'], 'keys', 0);
    for (const [key, place] of [
      [[undefined, 'users', 'u1'], 'keys[1][0]'],
      [['', 'users', 'u1'], 'keys[1][0]'],
      [['test', undefined, 'u1'], 'keys[1][1]'],
      [['test', 'users', 0.5], 'keys[1][2]'],
      [['test', 'users', null], 'keys[1][2]'],
      [['test', 'users', 'u1', Buffer.alloc(20)], 'keys[1][3]'],
      ['test', 'keys[1]'],
    ] as const) {
      const refuse = (): unknown => resolveKey(key as unknown as Key, 'keys', 1);
      expect(refuse).toThrow(expect.objectContaining({ argument: place }));
    }
  });

  it('may be a digest alone, as Uint8Array, too', () => {
    expect(resolveKey(['test', 'users', null, new Uint8Array(digest)])).toMatchObject({
      userKey: null,
      digest,
    });
  });

  it('of a result is a key again', () => {
    const resolved = resolveKey(['test', 'users', 'u1']);
    expect(resolveKey(toRecordKey(resolved))).toEqual(resolved);
    expect(toRecordKey(resolveKey(['test', '', null, digest]), 5)).toEqual(['test', '', 5, digest]);
  });

  it.each<[string, unknown]>([
    ['key', 'u1'],
    ['key', ['test', 'users']],
    ['key', ['test', 'users', 'u1', digest, 1]],
    ['key[0]', ['', 'users', 'u1']],
    ['key[0]', ['n'.repeat(32), 'users', 'u1']],
    ['key[0]', [undefined, 'users', 'u1']],
    ['key[1]', ['test', null, 'u1']],
    ['key[1]', ['test', 's'.repeat(64), 'u1']],
    ['key[2]', ['test', 'users', null]],
    ['key[2]', ['test', 'users', undefined]],
    ['key[2]', ['test', 'users', 1.5]],
    ['key[2]', ['test', 'users', 2 ** 53]],
    ['key[2]', ['test', 'users', 2n ** 63n]],
    ['key[2]', ['test', 'users', true]],
    ['key[2]', ['test', 'users', { id: 1 }]],
    ['key[2]', ['test', 'users', 'u\ud800']],
    ['key[3]', ['test', 'users', null, digest.subarray(1)]],
    ['key[3]', ['test', 'users', null, 'x'.repeat(20)]],
    ['key[3]', ['test', 'users', 'u2', digest]],
    ['key[3]', ['test', 'other', 'u1', digest]],
  ])('with a wrong %s is refused: %p', (path, key) => {
    const refused = (): unknown => resolveKey(key as Key);
    expect(refused).toThrow(InvalidArgError);
    expect(refused).toThrow(expect.objectContaining({ argument: path }));
  });
});
