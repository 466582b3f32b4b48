import { exp } from '@aeroform/core';
import { BatchError } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { entities, freshId, freshNumber, Note, Order } from './order.js';

eachServer({ entities, batch: { chunk: 7, parallel: 2 } }, (running) => {
  const orders = () => running().dataSource.getRepository(Order);
  const notes = () => running().dataSource.getRepository(Note);
  const client = () => running().dataSource.client;

  const newOrders = (count: number) =>
    Array.from({ length: count }, (_, total) =>
      orders().create({ id: freshId(), status: 'new', total, scores: [2, 1] }),
    );

  test('many entities are saved in batches and get their versions', async () => {
    const entities = newOrders(40);
    const progress: number[] = [];
    const outcome = await orders().saveMany(entities, {
      onProgress: ({ done, total }) => progress.push(done, total),
    });
    expect(outcome.throwIfFailed()).toEqual(entities);
    expect(outcome.items.map(({ index, status }) => [index, status])).toEqual(
      entities.map((_, index) => [index, 'ok']),
    );
    expect(entities.every(({ version }) => version === 1)).toBe(true);
    expect(progress.at(-1)).toBe(40);
    expect(progress.filter((_, at) => at % 2 === 0)).toHaveLength(6);
    const found = await orders().findByIds(entities.map(({ id }) => id));
    expect(found.map((order) => order?.total)).toEqual(entities.map(({ total }) => total));
    expect(found[0]?.scores).toEqual([1, 2]);
  });

  test('only changed entities are written again', async () => {
    const entities = newOrders(3);
    await orders().saveMany(entities);
    entities[1]!.status = 'paid';
    const outcome = await orders().saveMany(entities);
    expect(outcome.failed).toEqual([]);
    expect(outcome.items).toHaveLength(3);
    expect(entities.map(({ version }) => version)).toEqual([1, 2, 1]);
  });

  test('one failure does not hide the others', async () => {
    const entities = newOrders(10);
    await orders().saveMany(entities);
    const [, second, third, fourth] = entities;
    await client().put(['test', 'orm_order', second!.id], { alien: 1 });
    await orders().removeById(third!.id);
    for (const order of entities) order.status = 'paid';
    fourth!.total = 500;
    const outcome = await orders().saveMany(entities, { when: (f) => f.total.lt(9) });
    expect(outcome.items.map(({ status }) => status)).toEqual([
      'ok',
      'failed',
      'not-found',
      ...Array.from({ length: 6 }, () => 'ok'),
      'filtered',
    ]);
    expect(outcome.items[1]!.error).toMatchObject({
      name: 'OptimisticLockError',
      reason: 'generation',
    });
    expect(outcome.items[2]!.error).toMatchObject({ reason: 'missing', id: third!.id });
    expect(outcome.items[9]!.error).toMatchObject({ name: 'FilteredOutError' });
    expect(outcome.ok).toHaveLength(7);
    expect(entities[0]!.version).toBe(2);
    expect(second!.version).toBe(1);
    expect(() => outcome.throwIfFailed()).toThrow(BatchError);
    expect(() => outcome.throwIfFailed()).toThrow(/^saveMany\(\): 3 of 10 records failed, first: /);
  });

  test('existing records are told when many are inserted', async () => {
    const id = freshNumber();
    await notes().insert({ id, text: 'there' });
    const outcome = await notes().insertMany([
      notes().create({ id: freshNumber(), text: 'new' }),
      notes().create({ id, text: 'again' }),
    ]);
    expect(outcome.items.map(({ status }) => status)).toEqual(['ok', 'failed']);
    expect(outcome.failed[0]?.error).toMatchObject({ name: 'EntityExistsError', id });
    expect((await notes().findById(id))?.text).toBe('there');
  });

  test('an entity given twice is written once', async () => {
    const [order] = newOrders(1);
    const outcome = await orders().saveMany([order!, order!]);
    expect(outcome.items.map(({ index, status }) => [index, status])).toEqual([
      [0, 'ok'],
      [1, 'ok'],
    ]);
    expect(order!.version).toBe(1);
  });

  test('a wrong entity stops everything before anything is sent', async () => {
    const entities = newOrders(3);
    entities[2]!.total = 0.5;
    await expect(orders().saveMany(entities)).rejects.toThrow(/^Order\.total: /);
    expect(await orders().exists(entities[0]!.id)).toBe(false);
  });

  test('after an abort the rest is not sent, and the outcome says so', async () => {
    const entities = newOrders(40);
    const controller = new AbortController();
    const outcome = await orders().saveMany(entities, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done >= 14) controller.abort(new Error('enough'));
      },
    });
    const { failed, ok } = outcome;
    expect(ok.length).toBeGreaterThanOrEqual(14);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.at(-1)).toMatchObject({ inDoubt: false, error: { message: 'enough' } });
    expect(await orders().exists(failed.at(-1)!.id as string)).toBe(false);
  });

  test('many records are removed, and missing ones are no failure', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((count) => notes().insert({ id: freshNumber(), count })),
    );
    const missing = freshNumber();
    const outcome = await notes().removeByIds([one!.id, missing, two!.id]);
    expect(outcome.throwIfFailed()).toEqual([true, false, true]);
    expect(await notes().exists(one!.id)).toBe(false);
  });

  test('a record that cannot be read fails alone, and filtered ones are as if not there', async () => {
    const stored = newOrders(3);
    (await orders().saveMany(stored)).throwIfFailed();
    const ids = [stored[0]!.id, freshId(), stored[1]!.id, stored[2]!.id];
    const filterExpression = exp.ne(exp.intBin('total'), exp.intVal(2));
    const filtered = await orders().findByIds(ids, { policy: { filterExpression } });
    expect(filtered.map((order) => order?.id ?? null)).toEqual([ids[0], null, ids[2], null]);
    await client().put(['test', 'orm_order', ids[2]!], { total: 'text' });
    const error = await orders()
      .findByIds(ids, { chunk: 2 })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'BatchError', code: 'ORM_BATCH', inDoubt: false });
    const { verb, items } = (error as BatchError).outcome;
    expect(verb).toBe('findByIds');
    expect(items).toMatchObject([
      { index: 0, id: ids[0], status: 'ok', value: { id: ids[0] } },
      { index: 1, id: ids[1], status: 'ok', value: null },
      { index: 2, id: ids[2], status: 'failed', error: { name: 'MappingError' } },
      { index: 3, id: ids[3], status: 'ok', value: { id: ids[3] } },
    ]);
    expect(await orders().existsMany(ids)).toEqual([true, false, true, true]);
  });
});
