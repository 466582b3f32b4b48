import fc from 'fast-check';
import {
  compareWireValues,
  ParticleType,
  WIRE_INFINITY,
  WIRE_WILDCARD,
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { storedWireValue } from '../fixtures/arbitrary-wire-value';

const blob = (...bytes: number[]): WireBlob => new WireBlob(ParticleType.blob, Buffer.from(bytes));
const list = (...items: WireValue[]): WireList => new WireList(items);

/** In the server's order (conformance facts: types, then values). */
const ascending: WireValue[] = [
  null,
  false,
  true,
  -(2n ** 63n),
  -1,
  0,
  2 ** 53 - 1,
  2n ** 53n,
  '',
  'a',
  'a\xff',
  'b',
  list(),
  list(1),
  list(1, 2),
  list(2),
  new WireMap([], []),
  new WireMap([9], [9]),
  new WireMap([1, 2], [1, 1]),
  new WireMap([1, 2], [1, 2]),
  blob(),
  blob(0),
  blob(0, 1),
  blob(1),
  new WireDouble(-Infinity),
  new WireDouble(0),
  new WireDouble(0.5),
  new WireGeoJson('{}'),
  WIRE_INFINITY,
];

describe('the order of values', () => {
  it("is the server's", () => {
    for (const [i, a] of ascending.entries()) {
      for (const [j, b] of ascending.entries()) {
        expect(Math.sign(compareWireValues(a, b))).toBe(Math.sign(i - j));
      }
    }
  });

  it('takes NaN as equal to every double and -0 as equal to 0', () => {
    expect(compareWireValues(new WireDouble(NaN), new WireDouble(7))).toBe(0);
    expect(compareWireValues(new WireDouble(-0), new WireDouble(0))).toBe(0);
  });

  it('lets a wildcard match every value and every tail of a list', () => {
    fc.assert(
      fc.property(storedWireValue, (value) => {
        expect(compareWireValues(WIRE_WILDCARD, value)).toBe(0);
        expect(compareWireValues(list(1, value, 3), list(1, WIRE_WILDCARD))).toBe(0);
      }),
    );
  });

  it('compares nothing behind a wildcard, at any depth', () => {
    expect(compareWireValues(list(list(WIRE_WILDCARD), 5), list(list(1), 6))).toBe(0);
    const map = (first: WireValue, second: number) => new WireMap(['a', 'b'], [first, second]);
    expect(compareWireValues(map(WIRE_WILDCARD, 2), map(1, 3))).toBe(0);
    expect(compareWireValues(list(1, list(WIRE_WILDCARD)), list(2, list(1)))).toBeLessThan(0);
  });

  it('is antisymmetric and transitive where no NaN is involved', () => {
    const noNan = storedWireValue.filter((value) => !hasNan(value));
    fc.assert(
      fc.property(noNan, noNan, noNan, (a, b, c) => {
        expect(Math.sign(compareWireValues(a, b))).toBe(-Math.sign(compareWireValues(b, a)) + 0);
        const [x, y, z] = [a, b, c].toSorted(compareWireValues) as [
          WireValue,
          WireValue,
          WireValue,
        ];
        expect(compareWireValues(x, y)).toBeLessThanOrEqual(0);
        expect(compareWireValues(y, z)).toBeLessThanOrEqual(0);
        expect(compareWireValues(x, z)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

function hasNan(value: WireValue): boolean {
  if (value instanceof WireDouble) return Number.isNaN(value.value);
  if (value instanceof WireList) return value.items.some(hasNan);
  return value instanceof WireMap && [...value.keys, ...value.values].some(hasNan);
}
