import fc from 'fast-check';
import { findRank, RankTarget } from '../../../src/cdt/order/find-rank';
import { selectByHeap } from '../../../src/cdt/order/heap-selection';
import { quickSelect } from '../../../src/cdt/order/quick-select';
import { sortPositions } from '../../../src/cdt/order/sort-positions';

const numbers = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });
const comparing = (values: number[]) => (a: number, b: number) =>
  (values[a] as number) - (values[b] as number);
const ascending = (values: number[]) => values.toSorted((a, b) => a - b);

describe('orders of positions', () => {
  it('sorts and keeps the order of equal elements', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const expected = values
          .map((value, position) => ({ value, position }))
          .sort((a, b) => a.value - b.value || a.position - b.position)
          .map(({ position }) => position);
        expect(sortPositions(values.length, comparing(values))).toStrictEqual(expected);
      }),
    );
  });

  it('merges halves as the server does where NaN makes the order inconsistent', () => {
    const values = [2, Number.NaN, 1, 3, 0];
    const compare = (a: number, b: number): number => {
      const [x, y] = [values[a] as number, values[b] as number];
      if (x < y) return -1;
      return x > y ? 1 : 0;
    };
    expect(sortPositions(values.length, compare).map((i) => values[i])).toStrictEqual([
      0,
      1,
      2,
      Number.NaN,
      3,
    ]);
  });

  it('selects the element of a rank without sorting', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (values, seed) => {
        fc.pre(values.length > 0);
        const rank = seed % values.length;
        const position = quickSelect(values.length, rank, comparing(values));
        expect(values[position]).toBe(ascending(values)[rank]);
      }),
    );
  });

  it('selects a range of ranks, from the nearer end', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.nat(), (values, a, b) => {
        const start = a % (values.length + 1);
        const count = b % (values.length - start + 1);
        const selection = selectByHeap(values.length, { start, count }, comparing(values));
        const selected = selection.positions.map((position) => values[position] as number);
        const range = ascending(values).slice(start, start + count);
        expect(selected).toStrictEqual(selection.ascending ? range : range.reverse());
        expect(selection.ascending).toBe(start > values.length - start - count);
        expect(new Set(selection.positions).size).toBe(count);
      }),
    );
  });

  it('finds where a value stands among sorted elements', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: -1, max: 10 }), (values, value) => {
        const sorted = ascending(values);
        const compareAt = (rank: number): number => value - (sorted[rank] as number);
        const smaller = sorted.filter((other) => other < value).length;
        const notGreater = sorted.filter((other) => other <= value).length;
        const found = smaller < notGreater;
        expect(findRank(sorted.length, compareAt)).toStrictEqual({ found, rank: smaller });
        const behind = findRank(sorted.length, compareAt, RankTarget.behind);
        expect(behind).toStrictEqual({ found, rank: notGreater });
        const any = findRank(sorted.length, compareAt, RankTarget.any);
        expect(any.found).toBe(found);
        expect(any.rank).toBeGreaterThanOrEqual(smaller);
        expect(any.rank).toBeLessThanOrEqual(notGreater);
      }),
    );
  });
});
