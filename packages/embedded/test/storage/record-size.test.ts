import { encodeWireValue, WireBlob, WireDouble, WireList, WireMap } from '@aeroform/protocol';
import fc from 'fast-check';
import { msgpackSize } from '../../src/storage/msgpack-size';
import { recordSize, storedSize } from '../../src/storage/record-size';

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
  fc.double().map((value) => new WireDouble(value)),
  fc.string({ unit: 'binary-ascii', maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => new WireBlob(4, Buffer.from(bytes))),
);

describe('msgpackSize', () => {
  it('is the length of the encoded value', () => {
    const value = fc.oneof(
      scalar,
      fc
        .tuple(fc.array(scalar, { maxLength: 20 }), fc.constantFrom(0, 1))
        .map(([items, flags]) => new WireList(items, flags)),
      fc
        .tuple(fc.array(scalar, { maxLength: 20 }), fc.constantFrom(0, 1, 3))
        .map(([keys, flags]) => new WireMap(keys, keys, flags)),
    );
    fc.assert(
      fc.property(value, (each) => {
        expect(msgpackSize(each)).toBe(encodeWireValue(each).length);
      }),
    );
  });
});

describe('recordSize', () => {
  const empty = { set: '', userKey: undefined, voidTime: 0 };

  it('counts header, bin names and values as the server stores them', () => {
    expect(recordSize({ ...empty, bins: [{ name: 'a', value: 1 }] })).toBe(39 + 1 + 2 + 3);
    expect(recordSize({ ...empty, bins: [{ name: 'a', value: 'xyz' }] })).toBe(39 + 1 + 2 + 8);
    expect(recordSize({ ...empty, bins: [{ name: 'a', value: -1 }] })).toBe(39 + 1 + 2 + 10);
  });

  it('rounds up to blocks of 16 in storage', () => {
    const bins = [{ name: 'a', value: 'x'.repeat(20) }];
    expect(recordSize({ ...empty, bins })).toBe(67);
    expect(storedSize({ ...empty, bins })).toBe(80);
  });

  it('counts set, user key and void time only where they are', () => {
    const bins = [{ name: 'a', value: true }];
    const bare = recordSize({ ...empty, bins });
    expect(recordSize({ ...empty, set: 'demo', bins })).toBe(bare + 5);
    expect(recordSize({ ...empty, voidTime: 5, bins })).toBe(bare + 4);
    expect(recordSize({ ...empty, userKey: Buffer.alloc(9), bins })).toBe(bare + 10);
  });
});
