import { eachServer } from '../integration/each-server.js';
import { Gadget, gadgetId } from './gadget.js';

eachServer({ entities: [Gadget] }, (running) => {
  const gadgets = () => running().dataSource.getRepository(Gadget);

  const someGadget = (draft: Parameters<ReturnType<typeof gadgets>['insert']>[0]) =>
    gadgets().insert(Object.assign(new Gadget(), { id: gadgetId() }, draft));

  test('values are computed by the server from others', async () => {
    const { id } = await someGadget({ price: 3, qty: 4, ratio: 1 });
    const result = await gadgets().operate(id, (r) => ({
      total: r.total.setExpr((f) => f.price.mul(f.qty)),
      read: r.total.get(),
      ratio: r.ratio.setExpr((f) => f.qty.add(1)),
      asDouble: r.ratio.get(),
      active: r.active.setExpr((f) => f.price.gt(2)),
      isActive: r.active.get(),
      kept: r.total.setExpr((f) => f.price, { only: 'create', noFail: true }),
      again: r.total.get(),
    }));
    expect(result).toMatchObject({ read: 12, asDouble: 5, isActive: true, again: 12 });
    await expect(
      gadgets().operate(id, (r) => ({ n: r.total.setExpr((f) => f.ratio) })),
    ).rejects.toThrow(
      'Gadget.total.setExpr: the expression is of type double, the property of int',
    );
    const unknown = gadgets().operate(id, (r) => ({ n: r.total.setExpr((f) => f.big as never) }));
    await expect(unknown).rejects.toThrow(/^Gadget\.total\.setExpr: /);
    const skipped = await gadgets().operate(id, (r) => ({
      n: r.total.setExpr((f) => f.big as never, { skipUnknown: true }),
      total: r.total.get(),
    }));
    expect(skipped.total).toBe(12);
  });

  test('values are set only where there is none yet, or one already', async () => {
    const { id } = await someGadget({ title: 'x' });
    const result = await gadgets().operate(id, (r) => ({
      kept: r.title.set('y', { only: 'create', noFail: true }),
      title: r.title.get(),
      not: r.price.set(1, { only: 'update', noFail: true }),
      price: r.price.get(),
      made: r.qty.set(2, { only: 'create' }),
      qty: r.qty.get(),
      entry: r.main.qty.set(1, { only: 'create', noFail: true }),
    }));
    expect(result).toMatchObject({ title: 'x', price: undefined, qty: 2 });
    const refused = gadgets().operate(id, (r) => ({ n: r.title.set('z', { only: 'create' }) }));
    await expect(refused).rejects.toMatchObject({
      code: 'BIN_EXISTS',
      message: expect.stringMatching(/^Gadget\.title\.set: /),
    });
  });

  test('operations have conditions of their own', async () => {
    const counters = new Map([['a', 1]]);
    const { id } = await someGadget({ qty: 3, price: 5, numbers: [1], counters, ratio: 1.5 });
    const result = await gadgets().operate(id, (r) => ({
      sold: r.$.when((f) => f.qty.gte(2), r.qty.dec(2)),
      again: r.$.when((f) => f.qty.gte(2), r.qty.dec(2)),
      left: r.qty.get(),
      pushed: r.$.when((f) => f.qty.eq(1), r.numbers.push(2, 3)),
      not: r.$.when((f) => f.qty.eq(7), r.numbers.push(9)),
      numbers: r.numbers.get(),
      put: r.$.when((f) => f.qty.eq(1), r.counters.put('b', 2)),
      inc: r.$.when((f) => f.qty.eq(1), r.counters.incKey('a', 5)),
      gone: r.$.when((f) => f.qty.eq(1), r.numbers.valueRange(2).remove()),
      rest: r.numbers.get(),
      counters: r.counters.get(),
      unset: r.$.when((f) => f.qty.eq(1), r.price.unset()),
      price: r.price.get(),
      absent: r.$.when((f) => f.big.eq(1n), r.total.set(1)),
      total: r.total.get(),
      made: r.$.when((f) => f.qty.eq(1), r.total.inc(4)),
      sum: r.total.get(),
      double: r.$.when((f) => f.qty.eq(1), r.ratio.inc(1)),
      ratio: r.ratio.get(),
      nowhere: r.$.when((f) => f.qty.eq(1), r.recent.push(1)),
    }));
    const capped = await someGadget({ recent: [1, 2, 3], qty: 1 });
    const recent = await gadgets().operate(capped.id, (r) => ({
      pushed: r.$.when((f) => f.recent.size().eq(3), r.recent.push(4, 5)),
      recent: r.recent.get(),
    }));
    expect(recent).toEqual({ pushed: true, recent: [3, 4, 5] });
    expect(result).toEqual({
      sold: true,
      again: false,
      left: 1,
      pushed: true,
      not: false,
      numbers: [1, 2, 3],
      put: true,
      inc: true,
      gone: true,
      rest: [1],
      counters: new Map([
        ['a', 6],
        ['b', 2],
      ]),
      unset: true,
      price: undefined,
      absent: false,
      total: undefined,
      made: true,
      sum: 4,
      double: true,
      ratio: 2.5,
      nowhere: false,
    });
    await expect(
      gadgets().operate(id, (r) => ({ n: r.$.when((f) => f.qty.eq(1), r.title.append('x')) })),
    ).rejects.toThrow(/^Gadget\.title\.append: the server has no expression for it/);
  });

  test('what the server refuses names the operation', async () => {
    const { id } = await someGadget({ title: 'x', numbers: [1] });
    await gadgets().operate(id, (r) => ({ n: r.title.set('text') }));
    const { client, namespace } = {
      client: running().dataSource.client,
      namespace: running().dataSource.options.namespace,
    };
    await client.put([namespace, 'orm_op_gadget', id], { counters: 5 });
    const one = gadgets().operate(id, (r) => ({ n: r.counters.put('a', 1) }));
    await expect(one).rejects.toMatchObject({
      code: 'BIN_TYPE',
      message: expect.stringMatching(/^Gadget\.counters\.put: /),
    });
    const two = gadgets().operate(id, (r) => ({ a: r.counters.size(), n: r.numbers.push(1) }));
    await expect(two).rejects.toThrow(/^one of Gadget\.counters\.size, Gadget\.numbers\.push: /);
  });

  test('writers do not outlive their call', async () => {
    const { id } = await someGadget({ qty: 1 });
    let kept: { inc(): unknown } | null = null;
    await gadgets().operate(id, (r) => {
      kept = r.qty;
      return { n: r.qty.inc() };
    });
    expect(() => kept!.inc()).toThrow(/^Gadget\.qty\.inc: operations are built while/);
  });

  test('an operation is returned under one name', async () => {
    const { id } = await someGadget({ qty: 1 });
    const twice = gadgets().operate(id, (r) => {
      const n = r.qty.inc();
      return { n, m: n };
    });
    await expect(twice).rejects.toThrow(/^Gadget\.qty\.inc: is returned twice/);
    expect((await gadgets().findByIdOrFail(id)).qty).toBe(1);
  });
});
