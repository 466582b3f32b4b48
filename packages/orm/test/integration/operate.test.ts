import { BinTypeError } from '@aeroform/core';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import {
  EntityNotFoundError,
  FilteredOutError,
  MappingError,
  OptimisticLockError,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { Address, entities, freshId, freshNumber, Line, Note, Order } from './order.js';

eachServer({ entities }, (running) => {
  const orders = () => running().dataSource.getRepository(Order);
  const notes = () => running().dataSource.getRepository(Note);

  async function someOrder(): Promise<Order> {
    const order = orders().create({ id: freshId(), status: 'new', total: 3, weight: 1.5 });
    order.big = 2n ** 60n;
    order.scores = [5, 1, 9, 7];
    order.recent = ['a', 'b', 'c'];
    order.tags = new Set(['x']);
    order.counters = new Map([
      ['a', 1],
      ['b', 7],
      ['c', 4],
    ]);
    order.lines = [Object.assign(new Line(), { sku: 's', qty: 1 })];
    order.ship = Object.assign(new Address(), { city: 'Oslo', visits: 1, notes: ['n'] });
    order.bill = Object.assign(new Address(), { city: 'Bergen', visits: 4 });
    order.work = Object.assign(new Address(), { city: 'Rome' });
    return orders().insert(order);
  }

  test('numbers are added and give their sums', async () => {
    const { id } = await someOrder();
    const result = await orders().operate(id, (r) => ({
      total: r.total.inc(),
      weight: r.weight.inc(2),
      big: r.big.dec(1n),
      visits: r.ship.visits.inc(5),
      listed: r.bill.visits.inc(2),
      counter: r.counters.incKey('new', 3),
    }));
    expect(result).toEqual({
      total: 4,
      weight: 3.5,
      big: 2n ** 60n - 1n,
      visits: 6,
      listed: 6,
      counter: 3,
    });
    expect(result.$version).toBe(2);
    const found = await orders().findByIdOrFail(id);
    expect(found).toMatchObject({ total: 4, weight: 3.5, ship: { visits: 6 }, version: 2 });
  });

  test(
    'lists are changed and read in place',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someOrder();
      const result = await orders().operate(id, (r) => ({
        size: r.lines.push({ sku: 't', qty: 2 }),
        last: r.lines.at(-1),
        none: r.lines.at(9),
        all: r.lines.slice(0),
        top: r.scores.topRank(2),
        capped: r.recent.push('d', 'e'),
        recent: r.recent.get(),
        same: r.tags.push('x', 'y'),
        popped: r.recent.pop(),
        removed: r.scores.removeValue(9),
        scores: r.scores.size(),
      }));
      expect(result).toEqual({
        size: 2,
        last: { sku: 't', qty: 2 },
        none: undefined,
        all: [
          { sku: 's', qty: 1 },
          { sku: 't', qty: 2 },
        ],
        top: [9, 7],
        capped: 3,
        recent: ['c', 'd', 'e'],
        same: 2,
        popped: 'e',
        removed: 1,
        scores: 3,
      });
      expect(result.last).toBeInstanceOf(Line);
    }),
  );

  test(
    'the other list operations do what they say',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someOrder();
      const result = await orders().operate(id, (r) => ({
        inserted: r.recent.insert(0, 'z'),
        set: r.recent.setAt(0, 'y'),
        after: r.recent.get(),
        removed: r.recent.removeAt(0),
        trimmed: r.recent.trim(0, 1),
        left: r.recent.get(),
        cleared: r.scores.clear(),
        empty: r.scores.get(),
        fresh: r.tags.set(new Set(['q', 'p'])),
        tags: r.tags.get(),
      }));
      expect(result).toEqual({
        inserted: 3,
        set: undefined,
        after: ['y', 'b', 'c'],
        removed: 'y',
        trimmed: 1,
        left: ['b'],
        cleared: undefined,
        empty: [],
        fresh: undefined,
        tags: new Set(['p', 'q']),
      });
    }),
  );

  test(
    'maps are changed and read in place',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someOrder();
      const result = await orders().operate(id, (r) => ({
        size: r.counters.put('d', 9),
        more: r.counters.putAll(new Map([['e', 2]])),
        one: r.counters.getKey('b'),
        none: r.counters.getKey('zz'),
        some: r.counters.getKeys(['a', 'e', 'zz']),
        range: r.counters.range('b', 'd'),
        from: r.counters.range('d'),
        top: r.counters.topRank(2),
        gone: r.counters.delete('a'),
        never: r.counters.delete('zz'),
        inside: r.counters.in('b').inc(10),
        left: r.counters.size(),
      }));
      expect(result).toEqual({
        size: 4,
        more: 5,
        one: 7,
        none: undefined,
        some: new Map([
          ['a', 1],
          ['e', 2],
        ]),
        range: new Map([
          ['b', 7],
          ['c', 4],
        ]),
        from: new Map([
          ['d', 9],
          ['e', 2],
        ]),
        top: [
          ['d', 9],
          ['b', 7],
        ],
        gone: true,
        never: false,
        inside: 17,
        left: 4,
      });
    }),
  );

  test(
    'properties of embedded objects are changed in place',
    unlessLimited('severalResultsOfBin', async () => {
      const { id } = await someOrder();
      const result = await orders().operate(id, (r) => ({
        was: r.ship.city.get(),
        city: r.ship.city.set('Paris'),
        zip: r.ship.postalCode.set('75001'),
        notes: r.ship.notes.push('m'),
        listed: r.bill.city.set('Nice'),
        spread: r.work.city.set('Berlin'),
        inMap: r.byKey.in('new').set({ sku: 'k', qty: 3 }),
        deep: r.byKey.in('new').qty.inc(4),
        ship: r.ship.get(),
        unset: r.ship.visits.unset(),
      }));
      expect(result).toMatchObject({
        was: 'Oslo',
        notes: 2,
        deep: 7,
        ship: { city: 'Paris', postalCode: '75001', notes: ['n', 'm'], visits: 1 },
      });
      expect(result.ship).toBeInstanceOf(Address);
      expect(await orders().findByIdOrFail(id)).toMatchObject({
        bill: { city: 'Nice', visits: 4 },
        work: { city: 'Berlin' },
        ship: { city: 'Paris' },
        byKey: new Map([['new', { sku: 'k', qty: 7 }]]),
      });
    }),
  );

  test(
    'operations on an id make the record and what is missing inside it',
    unlessLimited('severalResultsOfBin', async () => {
      const id = freshId();
      const result = await orders().operate(id, (r) => ({
        total: r.total.inc(2),
        tags: r.tags.push('t'),
        visits: r.ship.visits.inc(),
        notes: r.ship.notes.push('first'),
        counter: r.counters.in('c').inc(),
      }));
      expect(result).toEqual({ total: 2, tags: 1, visits: 1, notes: 1, counter: 1 });
      const found = await orders().findByIdOrFail(id);
      expect(found).toMatchObject({ total: 2, ship: { visits: 1, notes: ['first'] } });
      expect(found.createdAt).toBeInstanceOf(Date);
      const { createdAt } = found;
      await orders().operate(id, (r) => ({ total: r.total.inc() }));
      const later = await orders().findByIdOrFail(id);
      expect(later.createdAt).toEqual(createdAt);
      expect(later.updatedAt).toBeInstanceOf(Date);
    }),
  );

  test('operations on an entity bring it up to date under its version', async () => {
    const order = await someOrder();
    const result = await orders().operate(order, (r) => ({
      total: r.total.inc(),
      city: r.work.city.set('Berlin'),
      size: r.lines.push({ sku: 't', qty: 2 }),
    }));
    expect(result.$version).toBe(2);
    expect(order).toMatchObject({ total: 4, version: 2, work: { city: 'Berlin' } });
    expect(order.lines).toHaveLength(2);
    expect(order.lines[1]).toBeInstanceOf(Line);
    expect(orders().changed(order)).toEqual([]);
    order.status = 'paid';
    await orders().save(order);
    expect(order.version).toBe(3);
  });

  test('operations on an entity that somebody else wrote are refused', async () => {
    const order = await someOrder();
    await orders().operate(order.id, (r) => ({ total: r.total.inc() }));
    const lost = orders().operate(order, (r) => ({ total: r.total.inc() }));
    await expect(lost).rejects.toMatchObject({ reason: 'generation', expected: 1, actual: 2 });
    const read = orders().operate(order, (r) => ({ total: r.total.get() }));
    await expect(read).rejects.toThrow(OptimisticLockError);
    expect(order.total).toBe(3);
  });

  test('an entity whose record is gone is not made again', async () => {
    const order = await someOrder();
    await orders().removeById(order.id);
    const lost = orders().operate(order, (r) => ({ total: r.total.inc() }));
    await expect(lost).rejects.toMatchObject({ reason: 'missing' });
    expect(await orders().exists(order.id)).toBe(false);
  });

  test('reading operations on a missing record say so', async () => {
    const read = notes().operate(freshNumber(), (r) => ({ text: r.text.get() }));
    await expect(read).rejects.toThrow(EntityNotFoundError);
  });

  test('texts grow and bins are removed', async () => {
    const id = freshNumber();
    await notes().insert({ id, text: 'b', count: 1 });
    const result = await notes().operate(id, (r) => ({
      more: r.text.append('c'),
      front: r.text.prepend('a'),
      text: r.text.get(),
      gone: r.count.unset(),
      count: r.count.get(),
    }));
    expect(result).toMatchObject({ text: 'abc', count: undefined });
  });

  test('the record itself is touched and removed', async () => {
    const id = freshNumber();
    await notes().insert({ id, text: 'b' });
    const touched = await notes().operate(id, (r) => ({ a: r.$.touch(), text: r.text.get() }));
    expect(touched).toMatchObject({ text: 'b' });
    expect(touched.$version).toBe(2);
    const gone = await notes().operate(id, (r) => ({ text: r.text.get(), gone: r.$.remove() }));
    expect(gone.text).toBe('b');
    expect(await notes().exists(id)).toBe(false);
  });

  test('expressions are evaluated by the server', async () => {
    const { id } = await someOrder();
    const { twice, dear } = await orders().operate(id, (r) => ({
      twice: r.$.exp((f) => f.total.mul(2)),
      dear: r.$.exp((f) => f.total.gt(100)),
    }));
    expect(twice).toBe(6);
    expect(dear).toBe(false);
  });

  test('an argument that core refuses is told as one of operate()', async () => {
    const half = orders().operate(freshId(), (r) => ({ one: r.scores.at(0.5) }));
    await expect(half).rejects.toThrow(/^Order\.operate: index must be an integer; got .*0\.5/);
    await expect(half).rejects.toMatchObject({ code: 'ORM_OPTION', entity: 'Order' });
  });

  test('an expression without a value reads as undefined, and is not written', async () => {
    const { id } = await someOrder();
    await orders().update(id, { weight: null });
    const read = await orders().operate(id, (r) => ({
      none: r.$.exp((f) => f.weight.mul(2)),
      noKey: r.$.exp((f) => f.counters.key('nope')),
    }));
    expect([read.none, read.noKey]).toEqual([undefined, undefined]);
    const written = orders().operate(id, (r) => ({ w: r.weight.setExpr((f) => f.weight.mul(2)) }));
    await expect(written).rejects.toThrow(/^Order\.weight\.setExpr: the operation .*skipUnknown/);
  });

  test('what the server refuses names the operation, the record and the remedy', async () => {
    const { id } = await someOrder();
    const { dataSource } = running();
    await dataSource.client.put(['test', 'orm_order', id], { scores: 'text' });
    const pushed = orders().operate(id, (r) => ({ size: r.scores.push(1) }));
    await expect(pushed).rejects.toThrow(
      /^Order\.scores\.push: the bin holds a value of another type.*schema\.drift\(Class\)/,
    );
    await expect(pushed).rejects.toBeInstanceOf(BinTypeError);
    await expect(pushed).rejects.toMatchObject({ entity: 'Order', id });
  });

  test.each([-3, 1.5, 0, 'never'])('a record is not touched for %p seconds', async (ttl) => {
    const touched = notes().operate(freshNumber(), (r) => ({ a: r.$.touch(ttl as number) }));
    await expect(touched).rejects.toThrow(MappingError);
    await expect(touched).rejects.toThrow(/^Note\.\$\.touch: takes whole seconds above 0; got /);
  });

  test('a condition decides whether operations happen', async () => {
    const { id } = await someOrder();
    const refused = orders().operate(id, (r) => ({ total: r.total.inc() }), {
      when: (f) => f.total.gt(100),
    });
    await expect(refused).rejects.toThrow(FilteredOutError);
    expect((await orders().findByIdOrFail(id)).total).toBe(3);
  });

  test('mistakes are named before anything is sent', async () => {
    const { id, version } = await someOrder();
    const attempt = (build: Parameters<ReturnType<typeof orders>['operate']>[1]) =>
      orders().operate(id, build);
    await expect(
      attempt((r) => {
        r.total.inc();
        return { status: r.status.get() };
      }),
    ).rejects.toThrow(/^Order\.total\.inc: was built but not returned/);
    await expect(attempt(() => ({}))).rejects.toThrow(/got no operations/);
    const unnamed = /returns an object of operations, e\.g\..*it returned an operation by itself/;
    await expect(attempt((r) => r.total.inc() as never)).rejects.toThrow(unnamed);
    const late = async (r: { total: { inc(): unknown } }) => ({ n: r.total.inc() });
    await expect(attempt(late as never)).rejects.toThrow(/it returned a promise/);
    await expect(attempt((r) => ({ n: r.total.inc(1.5) }))).rejects.toThrow(/whole number/);
    await expect(
      attempt((r) => ({ n: r.lines.push({ sku: 1 as never, qty: 1 }) })),
    ).rejects.toThrow(/^Order\.lines\.push\.sku: must be a string/);
    await expect(
      attempt((r) => ({ n: (r.total as never as { push(): never }).push() })),
    ).rejects.toThrow(/^Order\.total\.push: there is no such operation on type int/);
    await expect(attempt((r) => ({ n: r.version.get() }))).rejects.toThrow(
      /is the version, no bin/,
    );
    await expect(attempt((r) => ({ n: r.ship.city.append('x') }))).rejects.toThrow(MappingError);
    expect((await orders().findByIdOrFail(id)).version).toBe(version);
  });
});
