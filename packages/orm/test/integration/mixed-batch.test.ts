import { BatchError, OptionError } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { entities, freshId, freshNumber, Note, Order } from './order.js';

eachServer({ entities, batch: { chunk: 3, parallel: 2 } }, (running) => {
  const dataSource = () => running().dataSource;
  const orders = () => dataSource().getRepository(Order);
  const notes = () => dataSource().getRepository(Note);
  const order = () => orders().create({ id: freshId(), status: 'new', total: 1 });
  const note = () => notes().create({ id: freshNumber(), text: 'a', count: 1 });

  test('calls on several classes are sent together, with results in their order', async () => {
    const [stored, other] = await Promise.all([orders().insert(order()), notes().insert(note())]);
    const [fresh, gone] = [order(), freshNumber()];
    stored.total = 2;
    const outcome = await dataSource()
      .batch()
      .save(stored)
      .insert(fresh)
      .read(Note, other.id)
      .read(Note, gone)
      .exists(Order, stored.id)
      .exists(Note, gone)
      .operate(Note, freshNumber(), (r) => ({ sum: r.count.inc(5) }))
      .removeById(Note, gone)
      .read(Order, stored.id, { select: ['status'] })
      .run();
    expect(outcome.items.map(({ status }) => status)).toEqual(Array(9).fill('ok'));
    const [saved, inserted, read, missing, there, absent, operated, removed, part] = outcome.items;
    expect(saved.value).toBe(stored);
    expect(stored.version).toBe(2);
    expect(inserted.value?.version).toBe(1);
    expect(read.value).toMatchObject({ id: other.id, text: 'a' });
    expect(missing.value).toBeNull();
    expect([there.value, absent.value, removed.value]).toEqual([true, false, false]);
    expect(operated.value?.sum).toBe(5);
    expect(operated.value?.$version).toBe(1);
    expect(part.value).toMatchObject({ status: 'new' });
    expect(orders().changed(stored)).toEqual([]);
    expect(await orders().exists(fresh.id)).toBe(true);
  });

  test('one failure does not hide the others', async () => {
    const [first, second] = await Promise.all([orders().insert(order()), orders().insert(order())]);
    await orders().update(first.id, { total: 9 });
    first.status = 'paid';
    second.status = 'paid';
    const outcome = await dataSource()
      .batch()
      .save(first)
      .save(second)
      .insert(orders().create({ id: second.id, status: 'new' }))
      .run();
    expect(outcome.items.map(({ status }) => status)).toEqual(['failed', 'ok', 'failed']);
    expect(outcome.items[0].error).toMatchObject({ name: 'OptimisticLockError', id: first.id });
    expect(outcome.items[2].error).toMatchObject({ name: 'EntityExistsError' });
    expect(() => outcome.throwIfFailed()).toThrow(BatchError);
    expect(second.version).toBe(2);
  });

  test('a wrong call stops everything before anything is sent', async () => {
    const [right, wrong] = [order(), order()];
    wrong.total = 0.5;
    const batch = dataSource().batch().save(right).save(wrong);
    await expect(batch.run()).rejects.toMatchObject({ entity: 'Order', id: wrong.id });
    expect(await orders().exists(right.id)).toBe(false);
    expect(() => dataSource().batch().save(right).save(right)).toThrow(OptionError);
    expect(() =>
      dataSource()
        .batch()
        .save({} as Order),
    ).toThrow(/takes an entity/);
    expect(() =>
      dataSource()
        .batch()
        .save(right, { policy: {} } as object),
    ).toThrow(/^policy: /);
    expect((await dataSource().batch().run()).items).toEqual([]);
  });

  test('entities are removed under their versions', async () => {
    const [stale, fresh, unsaved] = [
      await orders().insert(order()),
      await orders().insert(order()),
      order(),
    ];
    await orders().update(stale.id, { total: 5 });
    const outcome = await orders().removeMany([stale, fresh, fresh, unsaved]);
    expect(outcome.items.map(({ status, value }) => [status, value])).toEqual([
      ['failed', undefined],
      ['ok', true],
      ['ok', true],
      ['ok', false],
    ]);
    expect(outcome.items[0]!.error).toMatchObject({ name: 'OptimisticLockError' });
    expect(orders().isLoaded(fresh)).toBe(false);
    expect(await orders().existsMany([stale.id, fresh.id, stale.id])).toEqual([true, false, true]);
    const any = await orders().removeMany([stale], { ifVersion: 'any' });
    expect(any.throwIfFailed()).toEqual([true]);
  });

  test('many ids are found in chunks, in order, with an entity for each time', async () => {
    const stored = await Promise.all(Array.from({ length: 7 }, () => notes().insert(note())));
    const ids = [...stored.map(({ id }) => id), stored[0]!.id, freshNumber()];
    const progress: number[] = [];
    const found = await notes().findByIds(ids, { onProgress: ({ done }) => progress.push(done) });
    expect(found.map((each) => each?.id)).toEqual([...ids.slice(0, -1), undefined]);
    expect(found[7]).not.toBe(found[0]);
    expect(progress).toEqual([3, 6, 9]);
    await expect(notes().findByIds(ids, { chunk: 0 })).rejects.toThrow(/^chunk: /);
  });

  test('an abort keeps the results so far', async () => {
    const stored = await Promise.all(Array.from({ length: 12 }, () => notes().insert(note())));
    const controller = new AbortController();
    const failing = notes().findByIds(
      stored.map(({ id }) => id),
      {
        signal: controller.signal,
        onProgress: ({ done }) => {
          if (done >= 6) controller.abort(new Error('enough'));
        },
      },
    );
    const error = await failing.then(
      () => null,
      (reason: BatchError) => reason,
    );
    expect(error).toBeInstanceOf(BatchError);
    expect(error!.outcome.ok.length).toBeGreaterThanOrEqual(6);
    expect(error!.outcome.failed.length).toBeGreaterThan(0);
    expect(error!.entity).toBe('Note');
  });

  test('a throw of the progress callback ends the sending, and the outcome says so', async () => {
    const many = Array.from({ length: 20 }, note);
    const outcome = await notes().saveMany(many, {
      onProgress: () => {
        throw new Error('full');
      },
    });
    expect(outcome.ok.length).toBeGreaterThan(0);
    expect(outcome.failed.length).toBeGreaterThan(0);
    expect(outcome.failed.at(-1)!.error).toMatchObject({ message: 'full' });
  });
});
