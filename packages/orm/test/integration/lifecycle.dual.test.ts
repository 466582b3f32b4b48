import {
  AfterInsert,
  AfterRemove,
  AfterSave,
  AfterSoftRemove,
  AfterUpdate,
  BeforeInsert,
  BeforeRemove,
  BeforeSave,
  BeforeSoftRemove,
  BeforeUpdate,
  Bin,
  DataSource,
  DeletedAt,
  Entity,
  type EntitySubscriber,
  Id,
  MappingError,
  OptionError,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

/** What happened, in order. */
const log: string[] = [];
let refusing: string | null = null;

async function note(what: string): Promise<void> {
  await Promise.resolve();
  log.push(what);
  if (refusing === what) throw new RangeError(`refused by ${what}`);
}

/** With a method for each moment. */
@Entity({ set: 'orm_hooked' })
class Watched {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'int' }) count?: number;
  @DeletedAt() deletedAt?: Date;

  @BeforeSave() bs(): Promise<void> {
    return note('beforeSave');
  }
  @AfterSave() as(): Promise<void> {
    return note('afterSave');
  }
  @BeforeInsert() bi(): Promise<void> {
    this.count ??= 1;
    return note('beforeInsert');
  }
  @AfterInsert() ai(): Promise<void> {
    return note(`afterInsert ${this.version ?? 0}`);
  }
  @BeforeUpdate() bu(): Promise<void> {
    this.count = (this.count ?? 0) + 1;
    return note('beforeUpdate');
  }
  @AfterUpdate() au(): Promise<void> {
    return note(`afterUpdate ${this.version ?? 0}`);
  }
  @BeforeRemove() br(): Promise<void> {
    return note('beforeRemove');
  }
  @AfterRemove() ar(): Promise<void> {
    return note('afterRemove');
  }
  @BeforeSoftRemove() bsr(): Promise<void> {
    return note('beforeSoftRemove');
  }
  @AfterSoftRemove() asr(): Promise<void> {
    return note('afterSoftRemove');
  }
}

@Entity({ set: 'orm_bare' })
class Bare {
  @Id() id!: string;
  @Bin({ type: 'int' }) count?: number;
}

/** Tells of everything that happens to one class. */
class Listener implements EntitySubscriber<Watched> {
  listenTo = () => Watched;
  afterLoad = ({ entity, version }: { entity: Watched; version: number }): void => {
    log.push(`+afterLoad ${entity.name ?? ''} ${version}`);
  };
  beforeInsert = ({ entity }: { entity: Watched }) => note(`+beforeInsert ${entity.count ?? 0}`);
  afterInsert = ({ version }: { version: number }) => note(`+afterInsert ${version}`);
  beforeUpdate = (event: { entity: unknown; changed: readonly string[] }) =>
    note(`+beforeUpdate ${event.entity === undefined ? 'id' : 'entity'} ${event.changed.join()}`);
  afterUpdate = ({ changed, version }: { changed: readonly string[]; version: number }) =>
    note(`+afterUpdate ${changed.join()} ${version}`);
  beforeRemove = ({ entity }: { entity: unknown }) =>
    note(`+beforeRemove ${entity === undefined ? 'id' : 'entity'}`);
  afterRemove = ({ existed }: { existed: boolean }) => note(`+afterRemove ${existed}`);
  afterOperate = ({ ops, version }: { ops: readonly string[]; version: number }) =>
    note(`+afterOperate ${ops.join()} ${version}`);
}

const everything: EntitySubscriber = {
  listenTo: () => 'all',
  beforeInsert: ({ entity }) => note(`all beforeInsert ${entity.constructor.name}`),
};

