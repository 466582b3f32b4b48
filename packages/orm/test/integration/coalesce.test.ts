import { createClient } from '@aeroform/core';
import { DRIVER } from '../../../../test/support/driver-under-test.js';
import { DataSource } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { entities, freshId, freshNumber, Note, Order } from './order.js';

eachServer({ entities, coalesce: { maxSize: 4 } }, (running) => {
  const orders = () => running().dataSource.getRepository(Order);
  const notes = () => running().dataSource.getRepository(Note);

  /** How many commands of a kind the client sends meanwhile. */
  async function counted<R>(
    call: () => Promise<R>,
  ): Promise<[R, { reads: number; batches: number }]> {
    const { client } = running().dataSource;
    const get = jest.spyOn(client, 'get');
    const batch = jest.spyOn(client, 'batchRead');
    try {
      const result = await call();
      return [result, { reads: get.mock.calls.length, batches: batch.mock.calls.length }];
    } finally {
      get.mockRestore();
      batch.mockRestore();
    }
  }

  test('reads of one tick go as one batch, and each caller gets its own', async () => {
    const stored = await notes().insert({ id: freshNumber(), text: 'a' });
    const [[found, missing, again], sent] = await counted(() =>
      Promise.all([
        notes().findById(stored.id),
        notes().findById(freshNumber()),
        notes().findById(stored.id),
      ]),
    );
    expect(sent).toEqual({ reads: 0, batches: 1 });
    expect(found).toMatchObject({ text: 'a' });
    expect(missing).toBeNull();
    expect(again).toMatchObject({ text: 'a' });
    expect(again).not.toBe(found);
  });

  test('callers that want the same record share nothing that can be changed', async () => {
    const given = orders().create({
      id: freshId(),
      status: 'new',
      scores: [3, 1],
      blob: Buffer.from('abc'),
      extra: { a: [1] },
      lines: [{ sku: 's', qty: 1 }],
      counters: new Map([['x', 1]]),
      ship: { city: 'Graz', notes: ['n'] },
    });
    await orders().insert(given);
    const [one, two] = await Promise.all([1, 2].map(() => orders().findByIdOrFail(given.id)));
    one!.blob![0] = 0;
    one!.scores!.push(9);
    one!.extra!.a.push(2);
    one!.lines[0]!.qty = 7;
    one!.counters!.set('y', 2);
    one!.ship!.notes!.push('m');
    expect(two).toMatchObject({
      scores: [1, 3],
      blob: Buffer.from('abc'),
      extra: { a: [1] },
      lines: [{ qty: 1 }],
      counters: new Map([['x', 1]]),
      ship: { notes: ['n'] },
    });
    expect(orders().changed(two!)).toEqual([]);
    two!.total = 5;
    await orders().save(two!);
    await expect(orders().save(one!)).rejects.toMatchObject({ name: 'OptimisticLockError' });
  });

  test('other bins, other policies and bounds make other batches', async () => {
    const stored = await Promise.all(
      Array.from({ length: 5 }, () => notes().insert({ id: freshNumber(), text: 'a', count: 1 })),
    );
    const ids = stored.map(({ id }) => id);
    const bounded = await counted(() => Promise.all(ids.map((id) => notes().findById(id))));
    expect(bounded[1]).toEqual({ reads: 0, batches: 2 });
    const [[part, whole], mixed] = await counted(() =>
      Promise.all([notes().findById(ids[0]!, { select: ['text'] }), notes().findById(ids[0]!)]),
    );
    expect(mixed).toEqual({ reads: 0, batches: 2 });
    expect([part!.text, Object.hasOwn(part!, 'count'), whole!.count]).toEqual(['a', false, 1]);
    const own = await counted(() =>
      Promise.all([
        notes().findById(ids[0]!, { policy: { totalTimeout: 5000 } }),
        notes().findById(ids[1]!),
        notes()
          .scoped({ policy: { totalTimeout: 4000 } })
          .findById(ids[2]!),
        notes().scoped({ coalesce: false }).findById(ids[3]!),
      ]),
    );
    expect(own[1]).toEqual({ reads: 2, batches: 2 });
  });

  test('classes of one data source share a batch', async () => {
    const note = await notes().insert({ id: freshNumber(), text: 'a' });
    const order = await orders().insert({ id: freshId(), status: 'new' });
    const [found, sent] = await counted(() =>
      Promise.all([notes().findById(note.id), orders().findById(order.id)]),
    );
    expect(sent.batches).toBe(1);
    expect(found).toMatchObject([{ text: 'a' }, { status: 'new' }]);
  });

  test('an abort of one caller does not touch the others', async () => {
    const stored = await notes().insert({ id: freshNumber(), text: 'a' });
    const controller = new AbortController();
    const aborted = notes().findById(stored.id, { signal: controller.signal });
    const early = notes().findById(stored.id, { signal: AbortSignal.abort() });
    const other = notes().findById(stored.id, { signal: new AbortController().signal });
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } });
    await expect(early).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await other).toMatchObject({ text: 'a' });
  });

  test('a failure is that of each caller, with its own id', async () => {
    const client = createClient({ hosts: running().hosts, driver: DRIVER });
    await client.connect();
    const dataSource = new DataSource({ client, namespace: 'test', coalesce: true });
    await dataSource.initialize();
    const repository = dataSource.getRepository(Note);
    const stored = await repository.insert({ id: freshNumber(), text: 'a' });
    const broken = await orders().insert({ id: freshId(), status: 'new' });
    await client.put(['test', 'orm_order', broken.id], { total: 'text' });
    const results = await Promise.allSettled([
      repository.findById(stored.id),
      dataSource.getRepository(Order).findById(broken.id),
      repository.findById('x' as never),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ id: broken.id });
    await dataSource.destroy();
    await client.close();
  });
});
