import { Bin, Embedded, Entity, Id, ListBin, MapBin, SetBin, Version } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

class Part {
  @Id() sku!: string;
  @Bin({ type: 'int' }) qty!: number;
}

class Place {
  @Bin({ type: 'string' }) city?: string;
  @Bin({ type: 'string' }) street?: string;
  @Bin({ type: 'int' }) floor?: number;
  @Bin({ type: 'int' }) door?: number;
}

@Entity({ set: 'orm_shelf' })
class Shelf {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) name?: string;
  @ListBin(() => 'string') words: string[] = [];
  @ListBin(() => 'double') ratios?: number[];
  @ListBin(() => 'int', { order: 'ordered' }) scores?: number[];
  @SetBin(() => 'string') tags?: Set<string>;
  @MapBin(() => 'int') counters?: Map<string, number>;
  @MapBin(() => 'string', { key: 'int' }) byNumber?: Map<number, string>;
  @ListBin(() => Part, { as: 'map' }) parts?: Part[];
  @Embedded(() => Place) place?: Place;
}

/** The same without a version: nothing tells whether the record is still the one that was read. */
@Entity({ set: 'orm_shelf' })
class Unguarded {
  @Id() id!: string;
  @ListBin(() => 'string') words: string[] = [];
}

@Entity({ set: 'orm_shelf' })
class Defaulted {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) name?: string;
  @ListBin(() => 'string', { default: () => ['first'] }) words!: string[];
}

interface SentOperation {
  readonly name: string;
  readonly bin: string;
}

