import { decodeParticle, decodeWholeValue, MsgpackWriter } from '@aeroform/protocol';
import fc from 'fast-check';
import { type BinValue, Double, double, GeoJson, Hll } from '../../src/index.js';
import { valueFactory } from '../../src/value/value-factory.js';
import { writeParticle } from '../../src/value/write-particle.js';
import { writeValue } from '../../src/value/write-value.js';

/** What comes back for a value that was written. */
function expected(value: BinValue): BinValue {
  if (value instanceof Double) return value.value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Object.is(value, -0)) return 0;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array || value instanceof GeoJson || value instanceof Hll) return value;
  if (Array.isArray(value)) return (value as BinValue[]).map(expected);
  if (value instanceof Set) return [...(value as Set<BinValue>)].map(expected);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return asMap(
    entries.map(([key, item]) => [expected(key as BinValue), expected(item as BinValue)]),
  );
}

/** Maps with only string keys come back as objects. */
function asMap(entries: [BinValue, BinValue][]): BinValue {
  if (entries.some(([key]) => typeof key !== 'string')) return new Map(entries);
  return Object.fromEntries(entries) as BinValue;
}

const text = fc.string({ unit: 'binary', maxLength: 60 });
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const fraction = fc.double().filter((value) => !Number.isInteger(value));
const scalar: fc.Arbitrary<BinValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fraction,
  fc.double().map(double),
  text,
  bytes,
  bytes.map((array) => new Hll(array)),
  text.map((name) => new GeoJson(JSON.stringify({ type: name }))),
);
const mapKey = fc.oneof(text, fc.maxSafeInteger());
const { value: anyValue } = fc.letrec<{ value: BinValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 20 }),
    fc.array(scalar, { maxLength: 5 }).map((items) => new Set(items)),
    fc.dictionary(text, tie('value'), { maxKeys: 20 }),
    fc
      .uniqueArray(fc.tuple(mapKey, tie('value')), { selector: ([key]) => key, maxLength: 8 })
      .map((entries) => new Map<BinValue, BinValue>(entries)),
  ),
}));

describe('a value that is written and read', () => {
  it('is the same as a bin', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const writer = new MsgpackWriter();
        const type = writeParticle(writer, value, 'bins.a');
        const { length } = writer.view();
        expect(decodeParticle(valueFactory, type, writer.buffer, 0, length)).toEqual(
          expected(value),
        );
      }),
    );
  });

  it('is the same inside a list', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const writer = new MsgpackWriter();
        writeValue(writer, [value], 'values', 'stored');
        expect(decodeWholeValue(valueFactory, writer.view())).toEqual([expected(value)]);
      }),
    );
  });

  it.each([
    ['the largest integer', 2n ** 63n - 1n, 2n ** 63n - 1n],
    ['the smallest integer', -(2n ** 63n), -(2n ** 63n)],
    ['the first integer that is no safe number', 2n ** 53n, 2n ** 53n],
    ['a bigint that is a safe number', 2n ** 53n - 1n, Number.MAX_SAFE_INTEGER],
    ['the sign of a zero that is a double', double(-0), -0],
    ['a plain zero, which is an integer', -0, 0],
    ['NaN', Number.NaN, Number.NaN],
    ['infinity', -Infinity, -Infinity],
    ['a whole number beyond all integers', 1e300, 1e300],
    ['characters outside the basic plane', '\u{1f600}é\0', '\u{1f600}é\0'],
  ])('keeps %s', (_text, value, read) => {
    const writer = new MsgpackWriter();
    const type = writeParticle(writer, value, 'bins.a');
    const { length } = writer.view();
    expect(Object.is(decodeParticle(valueFactory, type, writer.buffer, 0, length), read)).toBe(
      true,
    );
  });

  it('keeps the key __proto__ as data', () => {
    const writer = new MsgpackWriter();
    writeValue(writer, JSON.parse('{"__proto__":{"admin":true},"a":1}') as BinValue, 'value');
    const read = decodeWholeValue(valueFactory, writer.view()) as { [key: string]: BinValue };
    expect(Object.keys(read)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(read['admin']).toBeUndefined();
  });

  it('owns its bytes', () => {
    const writer = new MsgpackWriter();
    writeValue(writer, [Buffer.from([1, 2])], 'value');
    const wire = writer.toBuffer();
    const [read] = decodeWholeValue(valueFactory, wire) as [Buffer];
    wire.fill(0xff);
    expect(read).toEqual(Buffer.from([1, 2]));
  });
});
