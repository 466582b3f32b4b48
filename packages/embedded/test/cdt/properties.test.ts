import {
  CDT_INVERTED,
  CdtReturnType,
  compareWireValues,
  ListOp,
  MapOp,
  type WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import fc from 'fast-check';
import { modify, read } from './run';
import { double, ordered, type Plain, wire } from './wire-notation';

const { count, index, key, value } = CdtReturnType;

const scalar: fc.Arbitrary<Plain> = fc.oneof(
  fc.integer({ min: -3, max: 6 }),
  fc.constantFrom('', 'a', 'ab', 'b'),
  fc.constantFrom(double(0), double(1.5)),
  fc.constantFrom(null, true, false),
);
const element: fc.Arbitrary<Plain> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
);
const list = fc.array(element, { maxLength: 12 });
const place = fc.integer({ min: -14, max: 14 });
const size = fc.nat({ max: 14 });
const mapKey = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom('a', 'b', 'c'));

const sorted = (values: WireValue[]): WireValue[] => values.toSorted(compareWireValues);
const itemsOf = (found: WireValue | undefined): WireValue[] => (found as WireList).items;

describe('lists', () => {
  it('stay sorted when values are appended to an ordered list', () => {
    fc.assert(
      fc.property(list, list, (first, second) => {
        let current: Plain = ordered();
        for (const item of first)
          current = modify(current, [ListOp.append, item]).value as WireList;
        current = modify(current, [ListOp.appendItems, second]).value as WireList;
        expect(sorted(itemsOf(current))).toStrictEqual(itemsOf(current));
        expect(sorted([...first, ...second].map(wire))).toStrictEqual(itemsOf(current));
      }),
    );
  });

  it('hold no value twice when all are added as unique', () => {
    fc.assert(
      fc.property(list, fc.constantFrom(0, 1), (items, order) => {
        let current: WireValue | undefined;
        for (const item of items) current = modify(current, [ListOp.append, item, order, 5]).value;
        const held = current === undefined ? [] : itemsOf(current);
        const again = modify(current, [ListOp.appendItems, items, order, 13]).value;
        expect(itemsOf(again)).toStrictEqual(held);
        for (const [i, item] of sorted(held).entries()) {
          if (i > 0)
            expect(compareWireValues(sorted(held)[i - 1] as WireValue, item)).toBeLessThan(0);
        }
      }),
    );
  });

  it('answer the same range by rank as a sorted list by index', () => {
    fc.assert(
      fc.property(list, place, size, (items, rank, length) => {
        const byRank = read(items, [ListOp.getByRankRange, value, rank, length]);
        const byIndex = read(ordered(...sorted(items.map(wire))), [
          ListOp.getByIndexRange,
          value,
          rank,
          length,
        ]);
        expect(sorted(itemsOf(byRank))).toStrictEqual(itemsOf(byIndex));
      }),
    );
  });

  it.each([
    ['index', ListOp.getByIndexRange],
    ['rank', ListOp.getByRankRange],
  ])('are divided by a range of %s and its inversion', (_name, opcode) => {
    fc.assert(
      fc.property(list, fc.boolean(), place, size, (items, isOrdered, start, length) => {
        const whole = isOrdered ? ordered(...sorted(items.map(wire))) : items;
        const inside = itemsOf(read(whole, [opcode, index, start, length]));
        const outside = itemsOf(read(whole, [opcode, index | CDT_INVERTED, start, length]));
        const all = [...inside, ...outside].map(Number).sort((a, b) => a - b);
        expect(all).toStrictEqual(items.map((_, position) => position));
      }),
    );
  });

  it('lose by removing exactly what getting answers', () => {
    fc.assert(
      fc.property(
        list,
        element,
        element,
        fc.constantFrom(0, CDT_INVERTED),
        (items, from, to, inverted) => {
          const found = read(items, [ListOp.getByValueRange, value | inverted, from, to]);
          const removed = modify(items, [ListOp.removeByValueRange, value | inverted, from, to]);
          expect(removed.result).toStrictEqual(found);
          const left = items
            .map(wire)
            .filter((item) => !itemsOf(found).some((gone) => compareWireValues(gone, item) === 0));
          expect(itemsOf(removed.value)).toStrictEqual(left);
        },
      ),
    );
  });
});

describe('maps', () => {
  const changes = fc.array(fc.record({ key: mapKey, value: scalar, removes: fc.boolean() }), {
    maxLength: 30,
  });

  it('behave as a Map whose keys are sorted', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(0, 1, 3), (steps, order) => {
        const model = new Map<Plain, Plain>();
        let current: WireValue | undefined;
        for (const step of steps) {
          if (step.removes) {
            const { result, value: next } = modify(current, [MapOp.removeByKey, count, step.key]);
            expect(result ?? 0).toBe(model.delete(step.key) ? 1 : 0);
            current = next;
          } else {
            model.set(step.key, step.value);
            const put = modify(current, [MapOp.put, step.key, step.value, order]);
            expect(put.result).toBe(model.size);
            current = put.value;
          }
        }
        const keys = sorted([...model.keys()].map(wire));
        const values = keys.map((each) => wire(model.get(each) as Plain));
        const held = (current ?? new WireMap([], [])) as WireMap;
        expect([held.keys, held.values]).toStrictEqual([keys, values]);
      }),
    );
  });

  it('rank their keys by value, and equal values by key', () => {
    fc.assert(
      fc.property(fc.uniqueArray(mapKey), fc.array(scalar), (keys, values) => {
        const map = keys
          .slice(0, values.length)
          .map((each, i) => [wire(each), wire(values[i] as Plain)] as const);
        map.sort(([a], [b]) => compareWireValues(a, b));
        const whole = new WireMap(
          map.map(([each]) => each),
          map.map(([, each]) => each),
          1,
        );
        const ranked = map
          .toSorted(([, a], [, b]) => compareWireValues(a, b))
          .map(([each]) => each);
        expect(itemsOf(read(whole, [MapOp.getByRankRange, key, 0]))).toStrictEqual(ranked);
        for (const [rank, each] of ranked.entries()) {
          expect(read(whole, [MapOp.getByKey, CdtReturnType.rank, each])).toBe(rank);
        }
      }),
    );
  });
});
