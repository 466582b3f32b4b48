import {
  Bin,
  defineEntity,
  Embedded,
  Entity,
  Id,
  ListBin,
  MapBin,
  MetadataError,
  OptimisticLockError,
  SetBin,
  t,
  Version,
} from '../../src/index.js';
import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

class Score {
  @Bin({ type: 'int', merge: 'sum' }) points?: number;
  @Bin({ type: 'string' }) label?: string;
}

const join = (base?: string, ours?: string, theirs?: string): string =>
  `${base ?? ''}:${ours ?? ''}:${theirs ?? ''}`;

@Entity({ set: 'orm_rules' })
class Board {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) title?: string;
  @Bin({ type: 'string', merge: 'ours' }) mine?: string;
  @Bin({ type: 'string', merge: 'theirs' }) theirs?: string;
  @Bin({ type: 'int', merge: 'sum' }) views?: number | null;
  @Bin({ type: 'bigint', merge: 'sum' }) total?: bigint;
  @Bin({ type: 'double', merge: 'sum' }) weight?: number;
  @Bin({ type: 'date', merge: 'max' }) seen?: Date;
  @Bin({ type: 'int', merge: 'min' }) best?: number;
  @Bin({ type: 'string', merge: join }) text?: string;
  @ListBin(() => 'string', { merge: 'union' }) tags?: string[];
  @SetBin(() => 'int', { merge: 'union' }) seats?: Set<number>;
  @MapBin(() => 'int', { merge: 'union' }) votes?: Map<string, number>;
  @MapBin(() => 'int', { as: 'object', merge: 'union' }) counts?: Record<string, number>;
  @Embedded(() => Score, { as: 'bins', prefix: 's_' }) score?: Score;
}

