import { Bin, Computed, Entity, Id, MappingError, type Root, Transient } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_create' })
class Basket {
  @Id() id!: string;
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'int' }) size!: number;
  @Transient() note?: string;
  @Computed((f: Root<Basket>) => f.size.mul(2)) doubled?: number;
  opened = false;
  #count = 0;

  set count(count: number) {
    this.#count = count;
  }

  get twice(): number {
    return this.#count * 2;
  }
}

eachServer({ entities: [Basket] }, (running) => {
  const baskets = () => running().dataSource.getRepository(Basket);

  test('create() takes properties of the class that are not stored', async () => {
    const id = freshId();
    const draft = { id, name: 'a', note: 'mine', opened: true, count: 2 };
    const basket = baskets().create(draft);
    expect(basket).toMatchObject({ note: 'mine', opened: true, twice: 4 });
    await baskets().insert({ ...draft, id: `${id}-2` });
    await baskets().save(basket);
    for (const each of [id, `${id}-2`]) {
      const stored = await running().dataSource.client.get(['test', 'orm_create', each]);
      expect(stored.bins).toEqual({ name: 'a' });
    }
  });

  test.each(['nmae', 'twice', 'doubled', '__proto__', 'constructor', 'toString'])(
    'create() refuses %s, which is no such property',
    (name) => {
      const draft = Object.fromEntries([
        ['id', 'x'],
        [name, 1],
      ]) as object;
      expect(() => baskets().create(draft)).toThrow(MappingError);
    },
  );

  test('a patch takes stored properties only', async () => {
    await expect(baskets().update('x', { note: 'y' })).rejects.toThrow(
      /^Basket\.note: is not a mapped property/,
    );
  });
});
