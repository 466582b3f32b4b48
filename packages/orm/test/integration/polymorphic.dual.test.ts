import {
  Bin,
  defineEntity,
  Embeddable,
  Embedded,
  Entity,
  fromPlain,
  Id,
  Index,
  ListBin,
  MapBin,
  MappingError,
  Reference,
  type Ref,
  ref,
  t,
  toPlain,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_poly_maker' })
class Maker {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) name!: string;
}

@Embeddable({ discriminator: { key: 'kind' } })
abstract class Shape {
  @Bin({ type: 'string', name: 'c' }) @Index() color!: string;

  abstract area(): number;
}

@Embeddable({ discriminator: { value: 'circle' } })
class Circle extends Shape {
  @Bin({ type: 'int', name: 'r' }) radius!: number;

  area(): number {
    return 3 * this.radius ** 2;
  }
}

@Embeddable({ discriminator: { value: 'square' } })
class Square extends Shape {
  @Bin({ type: 'int' }) side!: number;
  @ListBin(() => 'int') corners?: number[];
  @Reference(() => Maker) maker?: Ref<Maker>;

  area(): number {
    return this.side ** 2;
  }
}

/** Written as the class it is derived from. */
class RoundedSquare extends Square {}

@Embeddable({ as: 'list', discriminator: { key: 'type', value: 'animal' } })
class Animal {
  @Id({ type: 'string' }) name!: string;
  @Bin({ type: 'int' }) legs?: number;
}

@Embeddable({ discriminator: { value: 'dog' } })
class Dog extends Animal {
  @Bin({ type: 'string' }) trick?: string;
}

@Entity({ set: 'orm_poly' })
class Drawing {
  @Id({ type: 'string' }) id!: string;
  @Embedded(() => Shape) main?: Circle | Square | null;
  @ListBin(() => Shape) shapes?: Shape[];
  @MapBin(() => Shape) named?: Map<string, Shape>;
  @Embedded(() => Circle) only?: Circle;
  @Embedded(() => Animal) pet?: Animal;
  @ListBin(() => Animal, { as: 'map' }) pets?: Animal[];
}

const Payment = defineEntity(
  { name: 'Payment', set: 'orm_poly_pay' },
  {
    id: t.string().id(),
    by: t.oneOf('method', {
      card: { number: t.string(), months: t.int().optional() },
      transfer: { iban: t.string() },
    }),
    tried: t.list(t.oneOf('method', { card: { number: t.string() }, cash: {} })).optional(),
  },
);

const circle = (radius: number, color = 'red'): Circle =>
  Object.assign(new Circle(), { radius, color });
const square = (side: number, color = 'blue'): Square =>
  Object.assign(new Square(), { side, color });

