import { computeDigest } from '@aeroform/protocol';
import { InvalidArgError, type Key, keyDigest, prepareKey } from '../../src/index.js';
import { resolveKey } from '../../src/key/resolve-key.js';

describe('a prepared key', () => {
  it.each<[string, Key]>([
    ['a string', ['test', 'users', 'u1']],
    ['a bigint', ['test', 'users', 2n ** 60n]],
    ['no set', ['test', '', 7]],
    ['a digest alone', ['test', 'users', null, computeDigest('users', 'u1')]],
  ])('of %s is what the key comes to, and is not worked out again', (_what, key) => {
    const prepared = prepareKey(key);
    expect(prepared).toEqual(resolveKey(key));
    expect(resolveKey(prepared)).toBe(prepared);
    expect(prepareKey(prepared)).toBe(prepared);
    expect(keyDigest(prepared)).toEqual(keyDigest(key));
  });

  it('keeps its record when the bytes of the key are changed', () => {
    const userKey = Buffer.from([1, 2]);
    const digest = computeDigest('users', userKey);
    const ofUserKey = prepareKey(['test', 'users', userKey]);
    const given = Buffer.from(digest);
    const ofDigest = prepareKey(['test', 'users', null, given]);
    userKey[0] = 9;
    given[0] = (given[0] as number) ^ 1;
    expect(ofUserKey).toMatchObject({ userKey: Buffer.from([1, 2]), digest });
    expect(ofDigest.digest).toEqual(digest);
  });

  it.each<[string, unknown]>([
    ['key', undefined],
    ['key', { namespace: 'test', set: 'users', userKey: 1, digest: Buffer.alloc(20) }],
    ['key', ['test', 'users']],
    ['key[2]', ['test', 'users', 0.5]],
    ['key[3]', ['test', 'users', 'u1', Buffer.alloc(20)]],
  ])('is refused like any other: %s of %p', (argument, key) => {
    const prepare = (): unknown => prepareKey(key as Key);
    expect(prepare).toThrow(InvalidArgError);
    expect(prepare).toThrow(expect.objectContaining({ argument }));
  });
});
