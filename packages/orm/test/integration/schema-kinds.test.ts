import {
  Bin,
  ChildEntity,
  DataSource,
  Embedded,
  Entity,
  ExpressionIndex,
  Id,
  Index,
  ListBin,
  MetadataError,
  OptionError,
  OrmError,
  type Root,
  SchemaMismatchError,
  type SyncProgress,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

const set = `orm_kinds_${process.pid}`;

class Line {
  @Id({ type: 'string' }) sku!: string;
  @Bin({ type: 'int' }) qty!: number;
}

class Street {
  @Bin({ type: 'string' }) @Index() name!: string;
}

class Address {
  @Bin({ type: 'string' }) city!: string;
  @Embedded(() => Street, { as: 'list' }) street!: Street;
}

@Entity({ set, setIndex: true, discriminator: { bin: 'kind', value: 'plain' } })
@ExpressionIndex(`${set}_total`, 'numeric', (f: Root<Item>) => f.price.mul(f.qty))
class Item {
  @Id() id!: string;
  @Bin({ type: 'int' }) price!: number;
  @Bin({ type: 'int' }) qty!: number;
  @Embedded(() => Address) @Index({ path: 'city' }) home!: Address;
  @ListBin(() => Line, { as: 'map' }) @Index({ on: 'mapKeys' }) lines!: Line[];
}

@ChildEntity('book')
class Book extends Item {
  @Bin({ type: 'string' }) @Index() isbn!: string;
}

const names = [
  `${set}_home_city`,
  `${set}_lines_mapKeys`,
  `${set}_home_street_name`,
  `${set}_isbn`,
  `${set}_total`,
  `${set}_set`,
].sort();

const NOTHING = { create: [], drop: [], mismatched: [], renamed: [], building: [] };

eachServer({ entities: [Item], indexes: { sync: 'off' } }, (running) => {
  const source = (entities: NonNullable<DataSource['options']['entities']>) =>
    new DataSource({
      client: running().dataSource.client,
      namespace: running().dataSource.options.namespace,
      indexes: { sync: 'off' },
      entities,
    }).initialize();

  const namesOnServer = async (): Promise<string[]> => {
    const { client, options } = running().dataSource;
    const lists = await Promise.all([
      client.indexList(options.namespace),
      client.indexSetList(options.namespace),
    ]);
    return lists
      .flat()
      .filter((sindex) => sindex.set === set)
      .map(({ name }) => name)
      .sort();
  };

  const removeAll = async (): Promise<void> => {
    for (const name of await namesOnServer()) await running().dataSource.schema.dropIndex(name);
  };

  beforeEach(removeAll);
  afterAll(removeAll);

  test('indexes of every kind are created, once for a hierarchy, and then as declared', async () => {
    const { schema } = running().dataSource;
    expect([...(await schema.diff()).create].sort()).toEqual(names);
    const progress: SyncProgress[] = [];
    await schema.sync({ onProgress: (each) => progress.push(each) });
    expect(await namesOnServer()).toEqual(names);
    expect(await schema.diff()).toEqual(NOTHING);
    expect(await (await source([Item, Book])).schema.diff()).toEqual(NOTHING);
    expect(progress[0]).toMatchObject({ action: 'create', done: 0, total: names.length });
    expect(progress.at(-1)).toMatchObject({ loadPercent: 100, done: names.length });
  });

  test('queries are answered from the indexes that were created', async () => {
    const { dataSource } = running();
    await dataSource.schema.sync();
    const items = dataSource.getRepository(Item);
    const home = Object.assign(new Address(), { city: 'Bern' });
    const item = items.create({ id: 'a', price: 3, qty: 4, home, lines: [] });
    await items.save(item);
    const found = items.query().where((f) => f.home.city.eq('Bern'));
    expect((await found.all()).map(({ id }) => id)).toEqual(['a']);
    expect((await found.explain()).text).toContain(`${set}_home_city`);
    const total = items.query().where((f) => f.price.mul(f.qty).eq(12));
    expect((await total.explain()).text).toContain(`${set}_total`);
    expect(await total.count()).toBe(1);
    await items.removeById('a');
  });

  test('an index under another name is used as it is, and renamed only when told', async () => {
    const { dataSource } = running();
    const { client, schema, options } = dataSource;
    await client.indexStringCreate(options.namespace, set, 'isbn', `${set}_old`);
    await client.indexSetCreate(options.namespace, set, `${set}_whole`);
    const diff = await schema.sync();
    expect(diff.renamed).toEqual([{ name: `${set}_isbn`, actual: `${set}_old` }]);
    expect(diff.create).not.toContain(`${set}_isbn`);
    expect(diff.create).not.toContain(`${set}_set`);
    expect(diff.drop).toEqual([]);
    expect(await namesOnServer()).toContain(`${set}_old`);
    await schema.sync({ rename: true });
    expect(await namesOnServer()).toEqual(
      names.map((name) => (name === `${set}_set` ? `${set}_whole` : name)).sort(),
    );
    expect(await schema.diff()).toEqual(NOTHING);
  });

  test('a mismatch names both indexes, and nothing is created', async () => {
    const { client, schema, options } = running().dataSource;
    await client.indexIntegerCreate(options.namespace, set, 'price', `${set}_total`);
    await expect(schema.sync()).rejects.toThrow(SchemaMismatchError);
    await expect(schema.sync()).rejects.toThrow(
      /'orm_kinds_\d+_total' is declared as numeric default on .* expression .*, but is numeric default on .* bin price; .*schema\.dropIndex\(/,
    );
    expect(await namesOnServer()).toEqual([`${set}_total`]);
  });

  test('what is not declared is dropped only when told', async () => {
    const { client, schema, options } = running().dataSource;
    await client.indexIntegerCreate(options.namespace, set, 'price', `${set}_price`);
    expect((await schema.sync()).drop).toEqual([`${set}_price`]);
    expect((await schema.sync({ dryRun: true, drop: true })).drop).toEqual([`${set}_price`]);
    expect(await namesOnServer()).toContain(`${set}_price`);
    const progress: SyncProgress[] = [];
    await schema.sync({ drop: true, onProgress: (each) => progress.push(each) });
    expect(progress.map(({ action, done }) => [action, done])).toEqual([
      ['drop', 0],
      ['drop', 1],
    ]);
    expect(await namesOnServer()).toEqual(names);
  });

  test('an index is dropped by name, and one that is not there is told', async () => {
    const { schema } = running().dataSource;
    await schema.sync();
    expect(await schema.dropIndex(`${set}_isbn`)).toBe(true);
    expect(await schema.dropIndex(`${set}_isbn`)).toBe(false);
    expect((await schema.diff()).create).toEqual([`${set}_isbn`]);
  });

  test('an aborted sync creates nothing more, and one whose listener fails ends', async () => {
    const { schema } = running().dataSource;
    await expect(schema.sync({ signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
    const failing = schema.sync({
      onProgress: () => {
        throw new Error('no more');
      },
    });
    await expect(failing).rejects.toThrow('no more');
    expect(await namesOnServer()).toEqual([]);
  });

  test('a data source with sync drops what is not declared when it starts', async () => {
    const { client, options } = running().dataSource;
    const { namespace } = options;
    await client.indexIntegerCreate(namespace, set, 'price', `${set}_price`);
    const started = new DataSource({
      client,
      namespace,
      entities: [Item],
      indexes: { sync: 'sync' },
    });
    await started.initialize();
    expect(await namesOnServer()).toEqual(names);
    await started.destroy();
  });

  test('declarations that no server can hold are refused before anything is sent', async () => {
    @Entity(set)
    class Twice {
      @Id() id!: string;
      @Bin({ name: 'isbn', type: 'string' }) @Index({ name: `${set}_other` }) code!: string;
    }
    await expect(async () => source([Item, Twice])).rejects.toThrow(MetadataError);
    await expect(async () => source([Item, Twice])).rejects.toThrow(
      /'orm_kinds_\d+_other' is the same as 'orm_kinds_\d+_isbn' of Book\.isbn/,
    );
    @Entity(set)
    class Taken {
      @Id() id!: string;
      @Bin({ type: 'string' }) @Index({ name: `${set}_isbn` }) code!: string;
    }
    await expect(async () => source([Item, Taken])).rejects.toThrow(
      /index name 'orm_kinds_\d+_isbn' is also that of Book\.isbn, which is string default on .* bin isbn/,
    );
    @Entity({ set: 's'.repeat(60), setIndex: true })
    class Long {
      @Id() id!: string;
    }
    await expect(async () => source([Long])).rejects.toThrow(/has 64 bytes, the server allows 1/);
  });

  test('more indexes than a namespace holds are refused before one is created', async () => {
    const { client, options } = running().dataSource;
    const present = (await client.indexList(options.namespace)).length;
    class Many {
      id!: string;
    }
    Id()(Many.prototype, 'id');
    for (let i = 0; i < 257 - present; i++) {
      Object.defineProperty(Many.prototype, `b${i}`, { value: undefined, writable: true });
      Bin({ type: 'int' })(Many.prototype, `b${i}`);
      Index()(Many.prototype as never, `b${i}`);
    }
    Entity(set)(Many);
    const { schema } = await source([Many]);
    await expect(schema.sync()).rejects.toThrow(OrmError);
    await expect(schema.sync()).rejects.toThrow(/but a namespace holds 256/);
    expect(await namesOnServer()).toEqual([]);
  });

  test('a set is truncated, up to a time when one is given', async () => {
    const { dataSource } = running();
    const { schema } = dataSource;
    const items = dataSource.getRepository(Item);
    await items.insertMany(['a', 'b'].map((id) => items.create({ id, price: 1, qty: 1 })));
    await schema.truncate(Item, new Date(Date.now() - 3_600_000));
    expect(await items.existsMany(['a', 'b'])).toEqual([true, true]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await schema.truncate(Item);
    expect(await items.existsMany(['a', 'b'])).toEqual([false, false]);
    await expect(async () => schema.truncate(Item, 5 as never)).rejects.toThrow(OptionError);
  });

  test('unknown options are refused', async () => {
    const { schema } = running().dataSource;
    await expect(schema.sync({ force: true } as never)).rejects.toThrow(OptionError);
    await expect(schema.diff({ deep: true } as never)).rejects.toThrow(/there are signal/);
  });

  test('a time to live that the namespace does not serve is warned of when the source starts', async () => {
    @Entity({ set, ttl: 60 })
    class Brief {
      @Id() id!: string;
    }
    const { client, options } = running().dataSource;
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const starting = new DataSource({ client, namespace: options.namespace, entities: [Brief] });
    await starting.initialize();
    const [answer] = await client.infoAll(`namespace/${options.namespace}`);
    const period = /nsup-period=(\d+)/.exec(answer!.response)![1];
    const texts = warned.mock.calls.map(([text]) => String(text));
    warned.mockRestore();
    await starting.destroy();
    expect(texts.filter((text) => /Brief .* set nsup-period above 0/.test(text))).toHaveLength(
      period === '0' ? 1 : 0,
    );
  });
});