eachServer({ entities: [Drawing, Payment, Maker] }, (running) => {
  const drawings = () => running().dataSource.getRepository(Drawing);
  const payments = () => running().dataSource.getRepository(Payment);
  const client = () => running().dataSource.client;
  const rawOf = async (id: string, set = 'orm_poly') =>
    (await client().get(['test', set, id])).bins;

  async function saved(values: Partial<Drawing>): Promise<Drawing> {
    const drawing = await drawings().save(drawings().create({ id: freshId(), ...values }));
    return drawings().findByIdOrFail(drawing.id);
  }

  test('objects are stored with their class, and come back as its instances', async () => {
    const found = await saved({
      main: circle(2),
      shapes: [circle(1), square(3)],
      named: new Map<string, Shape>([['a', square(2)]]),
      only: circle(9),
    });
    expect(await rawOf(found.id)).toEqual({
      main: { kind: 'circle', c: 'red', r: 2 },
      shapes: [
        { kind: 'circle', c: 'red', r: 1 },
        { kind: 'square', c: 'blue', side: 3 },
      ],
      named: { a: { kind: 'square', c: 'blue', side: 2 } },
      only: { kind: 'circle', c: 'red', r: 9 },
    });
    expect(found.main).toBeInstanceOf(Circle);
    expect(found.main).toEqual(circle(2));
    expect(found.shapes?.map((shape) => shape.area())).toEqual([3, 9]);
    expect(found.named?.get('a')).toBeInstanceOf(Square);
    expect(drawings().changed(found)).toEqual([]);
  });

  test('saving writes what changed, and another class in its place', async () => {
    const found = await saved({ main: circle(2), shapes: [circle(1), square(3)] });
    (found.main as Circle).radius = 5;
    expect(drawings().changed(found)).toEqual(['main']);
    await drawings().save(found);
    expect((await rawOf(found.id))['main']).toEqual({ kind: 'circle', c: 'red', r: 5 });
    found.main = square(5, 'red');
    found.shapes![1] = circle(7);
    await drawings().save(found);
    expect(await rawOf(found.id)).toEqual({
      main: { kind: 'square', c: 'red', side: 5 },
      shapes: [
        { kind: 'circle', c: 'red', r: 1 },
        { kind: 'circle', c: 'red', r: 7 },
      ],
    });
    expect(await drawings().findByIdOrFail(found.id)).toEqual(found);
  });

  test('keys that no class maps are kept as long as the class stays', async () => {
    const id = freshId();
    await client().put(['test', 'orm_poly', id], {
      main: { kind: 'circle', c: 'red', r: 2, note: 'x' },
    });
    const found = await drawings().findByIdOrFail(id);
    (found.main as Circle).radius = 3;
    await drawings().save(found);
    expect((await rawOf(id))['main']).toEqual({ kind: 'circle', c: 'red', r: 3, note: 'x' });
    found.main = square(1);
    await drawings().save(found);
    expect((await rawOf(id))['main']).toEqual({ kind: 'square', c: 'blue', side: 1 });
  });

  test('objects of a class below a declared one are written as that', async () => {
    const rounded = Object.assign(new RoundedSquare(), { side: 1, color: 'red' });
    const found = await saved({ main: rounded });
    expect((await rawOf(found.id))['main']).toMatchObject({ kind: 'square' });
    expect(found.main).toBeInstanceOf(Square);
  });

  test('a plain object says its class', async () => {
    const found = await saved({ main: { kind: 'circle', color: 'red', radius: 1 } as never });
    expect(found.main).toBeInstanceOf(Circle);
    const plain = drawings().create({ id: freshId(), main: { color: 'red' } as never });
    await expect(drawings().save(plain)).rejects.toThrow(
      /Drawing.main: kind of a plain object must say its class; there are Circle \('circle'\), Square/,
    );
  });

  test('lists end with the class, positions of the base class are those of all', async () => {
    const dog = Object.assign(new Dog(), { name: 'rex', legs: 4, trick: 'sit' });
    const cow = Object.assign(new Animal(), { name: 'ida', legs: 4 });
    const found = await saved({ pet: dog, pets: [cow, dog] });
    expect(await rawOf(found.id)).toEqual({
      pet: ['rex', 4, 'sit', '@T:dog'],
      pets: { ida: [4, '@T:animal'], rex: [4, 'sit', '@T:dog'] },
    });
    expect(found.pet).toBeInstanceOf(Dog);
    expect(found.pets).toEqual([cow, dog]);
    expect(found.pets![0]).not.toBeInstanceOf(Dog);
    expect(drawings().changed(found)).toEqual([]);
    (found.pets![1] as Dog).trick = 'roll';
    await drawings().save(found);
    expect((await rawOf(found.id))['pets']).toMatchObject({ rex: [4, 'roll', '@T:dog'] });
    await drawings().operate(found.id, (r) => ({ legs: r.pet.legs.set(3) }));
    expect((await drawings().findByIdOrFail(found.id)).pet).toMatchObject({ legs: 3 });
    const query = drawings()
      .query()
      .where((f) => f.pet.legs.eq(3).and(f.id.eq(found.id)));
    expect(await query.count()).toBe(1);
  });

  test('an object from before there were classes is of the base class, unless that is abstract', async () => {
    const id = freshId();
    await client().put(['test', 'orm_poly', id], { pet: ['ida', 4], main: { c: 'red' } });
    await expect(drawings().findById(id)).rejects.toThrow(
      /Drawing.main: the record holds no kind, which says the class of Shape \('circle', 'square'\)/,
    );
    const { pet } = await drawings().findByIdOrFail(id, { select: ['pet'] });
    expect(pet).toEqual(Object.assign(new Animal(), { name: 'ida', legs: 4 }));
  });

  test('a value that no class declares is an error that says what to do', async () => {
    const id = freshId();
    await client().put(['test', 'orm_poly', id], { shapes: [{ kind: 'star', c: 'red' }] });
    const reading = drawings().findById(id);
    await expect(reading).rejects.toThrow(MappingError);
    await expect(reading).rejects.toThrow(
      /Drawing.shapes\[0\]: the record holds kind the string "star", which no class of Shape declares \(there are 'circle', 'square'\); add @Embeddable/,
    );
    const wrong = drawings().create({ id: freshId(), only: square(1) as never });
    await expect(drawings().save(wrong)).rejects.toThrow(/Drawing.only: .*Square/);
  });

  test('conditions and operations reach the base class, the others and the discriminator', async () => {
    const one = await saved({ main: circle(42, 'pink'), shapes: [square(42)] });
    const two = await saved({ main: square(42, 'pink') });
    const both = [one.id, two.id].sort();
    const ids = async (query: { ids(): Promise<unknown[]> }) =>
      (await query.ids())
        .map(String)
        .filter((id) => both.includes(id))
        .sort();
    const query = () => drawings().query().allowScan('test');
    expect(await ids(query().where((f) => f.main.color.eq('pink')))).toEqual(both);
    expect(await ids(query().where((f) => f.main.radius.eq(42)))).toEqual([one.id]);
    expect(await ids(query().where((f) => f.main.side.eq(42)))).toEqual([two.id]);
    const kinds = query().where((f) =>
      (f.main as never as { kind: typeof f.id }).kind.eq('square'),
    );
    expect(await ids(kinds)).toEqual([two.id]);
    await drawings().operate(one.id, (r) => ({ main: r.main.radius.inc(1) }));
    expect((await rawOf(one.id))['main']).toEqual({ kind: 'circle', c: 'pink', r: 43 });
    const plan = await drawings()
      .query()
      .where((f) => f.main.color.eq('pink'))
      .explain();
    expect(plan.index).toBe('orm_poly_main_color');
  });

  test('references of one class are loaded', async () => {
    const makers = running().dataSource.getRepository(Maker);
    const maker = await makers.save(makers.create({ id: freshId(), name: 'ada' }));
    const { id } = await saved({
      shapes: [circle(1), Object.assign(square(1), { maker: ref(Maker, maker.id) })],
    });
    const found = await drawings().findByIdOrFail(id, { populate: ['shapes.maker' as never] });
    expect((found.shapes![1] as Square).maker?.get().name).toBe('ada');
  });

  test('defineEntity tells objects apart by a property they have', async () => {
    const id = freshId();
    await payments().save(
      payments().create({
        id,
        by: { method: 'card', number: '1', months: 3 },
        tried: [{ method: 'cash' }, { method: 'card', number: '2' }],
      }),
    );
    expect(await rawOf(id, 'orm_poly_pay')).toEqual({
      by: { method: 'card', number: '1', months: 3 },
      tried: [{ method: 'cash' }, { method: 'card', number: '2' }],
    });
    const found = await payments().findByIdOrFail(id);
    expect(found.by).toEqual({ method: 'card', number: '1', months: 3 });
    expect(payments().changed(found)).toEqual([]);
    if (found.by.method === 'card') found.by = { method: 'transfer', iban: 'DE1' };
    await payments().save(found);
    expect((await rawOf(id, 'orm_poly_pay'))['by']).toEqual({ method: 'transfer', iban: 'DE1' });
    const query = payments()
      .query()
      .where((f) => f.by.method.eq('transfer').and(f.by.iban.eq('DE1')).and(f.id.eq(id)));
    expect(await query.count()).toBe(1);
    found.by = { method: 'crypto' } as never;
    await expect(payments().save(found)).rejects.toThrow(/Payment.by: method .*'card'.*"crypto"/);
  });

  test('plain forms say the class too', async () => {
    const drawing = await saved({ main: circle(2), shapes: [square(3)], pets: [] });
    const plain = await toPlain(drawing);
    expect(plain).toMatchObject({
      main: { kind: 'circle', color: 'red', radius: 2 },
      shapes: [{ kind: 'square', color: 'blue', side: 3 }],
    });
    expect(drawing.main).toEqual(circle(2));
    const again = await fromPlain(Drawing, plain);
    expect(again.main).toBeInstanceOf(Circle);
    expect(again.main).toEqual(circle(2));
    expect(again.shapes![0]).toBeInstanceOf(Square);
    const wrong = fromPlain(Drawing, { id: '1', main: { kind: 'star' } });
    await expect(wrong).rejects.toThrow(
      /Shape.kind: says the class, and must be 'circle', 'square'/,
    );
    const payment = await fromPlain(Payment, { id: '1', by: { method: 'card', number: '1' } });
    expect(await toPlain(payment)).toMatchObject({ by: { method: 'card', number: '1' } });
  });
});
