import fc from 'fast-check';
import { computeDigest, DigestTable, type UserKey } from '@aeroform/protocol';

/** The digests of keys one by one, and all together. */
function digests(keys: readonly (readonly [string, UserKey])[]): {
  readonly single: string[];
  readonly together: string[];
} {
  const table = new DigestTable(keys.length);
  const places = keys.map(([set, userKey]) => table.add(set, userKey));
  return {
    single: keys.map(([set, userKey]) => computeDigest(set, userKey).toString('hex')),
    together: places.map((at) => table.bytes.toString('hex', at, at + 20)),
  };
}

const userKey = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 70 }).filter((text) => text.isWellFormed()),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.uint8Array({ maxLength: 70 }),
);
const set = fc.string({ unit: 'grapheme', maxLength: 20 });

describe('a table of digests', () => {
  it('has for every key the digest that the key has by itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(set, userKey), { maxLength: 40 }), (keys) => {
        const { single, together } = digests(keys);
        expect(together).toEqual(single);
      }),
    );
  });

  it('has room for more keys than are computed at once, up to the longest message of a block', () => {
    const keys = Array.from({ length: 1200 }, (_, i) => ['demo', 'k'.repeat(i % 60)] as const);
    const { single, together } = digests(keys);
    expect(together).toEqual(single);
  });

  it('may be filled by turns with another', () => {
    const one = new DigestTable(5);
    const other = new DigestTable(5);
    for (let i = 0; i < 5; i++) {
      one.add('one', i);
      other.add('other', i);
    }
    for (let i = 0; i < 5; i++) {
      expect(one.bytes.subarray(i * 20, i * 20 + 20)).toEqual(computeDigest('one', i));
      expect(other.bytes.subarray(i * 20, i * 20 + 20)).toEqual(computeDigest('other', i));
    }
  });

  it('may be read and filled by turns', () => {
    const table = new DigestTable(3);
    for (let i = 0; i < 3; i++) {
      const at = table.add('demo', i);
      expect(table.bytes.subarray(at, at + 20)).toEqual(computeDigest('demo', i));
    }
  });

  it('refuses a key more than it has room for', () => {
    const table = new DigestTable(1);
    table.add('demo', 1);
    expect(() => table.add('demo', 2)).toThrow(new RangeError('the table has room for 1'));
  });

  it('does without WebAssembly', () => {
    const { WebAssembly } = globalThis as { WebAssembly?: unknown };
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    try {
      jest.isolateModules(() => {
        // oxlint-disable-next-line typescript/no-require-imports -- a module that starts anew
        const own = require('@aeroform/protocol') as { DigestTable: typeof DigestTable };
        const table = new own.DigestTable(2);
        const at = [table.add('demo', 1), table.add('demo', 'k')];
        expect(at).toEqual([0, 20]);
        expect(table.bytes.subarray(0, 20)).toEqual(computeDigest('demo', 1));
        expect(table.bytes.subarray(20)).toEqual(computeDigest('demo', 'k'));
      });
    } finally {
      Object.assign(globalThis, { WebAssembly });
    }
  });
});