eachServer({ entities: [Watched, Bare], subscribers: [Listener, everything] }, (running) => {
  const watched = () => running().dataSource.getRepository(Watched);
  const client = () => running().dataSource.client;
  const has = async (id: string, set = 'orm_hooked') =>
    (await client().exists(['test', set, id])).meta !== null;

  beforeEach(() => {
    log.length = 0;
    refusing = null;
  });
  function happened(): string[] {
    return log.splice(0);
  }

  test('hooks, then subscribers are called around a write, in this order', async () => {
    const entity = watched().create({ id: freshId(), name: 'a' });
    await watched().save(entity);
    expect(happened()).toEqual([
      'beforeSave',
      'beforeInsert',
      '+beforeInsert 1',
      'all beforeInsert Watched',
      'afterInsert 1',
      'afterSave',
      '+afterInsert 1',
    ]);
    entity.name = 'b';
    await watched().save(entity);
    expect(happened()).toEqual([
      'beforeSave',
      'beforeUpdate',
      '+beforeUpdate entity name',
      'afterUpdate 2',
      'afterSave',
      '+afterUpdate name,count 2',
    ]);
    await watched().replace(entity);
    expect(happened()).toEqual([
      'beforeSave',
      'beforeUpdate',
      '+beforeUpdate entity ',
      'afterUpdate 3',
      'afterSave',
      '+afterUpdate name,count 3',
    ]);
    expect(await watched().remove(entity)).toBe(true);
    expect(happened()).toEqual([
      'beforeRemove',
      '+beforeRemove entity',
      'afterRemove',
      '+afterRemove true',
    ]);
    expect(await watched().remove(entity, { ifVersion: 'any' })).toBe(false);
    expect(happened()).toEqual(['beforeRemove', '+beforeRemove entity', '+afterRemove false']);
  });

  test('what a hook assigns is written', async () => {
    const entity = watched().create({ id: freshId(), name: 'a' });
    await watched().insert(entity);
    entity.name = 'b';
    await watched().save(entity);
    const { bins } = await client().get(['test', 'orm_hooked', entity.id]);
    expect(bins).toEqual({ name: 'b', count: 2 });
  });

  test('a save of nothing calls @BeforeSave only', async () => {
    const entity = await watched().insert({ id: freshId(), name: 'a' });
    happened();
    await watched().save(entity);
    expect(happened()).toEqual(['beforeSave']);
  });

  test.each([
    ['beforeSave', (id: string) => watched().save(watched().create({ id, name: 'a' }))],
    ['beforeInsert', (id: string) => watched().insert({ id, name: 'a' })],
    ['+beforeInsert 1', (id: string) => watched().insert({ id, name: 'a' })],
    [
      'beforeInsert',
      (id: string) =>
        watched().insertMany([
          watched().create({ id, name: 'a' }),
          watched().create({ id: freshId(), name: 'b' }),
        ]),
    ],
    [
      'beforeInsert',
      (id: string) =>
        running()
          .dataSource.batch()
          .save(watched().create({ id, name: 'a' }))
          .run(),
    ],
  ])('a %s that throws prevents the write', async (hook, write) => {
    const id = freshId();
    refusing = hook;
    await expect(write(id)).rejects.toThrow(`refused by ${hook}`);
    expect(await has(id)).toBe(false);
  });

  test.each(['beforeRemove', '+beforeRemove entity'])(
    'a %s that throws prevents the removal',
    async (hook) => {
      const entity = await watched().insert({ id: freshId(), name: 'a' });
      refusing = hook;
      await expect(watched().remove(entity)).rejects.toThrow(RangeError);
      await expect(watched().removeMany([entity])).rejects.toThrow(RangeError);
      expect(await has(entity.id)).toBe(true);
    },
  );

  test('what fails after a write fails the call; the entity is up to date', async () => {
    const entity = watched().create({ id: freshId(), name: 'a' });
    refusing = 'afterInsert 1';
    await expect(watched().insert(entity)).rejects.toThrow(RangeError);
    expect(entity.version).toBe(1);
    expect(watched().isLoaded(entity)).toBe(true);
    const other = watched().create({ id: freshId(), name: 'b' });
    const outcome = await watched().insertMany([other]);
    expect(outcome.items[0]).toMatchObject({ status: 'failed', inDoubt: false });
    expect(other.version).toBe(1);
  });

  test('batches call hooks and subscribers for each entity that was written', async () => {
    const [one, two] = [freshId(), freshId()].map((id) => watched().create({ id, name: id }));
    await watched().insert(watched().create({ id: two!.id, name: 'there' }));
    happened();
    const outcome = await watched().insertMany([one!, two!]);
    expect(outcome.items.map(({ status }) => status)).toEqual(['ok', 'failed']);
    expect(happened().filter((each) => each.startsWith('after'))).toEqual([
      'afterInsert 1',
      'afterSave',
    ]);
    await watched().removeByIds([one!.id, two!.id]);
    expect(happened()).toEqual([
      '+beforeRemove id',
      '+beforeRemove id',
      '+afterRemove true',
      '+afterRemove true',
    ]);
  });

  test('writes by id tell subscribers, and call no hooks', async () => {
    const id = freshId();
    await watched().upsert({ id, name: 'a' });
    await watched().update(id, { name: 'b' });
    expect(happened()).toEqual([
      '+beforeUpdate id name',
      '+afterUpdate name 1',
      '+beforeUpdate id name',
      '+afterUpdate name 2',
    ]);
    await watched().operate(id, (r) => ({ more: r.count.inc() }));
    await watched().operateMany([id], (r) => ({ again: r.count.inc() }));
    await running()
      .dataSource.batch()
      .operate(Watched, id, (r) => ({ last: r.count.inc() }))
      .run();
    expect(happened()).toEqual([
      '+afterOperate more 3',
      '+afterOperate again 4',
      '+afterOperate last 5',
    ]);
    await watched().removeById(id);
    expect(happened()).toEqual(['+beforeRemove id', '+afterRemove true']);
  });

  test('a softly removed entity calls its own hooks, and is an update to subscribers', async () => {
    const entity = await watched().insert({ id: freshId(), name: 'a' });
    happened();
    await watched().softRemove(entity);
    expect(happened()).toEqual([
      'beforeSoftRemove',
      '+beforeUpdate entity deletedAt',
      'afterSoftRemove',
      '+afterUpdate deletedAt 2',
    ]);
    refusing = 'beforeSoftRemove';
    await expect(watched().softRemove(entity)).rejects.toThrow(RangeError);
    expect(entity.version).toBe(2);
  });

  test('reading tells subscribers, by every way', async () => {
    const id = freshId();
    await watched().insert({ id, name: 'a' });
    happened();
    await watched().findById(id);
    await watched().findByIds([id]);
    await watched().find({ where: { id } });
    expect(happened()).toEqual(['+afterLoad a 1', '+afterLoad a 1', '+afterLoad a 1']);
  });

  test('a subscriber of another class is not told', async () => {
    const bare = running().dataSource.getRepository(Bare);
    await bare.insert({ id: freshId(), count: 1 });
    expect(happened()).toEqual(['all beforeInsert Bare']);
  });
});

test.each<readonly [object, RegExp]>([
  [{}, /subscribers\[0\]: needs listenTo\(\)/],
  [{ listenTo: () => 'none', afterLoad: () => undefined }, /listenTo\(\) gives an entity class/],
  [{ listenTo: () => 'all' }, /listens to nothing/],
])('what is no subscriber is refused: %p', (subscriber, message) => {
  const make = () =>
    new DataSource({
      hosts: '127.0.0.1:1',
      namespace: 'test',
      subscribers: [subscriber as EntitySubscriber],
    });
  expect(make).toThrow(OptionError);
  expect(make).toThrow(message);
});

test('a subscriber of loading that is asynchronous is an error', async () => {
  const { tellNow } = await import('../../src/lifecycle/subscribers.js');
  const subscriber = { listenTo: () => 'all' as const, afterLoad: () => Promise.resolve() };
  const event = { entity: {}, version: 1, ttl: -1 };
  expect(() => tellNow([subscriber as never], 'afterLoad', event)).toThrow(MappingError);
});
