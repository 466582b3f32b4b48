import * as z from 'zod';
import {
  BeforeSave,
  Bin,
  ChildEntity,
  DataSource,
  defineEntity,
  Entity,
  fromZod,
  Id,
  IdProp,
  MappingError,
  t,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

class Account extends defineEntity(
  { name: 'Account', set: 'orm_defined' },
  {
    id: t.string().id(),
    version: t.version(),
    name: t.string().bin('nm').index({ name: 'orm_defined_nm' }),
    balance: t.bigint().default(0n),
    colour: t.enum(['red', 'blue']).optional(),
    home: t.embedded({ city: t.string(), zip: t.string().optional() }),
    work: t.embedded({ city: t.string() }, { as: 'bins' }).optional(),
    grid: t.list(t.list(t.int())).default(() => []),
    seen: t.map(t.date(), { key: 'int' }),
    points: t
      .list(t.embedded({ key: t.string().id(), x: t.double() }), { as: 'map' })
      .default(() => []),
    createdAt: t.createdAt(),
  },
) {
  greeting(): string {
    return `Hello ${this.name}`;
  }
  @BeforeSave() trim(): void {
    this.name = this.name?.trim();
  }
}

class Foreign {
  readonly key: string;
  amount = 0;
  constructor(key: string) {
    if (key === undefined) throw new Error('needs a key');
    this.key = key;
  }
  declare [IdProp]?: 'key';
}
defineEntity({ class: Foreign, set: 'orm_foreign' }, { key: t.string().id(), amount: t.double() });

const Event = fromZod(
  z.object({
    id: z.string(),
    title: z.string().min(2),
    seats: z.int().min(0).default(10),
    at: z.codec(z.string(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    }),
    ended: z.date().nullable(),
    tags: z.set(z.string()),
    place: z.object({ city: z.string(), floor: z.int().optional() }),
  }),
  { name: 'Event', set: 'orm_zod', id: 'id', bins: { title: { name: 'ti' } } },
);

const Slow = fromZod(
  z.object({
    id: z.string().refine(() => Promise.resolve(true)),
    at: z.codec(z.string(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    }),
  }),
  { name: 'Slow', set: 'orm_zod_slow', id: 'id' },
);

const Gift = fromZod(
  z.object({
    id: z.string(),
    note: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('card'), motif: z.string(), at: z.date().optional() }),
      z.object({ kind: z.literal('box'), papers: z.int(), size: z.object({ width: z.int() }) }),
    ]),
    more: z
      .array(
        z.union([
          z.object({ kind: z.literal('ribbon'), colour: z.string() }),
          z.object({ kind: z.literal('bell'), count: z.int() }),
        ]),
      )
      .optional(),
  }),
  { name: 'Gift', set: 'orm_zod_gifts', id: 'id' },
);

@Entity({ set: 'orm_shapes', discriminator: { bin: 'kind' }, abstract: true })
abstract class Shape {
  @Id({ type: 'string' }) id!: string;
  abstract area(): number;
}

@ChildEntity('circle')
class Circle extends Shape {
  @Bin({ type: 'double' }) radius!: number;
  area(): number {
    return this.radius * this.radius * 3;
  }
}

@ChildEntity('square')
class Square extends Shape {
  @Bin({ type: 'double' }) side!: number;
  area(): number {
    return this.side * this.side;
  }
}

