import * as fc from 'fast-check';
import type { AerospikeRecord, Bins } from '@aeroform/core';
import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';
import { FirstRecords, recordOrder, sortProperty } from '../../src/query/sort-records.js';
import { Order } from './order.js';

const metadata = getEntityMetadata(Order);

function record(digest: number, bins: Bins): AerospikeRecord {
  const key = ['test', 'qorder', `o${digest}`, Buffer.from([digest >> 8, digest & 255])] as const;
  return { key, meta: { gen: 1, ttl: 0 }, bins };
}

const total = fc.oneof(fc.constant(null), fc.integer({ min: -3, max: 3 }));

describe('records in memory', () => {
  it('are the first of all records in order, whatever order they come in', () => {
    const order = recordOrder(metadata, [{ by: 'total', direction: 'asc' }]);
    fc.assert(
      fc.property(fc.array(total), fc.nat(10), (totals, capacity) => {
        const records = totals.map((value, i) => record(i, value === null ? {} : { total: value }));
        const first = new FirstRecords(order, capacity);
        for (const each of records) first.add(each);
        expect(first.sorted()).toEqual([...records].sort(order).slice(0, capacity));
      }),
    );
  });

  it('have absent values last in both directions, and ties in the order of digests', () => {
    const records = [
      record(4, {}),
      record(3, { total: 1 }),
      record(2, { total: 2 }),
      record(1, { total: 1 }),
    ];
    const sorted = (direction: 'asc' | 'desc'): number[] =>
      [...records]
        .sort(recordOrder(metadata, [{ by: 'total', direction }]))
        .map(({ key }) => key[3][1]!);
    expect(sorted('asc')).toEqual([1, 3, 2, 4]);
    expect(sorted('desc')).toEqual([2, 1, 3, 4]);
  });

  it('sort by several properties, integers beyond 2^53 and bytes', () => {
    const records = [
      record(1, { big: 2n ** 60n, hash: Buffer.from([2]) }),
      record(2, { big: 5, hash: Buffer.from([1]) }),
      record(3, { big: 5, hash: Buffer.from([0]) }),
    ];
    const order = recordOrder(metadata, [
      { by: 'big', direction: 'asc' },
      { by: 'hash', direction: 'asc' },
    ]);
    expect(records.sort(order).map(({ key }) => key[3][1])).toEqual([3, 2, 1]);
  });

  it('refuse properties without an order', () => {
    expect(() => sortProperty(metadata, 'tags')).toThrow(/Order\.tags: a list has no order/);
    expect(() => sortProperty(metadata, 'nope')).toThrow(/Order\.nope: is not a mapped property/);
  });
});
