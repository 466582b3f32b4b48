import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { eachServer } from '../integration/each-server.js';
import { Gadget, gadgetId, Part } from './gadget.js';

eachServer({ entities: [Gadget] }, (running) => {
  const gadgets = () => running().dataSource.getRepository(Gadget);

  const someGadget = (draft: Parameters<ReturnType<typeof gadgets>['insert']>[0]) =>
    gadgets().insert(Object.assign(new Gadget(), { id: gadgetId() }, draft));

  test('ranks of a list of keys are refused, which the server does not give', async () => {
    const { id } = await someGadget({ counters: new Map([['a', 5]]) });
    const asked = gadgets().operate(id, (r) => ({ x: r.counters.keyList(['a']).get('ranks') }));
    await expect(asked).rejects.toThrow(/keyList\.get.*no ranks.*relativeIndexRange/);
  });

  test(
    'entries are selected by key, index, rank and value, and told of in all ways',
    unlessLimited('severalResultsOfBin', async () => {
      const counters = new Map(Object.entries({ a: 5, b: 1, c: 9, d: 3 }));
      const { id } = await someGadget({ counters });
      const result = await gadgets().operate(id, (r) => ({
        range: r.counters.keyRange('b', 'd').get(),
        outside: r.counters.keyRange('b', 'd').not.get('keys'),
        list: r.counters.keyList(['a', 'z', 'd']).get('pairs'),
        near: r.counters.relativeIndexRange('bb', 0, 1).get('keys'),
        first: r.counters.indexRange(0, 1).get('keys'),
        top: r.counters.rankRange(-2).get('keys'),
        ranks: r.counters.keyRange('a', 'c').get('ranks'),
        places: r.counters.valueRange(4).get('indexes'),
        equal: r.counters.equalTo(1).get('keys'),
        among: r.counters.valueList([1, 9]).get('values'),
        relative: r.counters.relativeRankRange(4, 0, 1).get('keys'),
        has: r.counters.has('a'),
        lacks: r.counters.has('z'),
        given: r.counters.getOrDefault('z', 7),
        there: r.counters.getOrDefault('a', 7),
        bottom: r.counters.bottomRank(2),
        best: r.counters.byRank(-1).get(),
        second: r.counters.byIndex(1).get(),
      }));
      expect(result).toEqual({
        range: new Map([
          ['b', 1],
          ['c', 9],
        ]),
        outside: ['a', 'd'],
        list: [
          ['a', 5],
          ['d', 3],
        ],
        near: ['c'],
        first: ['a'],
        top: expect.arrayContaining(['a', 'c']),
        ranks: [2, 0],
        places: expect.arrayContaining([0, 2]),
        equal: ['b'],
        among: expect.arrayContaining([1, 9]),
        relative: ['a'],
        has: true,
        lacks: false,
        given: 7,
        there: 5,
        bottom: [
          ['b', 1],
          ['d', 3],
        ],
        best: 9,
        second: 1,
      });
    }),
  );

  test(
    'maps are written in all ways, with the flags of each call',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someGadget({ counters: new Map([['a', 1]]) });
      const result = await gadgets().operate(id, (r) => ({
        refused: r.counters.put('a', 9, { only: 'create', noFail: true }),
        updated: r.counters.put('a', 2, { only: 'update' }),
        missing: r.counters.put('b', 2, { only: 'update', noFail: true }),
        some: r.counters.putAll({ a: 9, c: 3 }, { only: 'create', noFail: true, partial: true }),
        inc: r.counters.incKey('a'),
        dec: r.counters.decKey('c', 2),
        taken: r.counters.take('c'),
        notTaken: r.counters.take('zz'),
        put: r.counters.putAll(
          new Map([
            ['x', 1],
            ['y', 2],
          ]),
        ),
        deleted: r.counters.deleteAll(['x', 'q']),
        removed: r.counters.valueRange(2, 3).remove('keys'),
        all: r.counters.get(),
      }));
      expect(result).toEqual({
        refused: 1,
        updated: 1,
        missing: 1,
        some: 2,
        inc: 3,
        dec: 1,
        taken: 1,
        notTaken: undefined,
        put: 3,
        deleted: 1,
        removed: ['y'],
        all: new Map([['a', 3]]),
      });
      const refused = gadgets().operate(id, (r) => ({
        n: r.counters.put('a', 1, { only: 'create' }),
      }));
      await expect(refused).rejects.toMatchObject({
        code: 'ELEMENT_EXISTS',
        message: expect.stringMatching(/^Gadget\.counters\.put: /),
      });
    }),
  );

  test(
    'nested values are worked on in place, and made when they are missing',
    unlessLimited('severalResultsOfBin', async () => {
      const id = gadgetId();
      const result = await gadgets().operate(id, (r) => ({
        note: r.main.notes.push('first'),
        mark: r.main.marks.put('m', 1),
        deep: r.byKey.in('k').notes.push('a', 'b'),
        deeper: r.byKey.in('k').marks.incKey('n', 3),
        qty: r.byKey.in('k').qty.inc(2),
        part: r.parts.push({ sku: 's', qty: 1 }, { sku: 't', qty: 5 }),
      }));
      expect(result).toEqual({ note: 1, mark: 1, deep: 2, deeper: 3, qty: 2, part: 2 });
      const inside = await gadgets().operate(id, (r) => ({
        qty: r.parts.item(1).qty.inc(),
        first: r.parts.item(0).sku.set('u'),
        sku: r.parts.item(0).sku.get(),
        whole: r.parts.item(1).get(),
        last: r.byKey.byIndex(-1).notes.get(),
        best: r.byKey.byRank(-1).marks.getKey('n'),
        gone: r.parts.item(0).unset(),
        left: r.parts.size(),
      }));
      expect(inside).toEqual({
        qty: 6,
        first: undefined,
        sku: 'u',
        whole: { sku: 't', qty: 6 },
        last: ['a', 'b'],
        best: 3,
        gone: undefined,
        left: 1,
      });
      expect(inside.whole).toBeInstanceOf(Part);
      await expect(
        gadgets().operate(id, (r) => ({ n: r.byKey.byRank(-1).set({ sku: 'x', qty: 1 }) })),
      ).rejects.toThrow(/^Gadget\.byKey\.byRank\(-1\)\.set: the server writes entries by key/);
    }),
  );
});
