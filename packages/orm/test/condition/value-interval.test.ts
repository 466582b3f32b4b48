import * as fc from 'fast-check';
import {
  comparePoints,
  complement,
  exactly,
  INT64_MAX,
  INT64_MIN,
  intersect,
  literal,
  successor,
  unite,
  type ValueInterval,
  type ValuePoint,
} from '../../src/condition/value-interval.js';

/** In the order of CE 8.1.2: nil, booleans, integers, strings, lists, maps, blobs, doubles. */
const ordered: readonly ValuePoint[] = [
  'nil',
  literal('bool', false),
  literal('bool', true),
  literal('int', INT64_MIN),
  literal('int', -1n),
  literal('int', 0n),
  literal('int', INT64_MAX),
  literal('string', ''),
  literal('string', 'a'),
  literal('string', 'a\0'),
  literal('string', 'ÿ'),
  literal('string', '\u{ffff}'),
  literal('string', '\u{10000}'),
  literal('list', []),
  literal('map', {}),
  literal('blob', Buffer.alloc(0)),
  literal('blob', Buffer.from([1])),
  literal('double', -Infinity),
  literal('double', -1.5),
  literal('double', 0),
  literal('double', Number.MIN_VALUE),
  literal('double', Infinity),
  'infinity',
];

const point = fc.nat(ordered.length - 1);
const interval = fc.tuple(point, point);
type Ends = readonly [number, number];

const made = (ends: readonly Ends[]): ValueInterval[] =>
  ends.map(([begin, end]) => ({ begin: ordered[begin]!, end: ordered[end]! }));
const holds = (intervals: readonly ValueInterval[], at: number): boolean =>
  intervals.some(
    ({ begin, end }) =>
      comparePoints(begin, ordered[at]!) <= 0 && comparePoints(ordered[at]!, end) < 0,
  );
const places = ordered.slice(0, -1).map((_, at) => at);

describe('intervals of values', () => {
  it('compare points in the order of the server', () => {
    ordered.forEach((a, i) =>
      ordered.forEach((b, j) => expect(Math.sign(comparePoints(a, b))).toBe(Math.sign(i - j))),
    );
  });

  it('unite, intersect and complement as sets do', () => {
    fc.assert(
      fc.property(fc.array(interval), fc.array(interval), (left, right) => {
        const [a, b] = [made(left), made(right)];
        for (const at of places) {
          expect(holds(unite([...a, ...b]), at)).toBe(holds(a, at) || holds(b, at));
          expect(holds(intersect(unite(a), unite(b)), at)).toBe(holds(a, at) && holds(b, at));
          expect(holds(complement(a), at)).toBe(!holds(a, at));
        }
      }),
    );
  });

  it('hold exactly one value from a value to its successor', () => {
    for (const at of places) {
      const value = ordered[at]!;
      if (typeof value === 'string' || value.type === 'list' || value.type === 'map') continue;
      expect(comparePoints(value, successor(value))).toBeLessThan(0);
      expect(places.filter((other) => holds([exactly(value)], other))).toEqual([at]);
    }
  });

  it('find the next double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, max: Number.MAX_VALUE }), (value) => {
        const next = successor(literal('double', value));
        expect(typeof next === 'string' ? Infinity : next.value).toBeGreaterThan(value);
      }),
    );
  });
});
