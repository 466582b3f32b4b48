import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { eachServer } from '../integration/each-server.js';
import { Gadget, gadgetId } from './gadget.js';

eachServer({ entities: [Gadget] }, (running) => {
  const gadgets = () => running().dataSource.getRepository(Gadget);

  const someGadget = (draft: Parameters<ReturnType<typeof gadgets>['insert']>[0]) =>
    gadgets().insert(Object.assign(new Gadget(), { id: gadgetId() }, draft));

  test(
    'bits are written and read',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someGadget({ flags: Buffer.from([0b1011_0000, 0]) });
      const result = await gadgets().operate(id, (r) => ({
        count: r.flags.bitCount(0, 16),
        or: r.flags.bitOr(8, 8, Buffer.from([0b1111])),
        and: r.flags.bitAnd(0, 8, Buffer.from([0b1001_0000])),
        xor: r.flags.bitXor(0, 8, Buffer.from([0b1000_0001])),
        read: r.flags.bitGet(0, 8),
        not: r.flags.bitNot(0, 8),
        left: r.flags.bitLshift(0, 8, 1),
        right: r.flags.bitRshift(8, 8, 2),
        both: r.flags.get(),
        int: r.flags.bitSetInt(0, 16, 258),
        add: r.flags.bitAdd(0, 16, 1),
        subtract: r.flags.bitSubtract(8, 8, 1),
        asInt: r.flags.bitGetInt(0, 16),
        wrap: r.flags.bitAdd(8, 8, 255, { overflow: 'wrap' }),
        saturated: r.flags.bitAdd(8, 8, 255, { overflow: 'saturate' }),
        signed: r.flags.bitGetInt(8, 8, { signed: true }),
        unsigned: r.flags.bitGetInt(8, 8),
        set: r.flags.bitSet(0, 4, Buffer.from([0xf0])),
        first: r.flags.bitLscan(0, 8, false),
        last: r.flags.bitRscan(0, 8, true),
        insert: r.flags.bitInsert(1, Buffer.from([7])),
        remove: r.flags.bitRemove(0, 1),
        resize: r.flags.bitResize(4),
        append: r.flags.append(Buffer.from([9])),
        prepend: r.flags.prepend(Buffer.from([8])),
        end: r.flags.get(),
      }));
      expect(result).toMatchObject({
        count: 3,
        read: Buffer.from([0b0001_0001]),
        both: Buffer.from([0b1101_1100, 0b11]),
        asInt: 258,
        signed: -1,
        unsigned: 255,
        first: 4,
        last: 7,
        end: Buffer.from([8, 7, 255, 0, 0, 9]),
      });
      const refused = gadgets().operate(id, (r) => ({
        n: r.flags.bitResize(9, { never: 'grow' }),
      }));
      await expect(refused).rejects.toThrow(/^Gadget\.flags\.bitResize: /);
      await expect(
        gadgets().operate(id, (r) => ({
          n: r.flags.bitSet(0, 8, Buffer.from([1]), { when: 1 } as never),
        })),
      ).rejects.toThrow('Gadget.flags.bitSet: when: is unknown; there are only, noFail, partial');
    }),
  );

  test('a sketch refuses lists as values, and names what takes a list', async () => {
    const { id } = await someGadget({ title: 'x' });
    const refused = gadgets().operate(id, (r) => ({ n: r.visitors.add(['a', 'b']) }));
    await expect(refused).rejects.toThrow(/^Gadget\.visitors\.add: .*addAll\(values\)/);
  });

  test(
    'sketches count values',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someGadget({ title: 'x' });
      const result = await gadgets().operate(id, (r) => ({
        init: r.visitors.init({ indexBits: 12, minhashBits: 20 }),
        added: r.visitors.add('a', 'b', 'c'),
        again: r.visitors.add('a'),
        count: r.visitors.count(),
        may: r.visitors.mayContain('a'),
        not: r.visitors.mayContain('a', 'never'),
        described: r.visitors.describe(),
        refreshed: r.visitors.refreshCount(),
        sketch: r.visitors.get(),
      }));
      expect(result).toMatchObject({
        added: 3,
        again: 0,
        count: 3,
        may: true,
        not: false,
        described: { indexBits: 12, minhashBits: 20 },
        refreshed: 3,
      });
      const sketch = result.sketch!;
      const other = await someGadget({ title: 'y' });
      const compared = await gadgets().operate(other.id, (r) => ({
        added: r.visitors.addAll(['b', 'c', 'd'], { indexBits: 12, minhashBits: 20 }),
        unionCount: r.visitors.unionCount([sketch]),
        common: r.visitors.intersectCount([sketch]),
        similarity: r.visitors.similarity([sketch]),
        union: r.visitors.union([sketch]),
        merged: r.visitors.merge([sketch]),
        count: r.visitors.count(),
      }));
      expect(compared).toMatchObject({ added: 3, unionCount: 4, common: 2, count: 4 });
      expect(compared.similarity).toBeCloseTo(0.5, 1);
      expect(compared.union.bytes.length).toBeGreaterThan(0);
      const folded = await gadgets().operate((await someGadget({ title: 'z' })).id, (r) => ({
        added: r.visitors.addAll(['a'], { indexBits: 10 }),
        folded: r.visitors.fold(8),
        described: r.visitors.describe(),
      }));
      expect(folded.described).toEqual({ indexBits: 8, minhashBits: 0 });
      await expect(gadgets().operate(id, (r) => ({ n: r.visitors.init() }))).rejects.toThrow(
        /^Gadget\.visitors\.init: needs a precision/,
      );
    }),
  );

  test('dates, GeoJSON and numbers keep their types', async () => {
    const { id } = await someGadget({ title: 'x' });
    const due = new Date(1_700_000_000_123);
    const place = { type: 'Point', coordinates: [10.5, 59.9] } as const;
    const result = await gadgets().operate(id, (r) => ({
      setDue: r.due.set(due),
      due: r.due.get(),
      setExact: r.exact.set(1_700_000_000_123_456_789n),
      exact: r.exact.inc(1n),
      setPlace: r.place.set({ type: 'Point', coordinates: [10.5, 59.9] }),
      place: r.place.get(),
      ratio: r.ratio.inc(1.5),
      more: r.ratio.dec(1),
    }));
    expect(result).toMatchObject({
      due,
      exact: 1_700_000_000_123_456_790n,
      place,
      ratio: 1.5,
      more: 0.5,
    });
  });
});
