import {
  Bin,
  ChildEntity,
  DataSource,
  DeletedAt,
  Entity,
  Id,
  OptionError,
  type OrmPlugin,
  ScanForbiddenError,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_count' })
class Plain {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) name?: string;
}

@Entity({ set: 'orm_count_soft' })
class Soft {
  @Id() id!: string;
  @Bin({ type: 'int' }) n?: number;
  @DeletedAt() deletedAt?: Date;
}

@Entity({ set: 'orm_count_shape', discriminator: { bin: 'kind', value: 'any' } })
class Shape {
  @Id() id!: string;
  @Bin({ type: 'int' }) n?: number;
}

@ChildEntity('round')
class Round extends Shape {
  @Bin({ type: 'int' }) radius?: number;
}

const entities = [Plain, Soft, Shape, Round];

eachServer({ entities, scans: 'allow' }, (running) => {
  const of = () => running().dataSource;

  test('an approximate count is the one that the nodes keep of the set', async () => {
    const plain = of().getRepository(Plain);
    for (let i = 0; i < 3; i += 1) await plain.insert({ id: freshId(), name: 'a' });
    const approximate = await plain.count(undefined, { approximate: true });
    expect(approximate).toBe(await plain.count());
    expect(approximate).toBeGreaterThanOrEqual(3);
    const none = plain.scoped({ set: 'orm_count_none' });
    expect(await none.count(undefined, { approximate: true })).toBe(0);
  });

  test('an approximate count is refused where only some records of the set are meant', async () => {
    const approximate = { approximate: true };
    const { dataSource } = running();
    const counts = [
      dataSource.getRepository(Plain).count({ name: 'a' }, approximate),
      dataSource.getRepository(Soft).count(undefined, approximate),
      dataSource.getRepository(Round).count(undefined, approximate),
    ];
    const messages = [
      /leave the conditions out/,
      /Soft\.deletedAt marks some/,
      /Round shares its set/,
    ];
    for (const [at, count] of counts.entries()) {
      await expect(count).rejects.toThrow(OptionError);
      await expect(count).rejects.toThrow(messages[at]);
    }
    for (const whole of [dataSource.getRepository(Soft).withDeleted(), of().getRepository(Shape)]) {
      expect(await whole.count(undefined, approximate)).toBe(await whole.count());
    }
  });

  test('count, find and findOne are one operation each, with the plan of their query', async () => {
    const seen: string[] = [];
    const watch: OrmPlugin = {
      name: 'watch',
      onOperation: async (operation, next) => {
        const result = await next();
        seen.push(`${operation.verb} ${operation.access}`);
        return result;
      },
    };
    const dataSource = new DataSource({
      ...running().connection,
      namespace: 'test',
      entities: [Plain],
      scans: 'allow',
      plugins: [watch],
    });
    await dataSource.initialize();
    try {
      const plain = dataSource.getRepository(Plain);
      const where = { name: freshId() };
      await plain.count(where);
      await plain.find({ where, limit: 2 });
      await plain.findOne({ where });
      await plain.query().allowScan('test').where(where).all();
    } finally {
      await dataSource.destroy();
    }
    expect(seen).toEqual(['count scan', 'find scan', 'findOne scan', 'query.all scan']);
  });

  test('counting a whole set is a scan, which is allowed by the data source or the call only', async () => {
    const strict = await new DataSource({
      ...running().connection,
      namespace: 'test',
      entities: [Plain],
    }).initialize();
    try {
      const plain = strict.getRepository(Plain);
      await plain.insert({ id: freshId(), name: 'a' });
      const refused = plain.count();
      await expect(refused).rejects.toBeInstanceOf(ScanForbiddenError);
      const count = await plain.count(undefined, { allowScan: 'the nightly report' });
      expect(count).toBe(await of().getRepository(Plain).count());
      await expect(plain.count({ name: 'a' })).rejects.toBeInstanceOf(ScanForbiddenError);
      const own = freshId();
      await plain.insert({ id: freshId(), name: own });
      expect(await plain.count({ name: own }, { allowScan: 'test' })).toBe(1);
      await expect(plain.count(undefined, { allowScan: '' })).rejects.toThrow(/takes the reason/);
      await expect(plain.count(undefined, { scan: true } as object)).rejects.toThrow(
        /^scan: count\(\) takes policy, behavior, signal, allowScan, approximate$/,
      );
    } finally {
      await strict.destroy();
    }
  });

  test('an approximate count takes no options of queries', async () => {
    const plain = of().getRepository(Plain);
    const { signal } = new AbortController();
    const others = { policy: { totalTimeout: 5 }, behavior: 'x', signal, allowScan: 'test' };
    for (const [option, value] of Object.entries(others)) {
      const count = plain.count(undefined, { approximate: true, [option]: value });
      await expect(count).rejects.toThrow(
        new RegExp(`^${option}: is about a query, and count\\(\\{ approximate: true`),
      );
    }
  });

  test('a transaction of core in a policy is refused, with the way that works', async () => {
    const plain = of().getRepository(Plain);
    const policy = { txn: {} } as object;
    const message = /^policy\.txn: is not for calls of the mapper.*scoped\(\{ txn \}\)/;
    const calls = [
      plain.findById('a', { policy }),
      plain.findByIds(['a'], { policy }),
      plain.save(plain.create({ id: 'a' }), { policy }),
      plain.saveMany([], { policy }),
      plain.removeById('a', { policy }),
      plain.exists('a', { policy }),
      plain.mutate('a', () => undefined, { policy }),
    ];
    for (const call of calls) await expect(call).rejects.toThrow(message);
    expect(() => plain.query().policy(policy)).toThrow(message);
  });
});
