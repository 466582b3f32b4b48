import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { eachServer } from '../integration/each-server.js';
import { Gadget, gadgetId } from './gadget.js';

eachServer({ entities: [Gadget] }, (running) => {
  const gadgets = () => running().dataSource.getRepository(Gadget);

  const someGadget = (draft: Parameters<ReturnType<typeof gadgets>['insert']>[0]) =>
    gadgets().insert(Object.assign(new Gadget(), { id: gadgetId() }, draft));

  test(
    'elements are selected by index, rank and value, and told of in all ways',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someGadget({ numbers: [5, 3, 9, 3, 7] });
      const result = await gadgets().operate(id, (r) => ({
        slice: r.numbers.indexRange(1, 2).get(),
        rest: r.numbers.indexRange(3).get(),
        others: r.numbers.indexRange(1, 2).not.get(),
        top: r.numbers.rankRange(-2).get(),
        topAt: r.numbers.rankRange(-2).get('indexes'),
        ranks: r.numbers.indexRange(0, 2).get('ranks'),
        reverseRanks: r.numbers.indexRange(0, 2).get('reverseRanks'),
        reverse: r.numbers.indexRange(0, 1).get('reverseIndexes'),
        threes: r.numbers.equalTo(3).count(),
        threesAt: r.numbers.equalTo(3).get('indexes'),
        none: r.numbers.equalTo(4).exists(),
        some: r.numbers.valueList([7, 9, 100]).get(),
        range: r.numbers.valueRange(3, 7).get(),
        below: r.numbers.valueRange(undefined, 5).get(),
        from: r.numbers.valueRange(7).get(),
        near: r.numbers.relativeRankRange(4, 0, 2).get(),
        before: r.numbers.relativeRankRange(4, -1, 1).get(),
        includes: r.numbers.includes(9),
        lacks: r.numbers.includes(10),
        at: r.numbers.indexOf(3),
        nowhere: r.numbers.indexOf(10),
        bottom: r.numbers.bottomRank(2),
        third: r.numbers.item(2).get(),
        largest: r.numbers.byRank(-1).get(),
        beyond: r.numbers.item(99).get(),
        seven: r.numbers.byValue(7).get(),
      }));
      expect(result).toEqual({
        slice: [3, 9],
        rest: [3, 7],
        others: [5, 3, 7],
        top: expect.arrayContaining([7, 9]),
        topAt: expect.arrayContaining([2, 4]),
        ranks: [2, 0],
        reverseRanks: [2, 4],
        reverse: [4],
        threes: 2,
        threesAt: [1, 3],
        none: false,
        some: expect.arrayContaining([7, 9]),
        range: [5, 3, 3],
        below: [3, 3],
        from: [9, 7],
        near: expect.arrayContaining([5, 7]),
        before: [3],
        includes: true,
        lacks: false,
        at: 1,
        nowhere: -1,
        bottom: [3, 3],
        third: 9,
        largest: 9,
        beyond: undefined,
        seven: 7,
      });
    }),
  );

  test(
    'selected elements are removed, and told of',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someGadget({ numbers: [5, 3, 9, 3, 7, 1, 8] });
      const result = await gadgets().operate(id, (r) => ({
        threes: r.numbers.equalTo(3).remove(),
        top: r.numbers.rankRange(-1).remove('values'),
        left: r.numbers.get(),
        firstTwo: r.numbers.indexRange(0, 2).not.remove('values'),
        kept: r.numbers.get(),
        silent: r.numbers.valueRange(6).remove('none'),
        there: r.numbers.valueList([5]).remove('exists'),
        end: r.numbers.get(),
      }));
      expect(result).toEqual({
        threes: 2,
        top: [9],
        left: [5, 7, 1, 8],
        firstTwo: [1, 8],
        kept: [5, 7],
        silent: undefined,
        there: true,
        end: [],
      });
    }),
  );

  test(
    'lists are written in all ways',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someGadget({ numbers: [1], names: ['a'], recent: [1, 2, 3] });
      const result = await gadgets().operate(id, (r) => ({
        pushed: r.numbers.pushAll([4, 2]),
        inserted: r.numbers.insertAll(0, [9, 9]),
        sum: r.numbers.incAt(0, 5),
        now: r.numbers.get(),
        sorted: r.numbers.sort({ descending: true, dropDuplicates: true }),
        then: r.numbers.get(),
        ordered: r.numbers.setOrder('ordered'),
        inOrder: r.numbers.push(3),
        last: r.numbers.get(),
        unique: r.names.push('a', 'b', 'b', 'c'),
        names: r.names.get(),
        shifted: r.names.shift(),
        capped: r.recent.pushAll([4, 5]),
        recent: r.recent.get(),
        first: r.recent.insert(0, 0),
        afterInsert: r.recent.get(),
      }));
      expect(result).toEqual({
        pushed: 3,
        inserted: 5,
        sum: 14,
        now: [14, 9, 1, 4, 2],
        sorted: undefined,
        then: [14, 9, 4, 2, 1],
        ordered: undefined,
        inOrder: 6,
        last: [1, 2, 3, 4, 9, 14],
        unique: 3,
        names: ['a', 'b', 'c'],
        shifted: 'a',
        capped: 3,
        recent: [3, 4, 5],
        first: 3,
        afterInsert: [3, 4, 5],
      });
    }),
  );

  test(
    'write flags of lists are chosen for each call',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someGadget({ numbers: [1, 2], names: ['a'] });
      const result = await gadgets().operate(id, (r) => ({
        skipped: r.numbers.pushAll([2, 3], { unique: true, noFail: true }),
        partial: r.numbers.pushAll([2, 3], { unique: true, noFail: true, partial: true }),
        bounded: r.numbers.insert(9, 9, { bounded: true, noFail: true }),
        twice: r.names.pushAll(['a'], { unique: false }),
      }));
      expect(result).toMatchObject({ partial: 3, twice: 2 });
      expect((await gadgets().findByIdOrFail(id)).numbers).toEqual([1, 2, 3]);
      const refused = gadgets().operate(id, (r) => ({
        n: r.numbers.pushAll([1], { unique: true }),
      }));
      await expect(refused).rejects.toMatchObject({
        code: 'ELEMENT_EXISTS',
        message: expect.stringMatching(/^Gadget\.numbers\.pushAll: /),
      });
      const unknown = gadgets().operate(id, (r) => ({
        n: r.numbers.pushAll([1], { distinct: true } as never),
      }));
      await expect(unknown).rejects.toThrow(
        'Gadget.numbers.pushAll: distinct: is unknown; there are unique, bounded, noFail, partial',
      );
    }),
  );

  test('lists that the server keeps in order refuse writes at an index', async () => {
    const { id } = await someGadget({ scores: [3, 1] });
    await expect(gadgets().operate(id, (r) => ({ n: r.scores.insert(0, 2) }))).rejects.toThrow(
      /^Gadget\.scores\.insert: the server keeps this list in order/,
    );
    const result = await gadgets().operate(id, (r) => ({
      size: r.scores.push(2),
      all: r.scores.get(),
    }));
    expect(result).toEqual({ size: 3, all: [1, 2, 3] });
  });

  test(
    'sets are written and compared',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someGadget({ tags: new Set(['b', 'd']) });
      const result = await gadgets().operate(id, (r) => ({
        size: r.tags.add('a', 'b', 'c'),
        has: r.tags.has('a'),
        lacks: r.tags.has('z'),
        all: r.tags.get(),
        more: r.tags.addAll(new Set(['e', 'f'])),
        gone: r.tags.delete('a'),
        never: r.tags.delete('z'),
        some: r.tags.deleteAll(['b', 'z']),
        union: r.tags.union(['x']),
        both: r.tags.intersection(['c', 'x']),
        without: r.tags.difference(['c']),
        others: r.tags.retainAll(['c', 'd', 'z']),
        end: r.tags.get(),
      }));
      expect(result).toEqual({
        size: 4,
        has: true,
        lacks: false,
        all: new Set(['a', 'b', 'c', 'd']),
        more: 6,
        gone: true,
        never: false,
        some: 1,
        union: new Set(['c', 'd', 'e', 'f', 'x']),
        both: new Set(['c']),
        without: new Set(['d', 'e', 'f']),
        others: 2,
        end: new Set(['c', 'd']),
      });
    }),
  );
});
