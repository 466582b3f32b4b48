import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import {
  BatchError,
  Bin,
  DataSource,
  Entity,
  type EntitySubscriber,
  Id,
  MappingError,
  OptionError,
} from '../../src/index.js';
import { compileOperations } from '../../src/operate/compile-operations.js';
import { eachServer } from '../integration/each-server.js';
import { Gadget, gadgetId } from './gadget.js';

@Entity({ set: 'orm_op_numbered' })
class Numbered {
  @Id({ storeAsBin: 'pk' }) id!: string;
  @Bin({ type: 'int' }) n!: number;
}

eachServer({ entities: [Gadget, Numbered] }, (running) => {
  const gadgets = () => running().dataSource.getRepository(Gadget);

  async function someIds(count: number): Promise<string[]> {
    const made = Array.from({ length: count }, (_, qty) =>
      Object.assign(new Gadget(), { id: gadgetId(), qty, numbers: [qty] }),
    );
    const outcome = await gadgets().insertMany(made);
    return outcome.throwIfFailed().map(({ id }) => id);
  }

  test(
    'the same operations happen to the records of all ids, with results in order',
    unlessLimited('severalResultsOfBin', async () => {
      const ids = await someIds(7);
      const fresh = gadgetId();
      const outcome = await gadgets().operateMany(
        [...ids, fresh],
        (r) => ({
          before: r.qty.get(),
          qty: r.qty.inc(10),
          size: r.numbers.push(1, 2),
          first: r.numbers.at(0),
          twice: r.$.exp((f) => f.qty.mul(2)),
        }),
        { chunk: 3 },
      );
      const expected = ids.map((_, i) => ({
        before: i,
        qty: i + 10,
        size: 3,
        first: i,
        twice: (i + 10) * 2,
      }));
      const made = { before: undefined, qty: 10, size: 2, first: 1, twice: 20 };
      expect(outcome.throwIfFailed()).toEqual([...expected, made]);
      expect(outcome.items.map(({ id }) => id)).toEqual([...ids, fresh]);
      expect(outcome.ok.map(({ $version }) => $version)).toEqual([2, 2, 2, 2, 2, 2, 2, 1]);
      expect((await gadgets().findByIdOrFail(fresh)).updatedAt).toBeInstanceOf(Date);
    }),
  );

  test('some records fail while others succeed', async () => {
    const ids = await someIds(3);
    const { client, options } = running().dataSource;
    await client.put([options.namespace, 'orm_op_gadget', ids[1]!], { numbers: 'no list' });
    const outcome = await gadgets().operateMany(ids, (r) => ({ size: r.numbers.push(5) }));
    expect(outcome.items.map(({ status }) => status)).toEqual(['ok', 'failed', 'ok']);
    expect(outcome.items[1]!.error).toMatchObject({
      code: 'BIN_TYPE',
      message: expect.stringMatching(/^Gadget\.numbers\.push: /),
    });
    expect(() => outcome.throwIfFailed()).toThrow(BatchError);
  });

  test('a condition is checked for each record, and makes none', async () => {
    const ids = await someIds(2);
    const outcome = await gadgets().operateMany(
      [...ids, gadgetId()],
      (r) => ({ qty: r.qty.inc() }),
      { when: (f) => f.qty.gt(0) },
    );
    expect(outcome.items.map(({ status }) => status)).toEqual(['filtered', 'ok', 'not-found']);
    expect(outcome.ok).toEqual([{ qty: 2 }]);
  });

  test('records are read, too', async () => {
    const ids = await someIds(2);
    const outcome = await gadgets().operateMany([...ids, gadgetId()], (r) => ({
      size: r.numbers.size(),
    }));
    expect(outcome.items.map(({ status }) => status)).toEqual(['ok', 'ok', 'not-found']);
    expect(outcome.ok).toEqual([{ size: 1 }, { size: 1 }]);
  });

  test('operations without an answer do not move those of others', async () => {
    const ids = await someIds(2);
    const outcome = await gadgets().operateMany(ids, (r) => ({
      touched: r.$.touch(),
      title: r.title.set('t'),
      qty: r.qty.get(),
    }));
    expect(outcome.throwIfFailed().map(({ qty }) => qty)).toEqual([0, 1]);
  });

  test('no ids are no request', async () => {
    expect((await gadgets().operateMany([], (r) => ({ n: r.qty.inc() }))).items).toEqual([]);
    await expect(gadgets().operateMany('x' as never, (r) => ({ n: r.qty.inc() }))).rejects.toThrow(
      OptionError,
    );
  });

  test('no ids are no request where the id is a bin, too', async () => {
    const client = jest.spyOn(running().dataSource.client, 'batch');
    const outcome = await running()
      .dataSource.getRepository(Numbered)
      .operateMany([], (r) => ({ n: r.n.inc() }));
    expect(outcome.items).toEqual([]);
    expect(client).not.toHaveBeenCalled();
    client.mockRestore();
  });

  test('a subscriber that throws makes one item fail, and no other', async () => {
    const { connection, dataSource } = running();
    const ids = await someIds(3);
    const failure = new RangeError('not this one');
    const subscriber: EntitySubscriber = {
      listenTo: () => 'all',
      afterOperate({ id }) {
        if (id === ids[1]) throw failure;
      },
    };
    await using told = await new DataSource({
      ...connection,
      namespace: dataSource.options.namespace,
      entities: [Gadget],
      subscribers: [subscriber],
    }).initialize();
    const outcome = await told
      .getRepository(Gadget)
      .operateMany(ids, (r) => ({ qty: r.qty.inc(5) }));
    expect(outcome.items.map(({ status }) => status)).toEqual(['ok', 'failed', 'ok']);
    expect(outcome.items[1]).toMatchObject({ id: ids[1], error: failure, inDoubt: false });
    expect(outcome.ok).toEqual([{ qty: 5 }, { qty: 7 }]);
  });

  test('operations of a background job write only', async () => {
    const { metadata } = gadgets();
    const compiled = compileOperations<Gadget>({ metadata }, (r) => ({
      qty: r.qty.inc(),
      recent: r.recent.push(1),
      sold: r.$.when((f) => f.qty.gt(1), r.total.set(3)),
    }));
    expect(compiled.map((each) => ('name' in each ? each.name : each.operator))).toEqual([
      5,
      'appendItems',
      'trim',
      'write',
      2,
    ]);
    expect(() => compileOperations<Gadget>({ metadata }, (r) => ({ n: r.numbers.size() }))).toThrow(
      MappingError,
    );
    expect(() => compileOperations<Gadget>({ metadata }, (r) => ({ n: r.numbers.size() }))).toThrow(
      /^Gadget\.numbers\.size: reads, but a background job answers nothing/,
    );
  });
});