eachServer({ entities: [Shelf, Unguarded, Defaulted] }, (running) => {
  const shelves = () => running().dataSource.getRepository(Shelf);
  const client = () => running().dataSource.client;
  const stored = async (id: string) => (await client().get(['test', 'orm_shelf', id])).bins;

  function full(id: string): Shelf {
    const shelf = shelves().create({ id, name: 'n' });
    shelf.words = ['a', 'b', 'c', 'd', 'e', 'f'];
    shelf.ratios = [1, 2.5, 3];
    shelf.scores = [1, 2, 3, 4, 5];
    shelf.tags = new Set(['x', 'y', 'z', 'v']);
    shelf.counters = new Map(['p', 'q', 'r', 's'].map((key, index) => [key, index]));
    shelf.byNumber = new Map([1, 2, 3, 4].map((key) => [key, `${key}`]));
    shelf.parts = ['k', 'l', 'm', 'n'].map((sku) => Object.assign(new Part(), { sku, qty: 1 }));
    shelf.place = Object.assign(new Place(), { city: 'Oslo', street: 's', floor: 1, door: 2 });
    return shelf;
  }

  /** The names of the operations that saving sends, or `put` with the bins. */
  async function sending(call: () => Promise<unknown>): Promise<string[]> {
    const operate = jest.spyOn(client(), 'operate');
    const put = jest.spyOn(client(), 'put');
    try {
      await call();
      const sent = operate.mock.calls.flatMap(([, operations]) =>
        (operations as unknown as SentOperation[]).map(nameOf),
      );
      return [...sent, ...put.mock.calls.map(([, bins]) => `put ${Object.keys(bins).join()}`)];
    } finally {
      operate.mockRestore();
      put.mockRestore();
    }
  }
  function nameOf(operation: SentOperation): string {
    return `${operation.name ?? 'scalar'} ${operation.bin}`;
  }

  const changes: readonly (readonly [string, (shelf: Shelf) => void, readonly string[]])[] = [
    ['pushing to a list', (s) => s.words.push('g', 'h'), ['appendItems words']],
    ['unshifting a list', (s) => s.words.unshift('0'), ['insertItems words']],
    ['popping from a list', (s) => s.words.pop(), ['removeRange words']],
    [
      'splicing a list',
      (s) => s.words.splice(2, 2, 'X'),
      ['removeRange words', 'insertItems words'],
    ],
    ['assigning an element', (s) => (s.words[3] = 'D'), ['set words']],
    [
      'swapping two elements',
      (s) => ([s.words[0], s.words[4]] = ['e', 'a']),
      ['set words', 'set words'],
    ],
    ['pushing a whole number to doubles', (s) => s.ratios?.push(4), ['appendItems ratios']],
    [
      'pushing to an ordered list',
      (s) => s.scores?.push(0),
      ['appendItems scores', 'setType scores'],
    ],
    [
      'removing from an ordered list',
      (s) => (s.scores = [1, 2, 4, 5]),
      ['removeByValueList scores', 'setType scores'],
    ],
    ['adding to a set', (s) => s.tags?.add('w'), ['appendItems tags', 'setType tags']],
    [
      'adding to and deleting from a set',
      (s) => s.tags?.add('w') && s.tags.delete('x'),
      ['removeByValueList tags', 'appendItems tags', 'setType tags'],
    ],
    ['setting a map key', (s) => s.counters?.set('p', 9), ['putItems counters']],
    ['deleting a map key', (s) => s.counters?.delete('q'), ['removeByKeyList counters']],
    ['setting a map key that is a number', (s) => s.byNumber?.set(9, '9'), ['putItems byNumber']],
    [
      'deleting a map key that is a number',
      (s) => s.byNumber?.delete(1),
      ['removeByKeyList byNumber'],
    ],
    ['changing an element of a keyed list', (s) => (s.parts![1]!.qty = 5), ['putItems parts']],
    [
      'removing an element of a keyed list',
      (s) => s.parts?.splice(0, 1),
      ['removeByKeyList parts'],
    ],
    ['changing an embedded object', (s) => (s.place!.floor = 7), ['putItems place']],
    ['clearing an embedded property', (s) => delete s.place!.door, ['removeByKeyList place']],
  ];

  describe.each(changes)('%s', (_what, change, expected) => {
    test('of a loaded, versioned entity sends just that', async () => {
      const id = freshId();
      await shelves().insert(full(id));
      const shelf = await shelves().findByIdOrFail(id);
      change(shelf);
      expect(await sending(() => shelves().save(shelf))).toEqual(expected);
      expect(shelves().changed(shelf)).toEqual([]);
    });

    test('leaves the record that writing whole bins would', async () => {
      const [guarded, whole] = [freshId(), freshId()];
      for (const id of [guarded, whole]) await shelves().insert(full(id));
      const [one, other] = [
        await shelves().findByIdOrFail(guarded),
        await shelves().findByIdOrFail(whole),
      ];
      change(one);
      change(other);
      await shelves().save(one);
      await shelves().save(other, { ifVersion: 'any' });
      expect(await stored(guarded)).toEqual(await stored(whole));
    });

    test('sends the same in a batch', async () => {
      const id = freshId();
      const shelf = await shelves().insert(full(id));
      change(shelf);
      const batch = jest.spyOn(client(), 'batch');
      (await shelves().saveMany([shelf])).throwIfFailed();
      const entry = batch.mock.calls[0]![0][0] as unknown as { operations: SentOperation[] };
      batch.mockRestore();
      expect(entry.operations.map(nameOf)).toEqual(expected);
    });
  });

  describe('the whole bin is written', () => {
    test.each<readonly [string, (shelf: Shelf) => void]>([
      ['of a list that was reversed', (s) => s.words.reverse()],
      ['of a list of which most is new', (s) => (s.words = ['a', '1', '2', '3', '4', '5'])],
      ['of a list that was emptied', (s) => (s.words = [])],
    ])('%s', async (_what, change) => {
      const id = freshId();
      const shelf = await shelves().insert(full(id));
      change(shelf);
      expect(await sending(() => shelves().save(shelf))).toEqual(['put words']);
      expect((await stored(id))['words']).toEqual(shelf.words);
    });

    test('without a version, and with ifVersion any', async () => {
      const id = freshId();
      const shelf = await shelves().insert(full(id));
      const unguarded = running().dataSource.getRepository(Unguarded);
      const other = await unguarded.findByIdOrFail(id);
      other.words.push('g');
      expect(await sending(() => unguarded.save(other))).toEqual(['put words']);
      shelf.words.push('h');
      expect(await sending(() => shelves().save(shelf, { ifVersion: 'any' }))).toEqual([
        'put words',
      ]);
    });

    test('after a save that somebody else had written before', async () => {
      const id = freshId();
      const shelf = await shelves().insert(full(id));
      await client().put(['test', 'orm_shelf', id], { words: ['other'] });
      shelf.name = 'mine';
      await shelves().save(shelf, { ifVersion: 'any' });
      shelf.words.push('g');
      expect(await sending(() => shelves().save(shelf))).toEqual(['put words']);
      expect((await stored(id))['words']).toEqual(shelf.words);
    });

    test('where the record lacked the bin and the class has a default', async () => {
      const id = freshId();
      await client().put(['test', 'orm_shelf', id], { name: 'a' });
      const repository = running().dataSource.getRepository(Defaulted);
      const entity = await repository.findByIdOrFail(id);
      entity.name = 'b';
      await repository.save(entity);
      entity.words.push('second');
      expect(await sending(() => repository.save(entity))).toEqual(['put words']);
      expect((await stored(id))['words']).toEqual(['first', 'second']);
      entity.words.push('third');
      expect(await sending(() => repository.save(entity))).toEqual(['appendItems words']);
    });
  });

  test('an unversioned entity sends operations under ifVersion, and mutate() always does', async () => {
    const id = freshId();
    await shelves().insert(full(id));
    const unguarded = running().dataSource.getRepository(Unguarded);
    const entity = await unguarded.findByIdOrFail(id);
    entity.words.push('g');
    const ifVersion = unguarded.versionOf(entity) ?? 0;
    expect(await sending(() => unguarded.save(entity, { ifVersion }))).toEqual([
      'appendItems words',
    ]);
    const pushing = () =>
      unguarded.mutate(id, (each) => {
        each.words.push('h');
      });
    expect(await sending(pushing)).toEqual(['appendItems words']);
    expect((await stored(id))['words']).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  });

  test('operations under an old version are refused and change nothing', async () => {
    const id = freshId();
    const shelf = await shelves().insert(full(id));
    await shelves().update(id, { words: ['theirs'] });
    shelf.words.push('g');
    await expect(shelves().save(shelf)).rejects.toMatchObject({ reason: 'generation' });
    expect((await stored(id))['words']).toEqual(['theirs']);
    expect(shelves().changed(shelf)).toEqual(['words']);
  });

  test('random changes of collections leave what the entity holds', async () => {
    const id = freshId();
    const shelf = await shelves().insert(full(id));
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    for (let step = 0; step < 150; step++) {
      const at = random(shelf.words.length + 1);
      shelf.words.splice(
        at,
        random(3),
        ...Array.from({ length: random(3) }, () => `w${random(9)}`),
      );
      if (random(2) === 0) shelf.counters?.set(`k${random(6)}`, random(5));
      if (random(3) === 0) shelf.counters?.delete(`k${random(6)}`);
      if (random(2) === 0) shelf.tags?.add(`t${random(9)}`);
      if (random(3) === 0) shelf.tags?.delete(`t${random(9)}`);
      if (random(2) === 0) shelf.scores?.push(random(9));
      if (random(3) === 0) shelf.scores?.splice(0, 1);
      await shelves().save(shelf);
      const found = await shelves().findByIdOrFail(id);
      expect(found.words).toEqual(shelf.words);
      expect(found.counters).toEqual(shelf.counters);
      expect(found.tags).toEqual(shelf.tags);
      expect(found.scores).toEqual([...(shelf.scores ?? [])].sort((a, b) => a - b));
    }
  });
});