eachServer({ entities: [Account, Foreign, Event, Gift, Shape, Circle, Square] }, (running) => {
  const repository = <T extends object>(type: abstract new () => T) =>
    running().dataSource.getRepository(type);
  const stored = async (set: string, id: string) =>
    (await running().dataSource.client.get(['test', set, id])).bins;

  test('a defined entity is written and read as its shape says', async () => {
    const accounts = repository(Account);
    const id = freshId();
    const saved = await accounts.insert({
      id,
      name: ' Ann ',
      home: { city: 'Oslo' },
      work: { city: 'Rome' },
      grid: [[1], [2, 3]],
      seen: new Map([[7, new Date(70)]]),
      points: [
        { key: 'b', x: 2 },
        { key: 'a', x: 1 },
      ],
    });
    expect(saved.greeting()).toBe('Hello Ann');
    expect(await stored('orm_defined', id)).toMatchObject({
      nm: 'Ann',
      balance: 0,
      home: { city: 'Oslo' },
      work_city: 'Rome',
      grid: [[1], [2, 3]],
    });
    const loaded = await accounts.findByIdOrFail(id);
    expect(loaded).toBeInstanceOf(Account);
    expect(loaded.greeting()).toBe('Hello Ann');
    expect(loaded).toMatchObject({
      balance: 0n,
      home: { city: 'Oslo' },
      work: { city: 'Rome' },
      grid: [[1], [2, 3]],
      seen: new Map([[7, new Date(70)]]),
      version: 1,
    });
    expect(loaded.points.map(({ key, x }) => [key, x])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    const found = await accounts
      .query()
      .where((f) => f.name.eq('Ann').and(f.home.city.eq('Oslo')))
      .all();
    expect(found.some((account) => account.id === id)).toBe(true);
  });

  test('what a shape requires is refused without it', async () => {
    const accounts = repository(Account);
    const draft = { id: freshId(), home: { city: 'x' }, seen: new Map<number, Date>() };
    await expect(accounts.insert(draft)).rejects.toThrow(MappingError);
    await expect(accounts.insert(draft)).rejects.toThrow(/^Account\.name: .*must have a value/);
    const nested = { ...draft, name: 'n', home: {} as { city: string } };
    await expect(accounts.insert(nested)).rejects.toThrow(/^Account\.home\.city: /);
  });

  test('a schema with codecs checks what is read, too', async () => {
    const id = freshId();
    await repository(Event).insert({
      id,
      title: 'Fair',
      at: new Date(0),
      ended: null,
      tags: new Set(),
      place: { city: 'Oslo' },
    });
    const { connection, dataSource } = running();
    await using strict = await new DataSource({
      ...connection,
      namespace: 'test',
      entities: [Event, Slow],
      validate: 'read-write',
    }).initialize();
    const events = strict.getRepository(Event);
    expect((await events.findByIdOrFail(id)).at).toEqual(new Date(0));
    await dataSource.client.put(['test', 'orm_zod', id], { ti: 'x' });
    await expect(events.findById(id)).rejects.toMatchObject({
      name: 'ValidationError',
      issues: [{ path: ['title'] }],
    });
    const slow = strict.getRepository(Slow);
    await slow.insert({ id, at: new Date(0) });
    await expect(slow.findById(id)).rejects.toThrow('the schema is asynchronous');
  });

  test('objects of a discriminated union of zod are stored with their kind and queried by it', async () => {
    const gifts = repository(Gift);
    const id = freshId();
    const note = { kind: 'card', motif: 'cake', at: new Date(5) } as const;
    const more = [
      { kind: 'bell', count: 2 },
      { kind: 'ribbon', colour: 'red' },
    ] as const;
    const gift = await gifts.insert({ id, note, more: [...more] });
    expect(await stored('orm_zod_gifts', id)).toEqual({
      note: { kind: 'card', motif: 'cake', at: 5 },
      more: [...more],
    });
    const found = await gifts.findByIdOrFail(id);
    expect({ ...found.note }).toEqual(note);
    expect(found.more?.map((each) => ({ ...each }))).toEqual(more);
    expect(gifts.changed(found)).toEqual([]);
    found.note = { kind: 'box', papers: 3, size: { width: 7 } };
    await gifts.save(found);
    await gifts.operate(id, (r) => ({ papers: r.note.papers.inc() }));
    const boxes = gifts
      .query()
      .where((f) => f.id.eq(id).and(f.note.kind.eq('box'), f.note.papers.gt(3)));
    const [box] = await boxes.all();
    expect(box?.note).toMatchObject({ kind: 'box', papers: 4, size: { width: 7 } });
    // The schema checks what is written, and says where it is wrong.
    const wrong = gifts.insert({ id: freshId(), note: { kind: 'card' } as never });
    await expect(wrong).rejects.toMatchObject({ issues: [{ path: ['note', 'motif'] }] });
    await expect(gifts.update(gift.id, { note: { kind: 'bag' } as never })).rejects.toBeInstanceOf(
      Error,
    );
  });

  test('a foreign class is loaded without its constructor', async () => {
    const repo = running().dataSource.getRepository(Foreign);
    const entity = Object.assign(new Foreign(freshId()), { amount: 2.5 });
    await repo.insert(entity);
    const loaded = await repo.findByIdOrFail(entity.key);
    expect(loaded).toBeInstanceOf(Foreign);
    expect(loaded.amount).toBe(2.5);
  });

  test('an entity of a zod schema goes through its codecs', async () => {
    const events = running().dataSource.getRepository(Event);
    const id = freshId();
    const at = new Date(Date.UTC(2030, 0, 1));
    await events.insert({ id, title: 'Party', at, tags: new Set(['a']), place: { city: 'Oslo' } });
    expect(await stored('orm_zod', id)).toEqual({
      ti: 'Party',
      seats: 10,
      at: '2030-01-01T00:00:00.000Z',
      tags: ['a'],
      place: { city: 'Oslo' },
    });
    const event = await events.findByIdOrFail(id);
    expect(event).toMatchObject({ title: 'Party', seats: 10, at, ended: null });
    expect(event.tags).toEqual(new Set(['a']));
    event.seats = 3;
    await events.save(event);
    expect(await stored('orm_zod', id)).toMatchObject({ seats: 3 });
  });

  test('the classes of a hierarchy are read as what they are', async () => {
    const ids = [freshId(), freshId()] as const;
    await repository(Circle).insert({ id: ids[0], radius: 2 });
    await repository(Square).insert({ id: ids[1], side: 3 });
    expect(await stored('orm_shapes', ids[0])).toEqual({ kind: 'circle', radius: 2 });
    const shapes = running().dataSource.getRepository(Shape);
    const found = await shapes.findByIds(ids);
    expect(found.map((shape) => shape?.constructor)).toEqual([Circle, Square]);
    expect(found.map((shape) => shape?.area())).toEqual([12, 9]);
    expect(await repository(Square).findById(ids[0])).toBeNull();
    expect(() => shapes.create({ id: 'x' })).toThrow(/^Shape: is abstract; create\(\)/);
  });
});
