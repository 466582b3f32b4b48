import {
  Bin,
  ChildEntity,
  type DataSource,
  Embeddable,
  Embedded,
  Entity,
  Id,
  ListBin,
  SetBin,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

@Entity({ set: 'keep_getter' })
class Named {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) first?: string;
  @Bin({ type: 'string' }) last?: string;

  @Bin({ type: 'string' })
  get full(): string {
    return [this.first, this.last].map(String).join(' ');
  }
}

@Entity({ set: 'keep_factory' })
class Money {
  readonly #cents: number;
  @Id({ type: 'string' }) readonly id: string;
  @Bin({ type: 'string' }) note?: string;

  constructor(id: string, cents: number) {
    this.id = id;
    this.#cents = cents;
  }

  @Bin({ type: 'int' })
  get cents(): number {
    return this.#cents;
  }

  static hydrate({ id, cents }: { id: string; cents: number }): Money {
    return new Money(id, cents);
  }
}

const emptyIsNull = {
  toAerospike: (value: string): string => value,
  fromAerospike: (stored: unknown): string | null => (stored === '' ? null : (stored as string)),
};

@Embeddable()
class Part {
  @Bin({ type: 'string' }) p?: string;
  @Bin({ type: 'int' }) q?: number;
}

@Embeddable()
class Item {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) q?: number;
}

@Entity({ set: 'keep_foreign' })
class Holder {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) x?: string;
  @Bin({ convert: emptyIsNull, type: 'string' }) text?: string | null;
  @Bin({ type: 'json' }) json?: unknown;
  @SetBin(() => 'int') numbers?: Set<number>;
  @Embedded(() => Part) asMap?: Part;
  @Embedded(() => Part, { as: 'list' }) asList?: Part;
  @ListBin(() => Item, { as: 'map' }) keyed?: Item[];
}

@Entity({ set: 'keep_tree', discriminator: { bin: 'kind' }, abstract: true })
abstract class Node {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string', select: false }) secret?: string;
  @Bin({ type: 'string' }) name?: string;
}

@ChildEntity('LEAF')
class Leaf extends Node {
  @Bin({ type: 'int' }) size?: number;
  @Bin({ type: 'int', default: 7 }) depth?: number;
  @Bin({ type: 'string', select: false }) hidden?: string;
}

eachServer({ entities: [Named, Money, Holder, Node, Leaf] }, (running) => {
  const dataSource = (): DataSource => running().dataSource;
  const put = async (set: string, id: string, bins: object): Promise<void> => {
    await dataSource().client.put(['test', set, id], bins as never, { exists: 2 });
  };
  const stored = async (set: string, id: string): Promise<object> =>
    (await dataSource().client.get(['test', set, id])).bins;

  test('a stored getter that was not read is not written out of properties that were not read', async () => {
    const bins = { first: 'A', last: 'B', full: 'A B' };
    await put('keep_getter', 'g', bins);
    const named = dataSource().getRepository(Named);
    const part = (await named.findByIdOrFail('g', { select: ['first'] })) as Named;
    expect(named.changed(part)).toEqual([]);
    await named.save(part);
    await named.reload(part);
    await named.save(part);
    expect(await stored('keep_getter', 'g')).toEqual(bins);
    const whole = await named.findByIdOrFail('g');
    whole.first = 'C';
    await named.save(whole);
    expect(await stored('keep_getter', 'g')).toEqual({ first: 'C', last: 'B', full: 'C B' });
  });

  test('a class that makes its instances is given what its getters have stored', async () => {
    const moneys = dataSource().getRepository(Money);
    await moneys.save(new Money('m', 5));
    const found = await moneys.findByIdOrFail('m');
    expect(found.cents).toBe(5);
    found.note = 'n';
    await moneys.save(found);
    expect(await stored('keep_factory', 'm')).toEqual({ cents: 5, note: 'n' });
    await moneys.reload(found);
    expect(found.note).toBe('n');
  });

  test('what is stored differently from how it would be written stays until its property changes', async () => {
    const bins = {
      text: '',
      json: 'null',
      numbers: [1, 1, 2],
      asMap: { p: 'x', q: 1, other: 9 },
      asList: ['x', 1, 'other'],
      keyed: { a: { q: 1, other: 9 }, b: { q: 2 } },
    };
    await put('keep_foreign', 'h', { x: '1', ...bins });
    const holders = dataSource().getRepository(Holder);
    const found = await holders.findByIdOrFail('h');
    expect(found).toMatchObject({ text: null, json: null, numbers: new Set([1, 2]) });
    expect(holders.changed(found)).toEqual([]);
    found.x = '2';
    await holders.save(found);
    expect(await stored('keep_foreign', 'h')).toEqual({ x: '2', ...bins });
    found.text = 'y';
    found.json = [];
    found.numbers!.add(3);
    found.asList!.q = 2;
    found.keyed = found.keyed!.filter(({ id }) => id === 'b');
    expect(holders.changed(found)).toEqual(['text', 'json', 'numbers', 'asList', 'keyed']);
    found.keyed = [{ id: 'b', q: 3 }];
    await holders.save(found);
    expect(await stored('keep_foreign', 'h')).toEqual({
      x: '2',
      text: 'y',
      json: '[]',
      numbers: [1, 2, 3],
      asMap: bins.asMap,
      asList: ['x', 2, 'other'],
      keyed: { b: { q: 3 } },
    });
    found.text = null;
    found.json = undefined;
    found.keyed = [];
    await holders.save(found);
    expect(await stored('keep_foreign', 'h')).toEqual({
      x: '2',
      numbers: [1, 2, 3],
      asMap: bins.asMap,
      asList: ['x', 2, 'other'],
      keyed: {},
    });
  });

  test('a class with select: false reads the bins of its derived classes', async () => {
    const bins = { kind: 'LEAF', size: 1, depth: 9, name: 'n', secret: 's', hidden: 'h' };
    await put('keep_tree', 'l', bins);
    const nodes = dataSource().getRepository<Node>(Node);
    const found = await nodes.findByIdOrFail('l');
    expect(Object.assign({}, found)).toEqual({ id: 'l', name: 'n', size: 1, depth: 9 });
    const [queried] = await nodes
      .query()
      .where((f) => f.id.eq('l'))
      .all();
    expect(queried).toEqual(found);
    (found as Leaf).size = 2;
    await nodes.save(found);
    expect(await stored('keep_tree', 'l')).toEqual({ ...bins, size: 2 });
  });
});
