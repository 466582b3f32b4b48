import { exp, POLICY_EXISTS_REPLACE, POLICY_GEN_IGNORE, POLICY_KEY_DIGEST } from '@aeroform/core';
import {
  AfterLoad,
  AfterSave,
  Bin,
  Embedded,
  Entity,
  EntityNotFoundError,
  FilteredOutError,
  Id,
  MappingError,
  OptimisticLockError,
  OptionError,
  ParallelSaveError,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { Address, entities, freshId, freshNumber, Note, Order } from './order.js';

/** An entity whose hook fills in what is missing. */
@Entity({ set: 'orm_card' })
class Card {
  @Id() id!: string;
  @Bin({ type: 'string' }) title?: string | null;
  @Bin({ type: 'string' }) label?: string | null;
  @Embedded(() => Address, { as: 'bins', prefix: 'w_' }) work?: Address;

  @AfterLoad() loaded(): void {
    this.label ??= 'none';
  }
}

/** A hook saves it again and again. */
@Entity({ set: 'orm_chain' })
class Chain {
  @Id() id!: string;
  @Bin({ type: 'int' }) left!: number;

  @AfterSave() async saved(): Promise<void> {
    if (this.left === 0) return;
    this.left -= 1;
    await again(this);
  }
}

let again: (chain: Chain) => Promise<unknown>;

eachServer({ entities: [...entities, Card, Chain] }, (running) => {
  const orders = () => running().dataSource.getRepository(Order);
  const notes = () => running().dataSource.getRepository(Note);
  const cards = () => running().dataSource.getRepository(Card);
  const chains = () => running().dataSource.getRepository(Chain);
  const client = () => running().dataSource.client;
  const noteBins = async (id: number) => (await client().get(['test', 'orm_note', id])).bins;
  const cardBins = async (id: string) => (await client().get(['test', 'orm_card', id])).bins;

  async function partial(id: string): Promise<Card> {
    return (await cards().findByIdOrFail(id, { select: ['title'] })) as Card;
  }

  describe('a property that was not selected', () => {
    test('is written when it is given a value', async () => {
      const id = freshNumber();
      await notes().insert({ id, text: 'a', count: 1 });
      const note = (await notes().findByIdOrFail(id, { select: ['text'] })) as Note;
      note.count = 2;
      expect(notes().changed(note)).toEqual(['count']);
      await notes().save(note);
      expect(await noteBins(id)).toEqual({ text: 'a', count: 2 });
      expect(notes().changed(note)).toEqual([]);
      delete note.count;
      await notes().save(note);
      expect(await noteBins(id)).toEqual({ text: 'a' });
    });

    test('is removed when it is set to null, and kept when it is left alone', async () => {
      const id = freshNumber();
      await notes().insert({ id, text: 'a', count: 1 });
      const note = (await notes().findByIdOrFail(id, { select: ['count'] })) as Note;
      note.count = 2;
      await notes().save(note);
      expect(await noteBins(id)).toEqual({ text: 'a', count: 2 });
      note.text = null;
      await notes().save(note);
      expect(await noteBins(id)).toEqual({ count: 2 });
    });

    test('is replaced with all its bins', async () => {
      const id = freshId();
      const work = Object.assign(new Address(), { city: 'Rome', postalCode: '00100' });
      await cards().insert({ id, title: 'a', work });
      const card = await partial(id);
      card.work = Object.assign(new Address(), { city: 'Oslo' });
      await cards().save(card);
      expect(await cardBins(id)).toEqual({ title: 'a', w_city: 'Oslo' });
    });

    test('is not overwritten by what a hook made of its absence', async () => {
      const id = freshId();
      await cards().insert({ id, title: 'a', label: 'mine' });
      const card = await partial(id);
      expect(card.label).toBe('none');
      card.title = 'b';
      await cards().save(card);
      expect(await cardBins(id)).toEqual({ title: 'b', label: 'mine' });
      card.label = 'yours';
      await cards().save(card);
      expect(await cardBins(id)).toEqual({ title: 'b', label: 'yours' });
    });

    test('is read by reload and kept up to date by operate once it has a value', async () => {
      const id = freshId();
      await orders().insert({ id, status: 'new', total: 1 });
      const order = (await orders().findByIdOrFail(id, { select: ['status'] })) as Order;
      order.total = 7;
      await orders().operate(order, (r) => ({ total: r.total.set(8) }));
      expect(order.total).toBe(8);
      expect(orders().changed(order)).toEqual([]);
      order.total = 9;
      await orders().reload(order);
      expect(order.total).toBe(8);
      expect(order.weight).toBeUndefined();
    });
  });

  describe('a condition', () => {
    const when = () => exp.eq(exp.intBin('count'), exp.intVal(1));

    test('is refused where the write may make the record', async () => {
      const id = freshNumber();
      const options = {
        when: (f: { count: { eq(n: number): unknown } }) => f.count.eq(1),
      } as never;
      const note = notes().create({ id, count: 5 });
      const order = orders().create({ id: freshId(), status: 'new' });
      const refused = [
        [notes().insert(note, options), 'insert'],
        [notes().save(note, options), 'save'],
        [orders().save(order, { when: (f) => f.total.eq(1) }), 'save'],
        [notes().upsert(note, options), 'upsert'],
        [notes().saveMany([note], options), 'saveMany'],
        [notes().insertMany([note], options), 'insertMany'],
      ] as const;
      for (const [call, verb] of refused) {
        await expect(call).rejects.toMatchObject({
          name: 'OptionError',
          option: 'when',
          message: expect.stringContaining(`so ${verb}() would ignore it; `) as string,
        });
      }
      expect(await notes().exists(id)).toBe(false);
    });

    test('is refused there as the filter expression of the policy too', async () => {
      const id = freshNumber();
      const policy = { filterExpression: when() };
      const note = notes().create({ id, count: 5 });
      await expect(notes().insert(note, { policy })).rejects.toThrow(/^policy\.filterExpression: /);
      await expect(notes().upsert(note, { policy })).rejects.toThrow(/^policy\.filterExpression: /);
      await expect(notes().saveMany([note], { policy })).rejects.toThrow(OptionError);
      expect(await notes().exists(id)).toBe(false);
    });

    test('keeps operate from making a record', async () => {
      const id = freshNumber();
      const add = () =>
        notes().operate(id, (r) => ({ n: r.count.inc() }), { when: (f) => f.count.eq(1) });
      await expect(add()).rejects.toThrow(EntityNotFoundError);
      expect(await notes().exists(id)).toBe(false);
      await notes().operate(id, (r) => ({ n: r.count.inc() }));
      expect(await add()).toEqual({ n: 2 });
      await expect(add()).rejects.toThrow(FilteredOutError);
    });
  });

  test('a policy says nothing that the mapper decides', async () => {
    const id = freshNumber();
    const note = await notes().insert({ id, text: 'a' });
    note.text = 'b';
    const save = (policy: object) => notes().save(note, { policy });
    await expect(save({ exists: POLICY_EXISTS_REPLACE })).rejects.toThrow(
      'policy.exists: is not for save(): the verb decides it; use insert(), update(), replace(), upsert() or save()',
    );
    await expect(save({ ttl: 5 })).rejects.toThrow(/^policy\.ttl: .*use the option ttl$/);
    await expect(save({ gen: POLICY_GEN_IGNORE })).rejects.toThrow(/use the option ifVersion$/);
    await expect(save({ key: POLICY_KEY_DIGEST })).rejects.toThrow(/sendKey of @Entity/);
    await expect(save({ durableDelete: true })).rejects.toThrow(/use the option durableDelete$/);
    const ttl = { policy: { ttl: 5 } } as object;
    const calls = [
      notes().insert(notes().create({ id: freshNumber(), text: 'x' }), ttl),
      notes().update(id, { text: 'b' }, ttl),
      notes().upsert({ id, text: 'b' }, ttl),
      notes().replace(note, ttl),
      notes().operate(id, (r) => ({ n: r.count.inc() }), ttl),
      notes().mutate(id, () => undefined, ttl),
      notes().saveMany([note], ttl),
      notes().removeByIds([id], ttl),
      notes().removeById(id, ttl),
      notes().touch(id, 7, ttl),
    ];
    for (const call of calls) await expect(call).rejects.toThrow(/^policy\.ttl: is not for /);
    expect(await noteBins(id)).toEqual({ text: 'a' });
    await notes().save(note, { policy: { totalTimeout: 5000, maxRetries: 0 } });
    expect(await noteBins(id)).toEqual({ text: 'b' });
  });

  test('a version that is named is compared, although nothing changed', async () => {
    const { id } = await notes().insert({ id: freshNumber(), text: 'a' });
    const note = await notes().findByIdOrFail(id);
    const wrong = notes().save(note, { ifVersion: 999 });
    await expect(wrong).rejects.toMatchObject({ reason: 'generation', expected: 999 });
    await notes().save(note, { ifVersion: 1 });
    await expect(notes().save(note, { ifVersion: 1 })).rejects.toThrow(OptimisticLockError);
    // mutate() compares only what it writes.
    await notes().mutate(id, () => undefined);
    const { meta } = await client().get(['test', 'orm_note', id]);
    expect(meta.gen).toBe(2);
  });

  test('a frozen entity is refused before it is written, where it could not get its version', async () => {
    const order = Object.freeze(orders().create({ id: freshId(), status: 'new' }));
    const frozen = /^Order: \w+\(\) brings the entity up to date.*frozen; give it a copy$/;
    await expect(orders().save(order)).rejects.toThrow(frozen);
    await expect(orders().insert(order)).rejects.toThrow(frozen);
    await expect(orders().saveMany([order])).rejects.toThrow(frozen);
    await expect(orders().upsert(order)).rejects.toThrow(frozen);
    await expect(orders().operate(order, (r) => ({ n: r.total.inc() }))).rejects.toThrow(frozen);
    expect(await orders().exists(order.id)).toBe(false);
    const note = Object.freeze(notes().create({ id: freshNumber(), text: 'a' }));
    await notes().save(note);
    expect(await noteBins(note.id)).toEqual({ text: 'a' });
  });

  test('a policy that is no object is refused', async () => {
    for (const policy of [null, 'fast', []]) {
      const options = { policy } as never;
      const problem = /^policy: must be an object; got /;
      await expect(notes().findById(freshNumber(), options)).rejects.toThrow(problem);
      await expect(notes().saveMany([], options)).rejects.toThrow(problem);
      expect(() =>
        notes()
          .query()
          .policy(policy as never),
      ).toThrow(problem);
    }
  });

  test('insert refuses a version, which a new record cannot have', async () => {
    await expect(
      notes().insert({ id: freshNumber(), text: 'a' }, { ifVersion: 3 }),
    ).rejects.toThrow('ifVersion: names the version of a record that insert() makes: leave it out');
  });

  test('operate refuses undefined as a value', async () => {
    const id = freshId();
    await orders().insert({ id, status: 'new', total: 1, counters: new Map([['a', 1]]) });
    const nothing = undefined as never;
    const attempts = [
      orders().operate(id, (r) => ({ x: r.total.set(nothing) })),
      orders().operate(id, (r) => ({ x: r.counters.put('a', nothing) })),
      orders().operate(id, (r) => ({ x: r.counters.putAll({ a: nothing }) })),
      orders().operate(id, (r) => ({ x: r.recent.push(nothing) })),
      orders().operate(id, (r) => ({ x: r.ship.city.set(nothing) })),
    ];
    for (const attempt of attempts) {
      await expect(attempt).rejects.toThrow(/given undefined as its value; use unset\(\)/);
    }
    expect(await orders().findByIdOrFail(id)).toMatchObject({ total: 1, version: 1 });
    await orders().operate(id, (r) => ({ x: r.total.unset() }));
    expect((await orders().findByIdOrFail(id)).total).toBeUndefined();
  });

  test('a record does not go because its last bin is removed', async () => {
    const id = freshNumber();
    await notes().insert({ id, text: 'a', count: 1 });
    const all = { text: null, count: null } as object;
    const error = /would remove every bin.*use remove\(\) or removeById\(\)/;
    await expect(notes().update(id, all)).rejects.toThrow(MappingError);
    await expect(notes().update(id, all)).rejects.toThrow(error);
    await expect(notes().upsert({ id, ...all })).rejects.toThrow(error);
    const note = await notes().findByIdOrFail(id);
    Object.assign(note, all);
    await expect(notes().save(note)).rejects.toThrow(error);
    await expect(notes().saveMany([note])).rejects.toThrow(error);
    expect(await noteBins(id)).toEqual({ text: 'a', count: 1 });
    await notes().update(id, { text: null });
    const last = await notes().findByIdOrFail(id);
    delete last.count;
    await expect(notes().save(last)).rejects.toThrow(error);
    expect(await noteBins(id)).toEqual({ count: 1 });
  });

  beforeAll(() => {
    again = (chain) => chains().save(chain);
  });

  describe('saves of one entity at the same time', () => {
    test('are refused, and the first is carried out', async () => {
      const order = await orders().insert(orders().create({ id: freshId(), status: 'new' }));
      order.total = 5;
      const first = orders().save(order);
      const writes = [
        () => orders().save(order),
        () => orders().replace(order),
        async () => (await orders().saveMany([order])).throwIfFailed(),
      ];
      for (const write of writes) {
        await expect(write()).rejects.toThrow(ParallelSaveError);
        await expect(write()).rejects.toMatchObject({ code: 'ORM_PARALLEL_SAVE', id: order.id });
      }
      expect(await first).toBe(order);
      order.total = 6;
      await orders().save(order);
      expect(await orders().findByIdOrFail(order.id)).toMatchObject({ total: 6, version: 3 });
    });

    test('are refused of a new entity, and allowed after one that failed', async () => {
      const id = freshId();
      await orders().insert(orders().create({ id, status: 'new' }));
      const again = orders().create({ id, status: 'new' });
      const failing = orders().save(again);
      await expect(orders().save(again)).rejects.toThrow(ParallelSaveError);
      await expect(failing).rejects.toThrow(OptimisticLockError);
      await expect(orders().save(again)).rejects.toThrow(OptimisticLockError);
    });

    test('may begin in a hook that runs after a save', async () => {
      const [saved, twice] = await Promise.all([
        chains().insert({ id: freshId(), left: 2 }),
        chains().save(chains().create({ id: freshId(), left: 0 })),
      ]);
      expect([saved.left, twice.left]).toEqual([0, 0]);
      expect(await chains().findByIdOrFail(saved.id)).toMatchObject({ left: 0 });
    });
  });

  describe('mutate', () => {
    test('refuses a copy of the entity, or properties, in place of a change', async () => {
      const id = freshNumber();
      await notes().insert({ id, text: 'a', count: 1 });
      const wrong: ((note: Note) => unknown)[] = [
        ({ id: noteId, text }) => ({ id: noteId, text, count: 5 }),
        (note) => Promise.resolve(Object.assign(new Note(), note, { count: 5 })),
        () => ({ count: 5 }),
      ];
      for (const change of wrong) {
        await expect(notes().mutate(id, change as () => void)).rejects.toThrow(
          /mutate\(\) saves what its function changes/,
        );
      }
      expect(await noteBins(id)).toEqual({ text: 'a', count: 1 });
    });

    test('ignores other results of its function', async () => {
      const id = freshId();
      await orders().insert(orders().create({ id, status: 'new' }));
      const fine: ((order: Order) => unknown)[] = [
        (order) => (order.total = 2),
        (order) => Object.assign(order, { total: 3 }),
        (order) => Promise.resolve((order.total = 4)),
        (order) => {
          order.total = 5;
          return { total: 1 };
        },
        () => ({ rows: 1 }),
      ];
      for (const change of fine) await orders().mutate(id, change as () => void);
      expect(await orders().findByIdOrFail(id)).toMatchObject({ total: 5 });
    });

    test('uses its policy for the read as well', async () => {
      const id = freshNumber();
      await notes().insert({ id, count: 0 });
      const signal = AbortSignal.abort();
      const change = jest.fn();
      await expect(notes().mutate(id, change, { policy: { signal } })).rejects.toThrow();
      expect(change).not.toHaveBeenCalled();
      const get = jest.spyOn(client(), 'get');
      const policy = { totalTimeout: 4321, maxRetries: 1 };
      await notes().mutate(id, (note) => void (note.count = 1), { policy });
      expect(get.mock.calls.map((call) => call[1])).toEqual([policy]);
      get.mockRestore();
    });

    test('takes the filter expression of its policy as a condition of the write', async () => {
      const id = freshNumber();
      await notes().insert({ id, count: 0 });
      const change = jest.fn((note: Note) => void (note.count = 2));
      const policy = { filterExpression: exp.eq(exp.intBin('count'), exp.intVal(1)) };
      await expect(notes().mutate(id, change, { policy })).rejects.toThrow(FilteredOutError);
      expect(change).toHaveBeenCalledTimes(1);
      await notes().update(id, { count: 1 });
      expect((await notes().mutate(id, change, { policy })).count).toBe(2);
    });

    test('that is aborted between attempts rejects as an aborted read does', async () => {
      const id = freshNumber();
      await notes().insert({ id, count: 0 });
      const controller = new AbortController();
      const { signal } = controller;
      const longest = jest.spyOn(Math, 'random').mockReturnValue(0.99);
      let attempt = 0;
      const aborted = notes().mutate(
        id,
        async (note) => {
          note.count = 1;
          await notes().update(id, { text: `t${attempt}` });
          // The pause after the sixth attempt lasts about 127 ms.
          if (++attempt === 6) setTimeout(() => controller.abort(), 50);
        },
        { signal },
      );
      await expect(aborted).rejects.toThrow();
      longest.mockRestore();
      expect(attempt).toBe(6);
      const read = await notes()
        .findById(id, { signal: AbortSignal.abort() })
        .catch((error: unknown) => error);
      await expect(aborted).rejects.toMatchObject({ name: (read as Error).name });
    });
  });
});
