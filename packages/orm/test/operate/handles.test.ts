import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import {
  EntityNotFoundError,
  FilteredOutError,
  MappingError,
  OptionError,
} from '../../src/index.js';
import { eachServer } from '../integration/each-server.js';
import { Gadget, gadgetId } from './gadget.js';

eachServer({ entities: [Gadget] }, (running) => {
  const gadgets = () => running().dataSource.getRepository(Gadget);

  async function someId(draft: Partial<Gadget>): Promise<string> {
    const { id } = await gadgets().insert(
      Object.assign(new Gadget(), { id: gadgetId(), title: 'x' }, draft),
    );
    return id;
  }

  async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
    const found: T[] = [];
    for await (const item of items) found.push(item);
    return found;
  }

  test('a list is worked on without being loaded', async () => {
    const numbers = gadgets().list(await someId({ numbers: [5, 3, 9] }), 'numbers');
    expect(await numbers.push(7, 1)).toBe(5);
    expect(await numbers.at(0)).toBe(5);
    expect(await numbers.at(99)).toBeUndefined();
    expect(await numbers.slice(1, 2)).toEqual([3, 9]);
    expect(await numbers.topRank(2)).toEqual([9, 7]);
    expect(await numbers.rankRange(0, 2).get()).toEqual([3, 1]);
    expect(await numbers.valueRange(5).not.remove()).toBe(2);
    expect(await numbers.item(0).inc(10)).toBe(15);
    expect(await numbers.get()).toEqual([15, 9, 7]);
    expect(await numbers.size()).toBe(3);
    expect(await numbers.unset()).toBeUndefined();
    expect(await numbers.size()).toBe(0);
  });

  test(
    'a map and what is inside it are worked on without being loaded',
    unlessLimited('severalResultsOfBin', async () => {
      const id = await someId({});
      const byKey = gadgets().map(id, 'byKey');
      expect(await byKey.in('k').notes.push('a')).toBe(1);
      expect(await byKey.in('k').qty.inc(3)).toBe(3);
      expect(await byKey.in('k').marks.put('m', 1)).toBe(1);
      expect(await byKey.in('k').notes.multi((n) => ({ size: n.push('b'), all: n.get() }))).toEqual(
        {
          size: 2,
          all: ['a', 'b'],
        },
      );
      expect(await all(byKey.in('k').notes)).toEqual(['a', 'b']);
      expect(await byKey.getKey('k')).toMatchObject({ qty: 3, notes: ['a', 'b'] });
      expect(await byKey.has('z')).toBe(false);
      expect(await byKey.delete('k')).toBe(true);
    }),
  );

  test(
    'several operations go in one round trip',
    unlessLimited('severalResultsOfBin', async () => {
      const id = await someId({ counters: new Map([['a', 1]]) });
      const { version } = await gadgets().findByIdOrFail(id);
      const result = await gadgets()
        .map(id, 'counters')
        .multi((m) => ({ a: m.incKey('a'), b: m.put('b', 5), top: m.topRank(1) }));
      expect(result).toEqual({ a: 2, b: 2, top: [['b', 5]] });
      expect((await gadgets().findByIdOrFail(id)).version).toBe(version! + 1);
    }),
  );

  test('what is wrong is told of the method that was called', async () => {
    const id = await someId({ numbers: [5] });
    const numbers = gadgets().list(id, 'numbers');
    const half = numbers.at(0.5);
    await expect(half).rejects.toThrow(OptionError);
    await expect(half).rejects.toThrow(/^Gadget\.numbers\.at: index must be an integer.*0\.5/);
    const gone = gadgets().list(gadgetId(), 'numbers').at(0);
    await expect(gone).rejects.toThrow(/^list\(\): there is no Gadget /);
    await expect(gadgets().map(gadgetId(), 'counters').size()).rejects.toThrow(/^map\(\): there/);
  });

  test('handles write the record when there is none, and say so when they read', async () => {
    const id = gadgetId();
    const tags = gadgets().set(id, 'tags');
    await expect(tags.has('a')).rejects.toThrow(EntityNotFoundError);
    expect(await tags.add('b', 'a')).toBe(2);
    expect(await tags.has('a')).toBe(true);
    expect(await gadgets().findByIdOrFail(id)).toMatchObject({
      tags: new Set(['a', 'b']),
      updatedAt: expect.any(Date),
    });
  });

  test('options hold for each call of a handle', async () => {
    const id = await someId({ numbers: [1], qty: 1 });
    const numbers = gadgets().list(id, 'numbers', { when: (f) => f.qty.eq(1) });
    expect(await numbers.push(2)).toBe(2);
    await gadgets().operate(id, (r) => ({ n: r.qty.set(2) }));
    await expect(numbers.push(3)).rejects.toThrow(FilteredOutError);
    await expect(numbers.with({ when: (f) => f.qty.eq(2) }).push(3)).resolves.toBe(3);
    await expect(numbers.with({ signal: AbortSignal.abort() }).size()).rejects.toThrow();
    const versioned = gadgets().list(id, 'numbers', { ifVersion: 1 });
    await expect(versioned.push(4)).rejects.toMatchObject({ reason: 'generation', expected: 1 });
    expect(() => gadgets().list(id, 'numbers', { tll: 5 } as never)).toThrow(
      /^tll: list\(\) has no such option/,
    );
    expect(() => numbers.with({ tll: 5 } as never)).toThrow(/^tll: list\(\) has no such option/);
  });

  test('mistakes reject, and name the property', async () => {
    const id = await someId({ numbers: [1] });
    const numbers = gadgets().list(id, 'numbers');
    await expect(numbers.push('x' as never)).rejects.toThrow(
      /^Gadget\.numbers\.push: must be a whole number/,
    );
    await expect(numbers.push(undefined as never)).rejects.toThrow(MappingError);
    expect(() => gadgets().list(id, 'title' as never)).toThrow(
      /^Gadget\.title: list\(\) opens list or keyedList properties; this one is of type string/,
    );
    expect(() => gadgets().map(id, 'nope' as never)).toThrow(
      /^Gadget\.nope: is not a mapped property/,
    );
  });

  test(
    'maps are read by key range in pages',
    unlessLimited('severalResultsOfBin', async () => {
      const keys = Array.from({ length: 25 }, (_, i) => `k${String(i).padStart(2, '0')}`);
      const id = await someId({ counters: new Map(keys.map((key, i) => [key, i])) });
      const counters = gadgets().map(id, 'counters');
      const entries = keys.map((key, i) => [key, i]);
      expect(await all(counters)).toEqual(entries);
      for (const pageSize of [1, 2, 7, 24, 25, 26]) {
        expect(await all(counters.entries({ pageSize }))).toEqual(entries);
        const part = { pageSize, from: 'k05', to: 'k11' };
        expect(await all(counters.keys(part))).toEqual(keys.slice(5, 11));
      }
      expect(await all(counters.entries({ pageSize: 3, from: 'k22x' }))).toEqual(entries.slice(23));
      expect(await all(counters.entries({ pageSize: 3, to: 'a' }))).toEqual([]);
      expect(await all(gadgets().map(id, 'byNumber'))).toEqual([]);
    }),
  );

  test('entries that are there all the time come once, whatever others do in between', async () => {
    const keys = Array.from({ length: 20 }, (_, i) => `k${String(i).padStart(2, '0')}`);
    const id = await someId({ counters: new Map(keys.map((key, i) => [key, i])) });
    const counters = gadgets().map(id, 'counters');
    const seen: string[] = [];
    for await (const [key] of counters.entries({ pageSize: 4 })) {
      seen.push(key);
      // What was just read goes, and something new comes in front and behind.
      if (seen.length % 4 === 0) await counters.delete(key);
      await counters.put(`a${seen.length}`, 1);
      if (seen.length < 6) await counters.put(`z${seen.length}`, 1);
    }
    expect(seen).toEqual([...keys, 'z1', 'z2', 'z3', 'z4', 'z5']);
  });

  test(
    'lists are read by index and sets by value in pages',
    unlessLimited('severalResultsOfBin', async () => {
      const numbers = Array.from({ length: 11 }, (_, i) => i * 3);
      const tags = numbers.map((n) => `t${String(n).padStart(2, '0')}`);
      const id = await someId({ numbers, tags: new Set(tags) });
      const list = gadgets().list(id, 'numbers');
      const set = gadgets().set(id, 'tags');
      for (const pageSize of [1, 3, 11, 12]) {
        expect(await all(list.items({ pageSize }))).toEqual(numbers);
        expect(await all(list.items({ pageSize, from: 2, to: 5 }))).toEqual(numbers.slice(2, 5));
        expect(await all(set.items({ pageSize }))).toEqual(tags);
        expect(await all(set.items({ pageSize, from: 't05', to: 't20' }))).toEqual(
          tags.slice(2, 7),
        );
      }
      await expect(all(set.items({ pageSize: 0 }))).rejects.toThrow(
        /pageSize: must be a whole number above 0; got 0/,
      );
      expect(() => list.items({ size: 3 } as never)).toThrow(/size: is unknown/);
    }),
  );

  test('a stopped iteration sends nothing more', async () => {
    const id = await someId({ numbers: [1, 2, 3, 4] });
    for await (const item of gadgets().list(id, 'numbers').items({ pageSize: 2 })) {
      expect(item).toBe(1);
      break;
    }
  });
});
