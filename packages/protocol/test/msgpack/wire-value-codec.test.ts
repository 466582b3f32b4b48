import fc from 'fast-check';
import {
  decodeWholeValue,
  encodeWireValue,
  MAX_NESTING,
  MsgpackReader,
  MsgpackWriter,
  WIRE_INFINITY,
  WIRE_WILDCARD,
  WireBlob,
  WireDouble,
  WireError,
  WireGeoJson,
  WireList,
  WireMap,
  type WireValue,
  wireValueFactory,
} from '@aeroform/protocol';
import { anyWireValue, wireInteger } from '../fixtures/arbitrary-wire-value';

const decode = (bytes: Buffer): WireValue => decodeWholeValue(wireValueFactory, bytes);
const fromHex = (hex: string): WireValue => decode(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('msgpack of exact values', () => {
  it('decodes what it encodes', () => {
    fc.assert(
      fc.property(anyWireValue, (value) => {
        expect(decode(encodeWireValue(value))).toEqual(value);
      }),
    );
  });

  it('skips exactly the bytes of one value', () => {
    fc.assert(
      fc.property(anyWireValue, anyWireValue, (first, second) => {
        const head = encodeWireValue(first);
        const reader = new MsgpackReader(Buffer.concat([head, encodeWireValue(second)]));
        reader.skipElement();
        expect(reader.offset).toBe(head.length);
      }),
    );
  });

  it('writes integers in their shortest form and reads them back', () => {
    fc.assert(
      fc.property(wireInteger, (value) => {
        const bytes = new MsgpackWriter().integer(value).toBuffer();
        expect(new MsgpackReader(bytes).readInteger()).toBe(value);
        expect(bytes.length).toBe(shortestSize(BigInt(value)));
      }),
    );
  });

  it.each<[string, WireValue]>([
    ['c0', null],
    ['c3', true],
    ['00', 0],
    ['7f', 127],
    ['e0', -32],
    ['cc 80', 128],
    ['d0 df', -33],
    ['cf 7fffffffffffffff', 2n ** 63n - 1n],
    ['cf ffffffffffffffff', 2n ** 64n - 1n],
    ['d3 8000000000000000', -(2n ** 63n)],
    ['cb 3ff0000000000000', new WireDouble(1)],
    ['ca 3fc00000', new WireDouble(1.5)],
    ['a0', new WireBlob(0, Buffer.alloc(0))],
    ['a1 03', ''],
    ['a2 03 62', 'b'],
    ['c4 02 03 62', 'b'],
    ['a3 04 01 02', new WireBlob(4, Buffer.from([1, 2]))],
    ['a3 17 7b 7d', new WireGeoJson('{}')],
    ['92 c7 00 01 05', new WireList([5], 1)],
    ['82 c7 00 01 c0 a2 03 61 01', new WireMap(['a'], [1], 1)],
    ['d4 ff 01', WIRE_INFINITY],
    ['d4 ff 00', WIRE_WILDCARD],
  ])('%s is %p', (hex, value) => {
    expect(fromHex(hex)).toEqual(value);
  });

  it.each([
    ['', 0],
    ['c1', 0],
    ['92 01', 0],
    ['93 01 02', 0],
    ['a5 03 61', 1],
    ['dd ffffffff', 0],
    ['81 01', 0],
    ['cb 00', 1],
    ['a2 63 61', 0],
    ['d4 05 01', 0],
    ['01 02', 1],
    ['c7 ff 01', 3],
  ])('%s is refused at offset %i', (hex, offset) => {
    expect(() => fromHex(hex)).toThrow(expect.objectContaining({ name: 'WireError', offset }));
  });

  it('refuses nesting deeper than the limit without running out of stack', () => {
    const nested = (depth: number): Buffer =>
      Buffer.concat([Buffer.alloc(depth, 0x91), Buffer.from([1])]);
    expect(() => decode(nested(MAX_NESTING))).not.toThrow();
    expect(() => decode(nested(MAX_NESTING + 1))).toThrow(WireError);
    expect(() => decode(nested(1_000_000))).toThrow(WireError);
  });

  it('ends with a value or a WireError on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        for (const read of [() => decode(buffer), () => new MsgpackReader(buffer).skipElement()]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(WireError);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function shortestSize(value: bigint): number {
  if (value >= -32n && value < 128n) return 1;
  const fits = (unsigned: bigint, signed: bigint): boolean =>
    value >= 0n ? value < unsigned : value >= -signed;
  if (fits(2n ** 8n, 2n ** 7n)) return 2;
  if (fits(2n ** 16n, 2n ** 15n)) return 3;
  return fits(2n ** 32n, 2n ** 31n) ? 5 : 9;
}