eachServer({ entities: [Board] }, (running) => {
  const boards = () => running().dataSource.getRepository(Board);

  /** Saves what two writers make of the same entity, and gives the second one's. */
  async function race(
    values: Partial<Board>,
    theirs: (board: Board) => void,
    ours: (board: Board) => void,
  ): Promise<Board> {
    const { id } = await boards().insert(boards().create({ id: freshId(), ...values }));
    const [first, second] = [await boards().findByIdOrFail(id), await boards().findByIdOrFail(id)];
    theirs(first);
    await boards().save(first);
    ours(second);
    await boards().save(second, { merge: 'disjoint' });
    expect(await boards().findByIdOrFail(id)).toEqual(second);
    expect(boards().changed(second)).toEqual([]);
    return second;
  }

  const set = (values: Partial<Board>) => (board: Board) => void Object.assign(board, values);

  test('one of the values, sums, the greater and the smaller', async () => {
    const merged = await race(
      { mine: 'a', theirs: 'a', views: 10, total: 10n, weight: 1.5, best: 9, seen: new Date(5) },
      set({
        mine: 'b',
        theirs: 'b',
        views: 13,
        total: 9n,
        weight: 2.5,
        best: 4,
        seen: new Date(9),
      }),
      set({ mine: 'c', theirs: 'c', views: 15, total: 12n, weight: 4, best: 7, seen: new Date(7) }),
    );
    expect(merged).toMatchObject({ mine: 'c', theirs: 'b', views: 18, total: 11n, weight: 5 });
    expect(merged).toMatchObject({ best: 4, seen: new Date(9) });
  });

  test('absent values are nothing', async () => {
    const merged = await race(
      { title: 'x' },
      set({ views: 2, best: 4 }),
      set({ views: 3, best: 5 }),
    );
    expect(merged).toMatchObject({ views: 5, best: 4 });
    const removed = await race({ title: 'x', views: 5 }, set({ views: 7 }), set({ views: null }));
    expect(removed.views).toBe(2);
  });

  test('a function makes the value of the three', async () => {
    const merged = await race({ text: 'a' }, set({ text: 'b' }), set({ text: 'c' }));
    expect(merged.text).toBe('a:c:b');
    const made = await race({ title: 'x' }, set({ text: 'b' }), set({ text: 'c' }));
    expect(made.text).toBe(':c:b');
  });

  test('what either added is there, what either removed is not', async () => {
    const merged = await race(
      {
        tags: ['a', 'b', 'c'],
        seats: new Set([1, 2]),
        votes: new Map([
          ['x', 1],
          ['y', 1],
          ['z', 1],
        ]),
        counts: { n: 1 },
      },
      (board) => {
        board.tags = ['b', 'c', 'd'];
        board.seats!.add(3);
        board.votes!.set('x', 5).delete('y');
        board.counts!['their'] = 2;
      },
      (board) => {
        board.tags = ['a', 'b', 'e'];
        board.seats!.delete(1);
        board.votes!.set('z', 7).set('w', 1);
        board.counts!['our'] = 3;
      },
    );
    expect(merged.tags).toEqual(['b', 'd', 'e']);
    expect([...merged.seats!]).toEqual([2, 3]);
    expect(Object.fromEntries(merged.votes!)).toEqual({ w: 1, x: 5, z: 7 });
    expect(merged.counts).toEqual({ n: 1, their: 2, our: 3 });
  });

  test('a bin of an object that is spread over bins has its own rule', async () => {
    const merged = await race(
      { score: Object.assign(new Score(), { points: 1, label: 'a' }) },
      (board) => void (board.score!.points = 5),
      (board) => void Object.assign(board.score!, { points: 3, label: 'b' }),
    );
    expect(merged.score).toEqual({ points: 7, label: 'b' });
  });

  test('what no rule decides is named, and nothing happens', async () => {
    const { id } = await boards().insert(
      boards().create({ id: freshId(), title: 'a', views: 1, votes: new Map([['x', 1]]) }),
    );
    const first = await boards().findByIdOrFail(id);
    const second = await boards().findByIdOrFail(id);
    Object.assign(first, { title: 'b', views: 2, votes: new Map([['x', 2]]) });
    await boards().save(first);
    Object.assign(second, { title: 'c', views: 3, votes: new Map([['x', 3]]) });
    const failure = await boards()
      .save(second, { merge: 'disjoint' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OptimisticLockError);
    expect(failure).toMatchObject({ reason: 'generation', properties: ['title', 'votes'] });
    expect(second).toMatchObject({ title: 'c', views: 3 });
    const plain = boards().save(second);
    await expect(plain).rejects.toBeInstanceOf(OptimisticLockError);
  });

  test('many writers of one sum lose nothing', async () => {
    const { id } = await boards().insert(boards().create({ id: freshId(), views: 0 }));
    const write = async (): Promise<void> => {
      const board = await boards().findByIdOrFail(id);
      for (let n = 0; n < 20; n++) {
        board.views = (board.views ?? 0) + 1;
        await boards().save(board, { merge: 'disjoint' });
      }
    };
    await Promise.all([write(), write(), write(), write()]);
    expect((await boards().findByIdOrFail(id)).views).toBe(80);
  });
});

describe('declarations', () => {
  const declared = (property: object) =>
    getEntityMetadata(
      defineEntity({ name: 'Rules' }, { id: t.string().id(), p: property as never }),
    ).property.get('p')?.merge;

  test('defineEntity has them too', () => {
    expect(declared(t.int().merge('max'))).toBe('max');
    expect(declared(t.int())).toBeNull();
  });

  test('a rule that is unknown or not for the type is refused', () => {
    expect(() => declared(t.int().merge('mean' as never))).toThrow(
      /Rules.p: merge must be 'ours', 'theirs', 'sum', 'max', 'min', 'union' or a function .* "mean"/,
    );
    expect(() => declared(t.string().merge('sum'))).toThrow(/'sum' is for .*int, bigint, double/);
    expect(() => declared(t.dynamic<number>().merge('sum'))).toThrow(/declare its type/);
    expect(() => declared(t.list(t.int().merge('sum')))).toThrow(/not for elements/);
  });

  test('a rule inside an object in one bin is refused', () => {
    const inner = { n: t.int().merge('sum') };
    expect(() => declared(t.embedded(inner))).toThrow(MetadataError);
    expect(() => declared(t.list(t.embedded(inner)))).toThrow(/are merged as a whole/);
    expect(() => declared(t.embedded(inner, { as: 'bins' }))).not.toThrow();
  });
});
