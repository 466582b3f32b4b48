import {
  Bin,
  ChildEntity,
  DeletedAt,
  Entity,
  Id,
  Index,
  ListBin,
  Reference,
} from '../../src/decorators/index.js';
import { QueryError } from '../../src/error/query-error.js';
import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';
import { createQuery } from '../../src/query/query-builder.js';
import type { Page, Query } from '../../src/query/query.js';
import type { Ref } from '../../src/type/ref.js';
import { QueryWorld } from '../support/query-world.js';

class Step {
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'int' }) ms?: number;
}

@Entity({ set: 'qm_run' })
class Run {
  @Id({ type: 'string' }) id!: string;
  @Index({ name: 'qm_team', type: 'string' })
  @Bin({ type: 'string' })
  team?: string;
  @Index({ name: 'qm_score', type: 'numeric' })
  @Bin({ type: 'int' })
  score?: number;
  @Bin({ type: 'double' }) cost?: number;
  @Bin({ type: 'bigint' }) big?: bigint;
  @Bin({ type: 'date' }) at?: Date;
  @Index({ name: 'qm_levels', type: 'numeric', on: 'list' })
  @ListBin(() => 'int')
  levels?: number[];
  @ListBin(() => Step) steps?: Step[];
  @DeletedAt() deletedAt?: Date;
  @Reference(() => Run) parent?: Ref<Run>;
}

const RUNS = 60;
const id = (i: number): string => `r${String(i).padStart(2, '0')}`;

describe('methods of queries', () => {
  let world: QueryWorld<Run>;
  let runs: Query<Run>;

  beforeAll(async () => {
    world = await QueryWorld.open(Run);
    await world.createIndexes();
  });

  beforeEach(async () => {
    for (let i = 0; i < RUNS; i += 1) {
      await world.put(id(i), {
        team: i % 3 === 0 ? 'red' : 'blue',
        score: i,
        cost: i / 2,
        big: 2n ** 60n + BigInt(i),
        at: 1000 * (i % 4),
        levels: [i % 5, i % 7, 100],
        steps: [{ name: 'a', ms: i }] as never,
        ...(i === 59 ? { deletedAt: 1 } : {}),
        ...(i > 0 ? { parent: id(i - 1) } : {}),
      });
    }
    runs = createQuery(world.context());
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  async function walk(query: Query<Run>, size: number): Promise<readonly Page<Run>[]> {
    const pages: Page<Run>[] = [];
    for (let cursor: string | null = null; ;) {
      const page: Page<Run> = await query.page({ size, cursor });
      pages.push(page);
      if (page.done) return pages;
      // As from another process: nothing but the text goes on.
      cursor = String(page.cursor);
    }
  }

  const sorted = (pages: readonly Page<Run>[]): string[] =>
    pages.flatMap(({ items }) => items.map((run) => run.id)).sort();
  const ids = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => id(from + i));

  it.each([
    ['a scan', (q: Query<Run>) => q.allowScan('all'), 'scan', 59],
    ['an index', (q: Query<Run>) => q.where((f) => f.score.between(0, 58)), 'sindex', 59],
    [
      'merged queries, where records fulfil both branches',
      (q: Query<Run>) => q.where((f) => f.team.eq('red').or(f.score.gte(0))),
      'sindex-merge',
      59,
    ],
    ['ids', (q: Query<Run>) => q.where((f) => f.id.in(ids(0, 59))), 'pk-batch', 59],
    ['a limit', (q: Query<Run>) => q.where((f) => f.score.gte(0)).limit(25), 'sindex', 25],
  ] as const)('make pages of %s, each entity once', async (_what, narrow, access, count) => {
    const query = narrow(runs);
    expect((await query.explain()).access).toBe(access);
    const pages = await walk(query, 10);
    expect(pages.every(({ items }) => items.length <= 10)).toBe(true);
    expect(pages.length).toBeGreaterThanOrEqual(Math.ceil(count / 10));
    const found = sorted(pages);
    expect(new Set(found).size).toBe(count);
    if (count === 59) expect(found).toEqual(ids(0, 59));
    expect(pages.at(-1)!.cursor).toBeNull();
  });

  it('refuse the cursor of another query, and what is none', async () => {
    const { cursor } = await runs.where((f) => f.score.gte(0)).page({ size: 5 });
    const code = 'ORM_QUERY_CURSOR';
    await expect(runs.where((f) => f.score.gte(1)).page({ size: 5, cursor })).rejects.toMatchObject(
      {
        code,
        message: expect.stringMatching(/cursor belongs to a query with other conditions/),
      },
    );
    await expect(
      runs.where((f) => f.score.gte(0)).page({ size: 5, cursor: 'x' }),
    ).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/cursor is none that a page returned/),
    });
    await expect(
      runs
        .where((f) => f.score.gte(0))
        .orderBy('score')
        .page({ size: 5 }),
    ).rejects.toThrow(/pages come in the order of the servers/);
    await expect(runs.page({ size: 5, cursr: null } as never)).rejects.toThrow(/cursr/);
  });

  it('refuse arguments that they do not take', async () => {
    const query = runs.where((f) => f.score.gte(0));
    const untyped = query as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    const signal = AbortSignal.abort();
    const settings = { signal };
    for (const method of ['all', 'first', 'firstOrFail', 'count', 'exists', 'ids', 'explain']) {
      await expect(untyped[method]!(settings)).rejects.toThrow(
        new RegExp(`^${method}\\(\\): got .*, which it does not take; .*signal\\(signal\\)`),
      );
    }
    for (const method of ['sum', 'avg', 'min', 'max', 'distinct']) {
      await expect(untyped[method]!('score', settings)).rejects.toThrow(QueryError);
    }
    await expect(untyped['reduce']!(() => 0, 0, settings)).rejects.toThrow(QueryError);
    await expect(untyped['page']!({ size: 1 }, settings)).rejects.toThrow(QueryError);
    await expect(untyped['aggregate']!('m', 'f', [], settings)).rejects.toThrow(QueryError);
    await expect(untyped['updateAll']!(() => ({}), settings)).rejects.toThrow(QueryError);
    await expect(untyped['removeAll']!(settings)).rejects.toThrow(QueryError);
    expect(() => untyped['stream']!({}, settings)).toThrow(QueryError);
  });

  it('do not make pages of an index that finds records several times', async () => {
    const query = runs.where((f) => f.levels.some((e) => e.gte(1)));
    expect((await query.explain()).access).toBe('sindex');
    await expect(query.page({ size: 5 })).rejects.toThrow(/may find a record several times/);
    expect(new Set(await query.ids()).size).toBe(59);
  });

  it('project values that the servers compute', async () => {
    const query = runs
      .where((f) => f.score.in([4, 5]))
      .project((f) => ({
        id: f.id,
        double: f.score.mul(2),
        half: f.score.toDouble().div(2),
        big: f.big.add(1n),
        at: f.at,
        red: f.team.eq('red'),
        kind: f.$.cond(f.score.gt(4), 'high', 'low'),
        deleted: f.deletedAt,
        first: f.steps.at(0).ms,
        written: f.$.lastUpdate(),
      }));
    const rows = [...(await query.all())].sort((a, b) => a.double! - b.double!);
    expect(rows.map((row) => ({ ...row, written: null }))).toEqual([
      {
        id: 'r04',
        double: 8,
        half: 2,
        big: 2n ** 60n + 5n,
        at: new Date(0),
        red: false,
        kind: 'low',
        deleted: undefined,
        first: 4,
        written: null,
      },
      {
        id: 'r05',
        double: 10,
        half: 2.5,
        big: 2n ** 60n + 6n,
        at: new Date(1000),
        red: false,
        kind: 'high',
        deleted: undefined,
        first: 5,
        written: null,
      },
    ]);
    expect(rows[0]!.written).toBeInstanceOf(Date);
    const byId = runs
      .where((f) => f.id.eq('r07'))
      .project((f) => ({ twice: f.score.add(f.score) }));
    expect(await byId.first()).toEqual({ twice: 14 });
    const byIds = runs.where((f) => f.id.in(['r07', 'r99', 'r08']));
    expect(await byIds.project((f) => ({ s: f.score })).all()).toEqual([{ s: 7 }, { s: 8 }]);
    expect(() => runs.project(() => ({}))).toThrow(/returns an object of expressions/);
  });

  it('fold values', async () => {
    const all = runs.allowScan('a test');
    expect((await all.distinct('team')).sort()).toEqual(['blue', 'red']);
    expect((await all.distinct('at')).map((at) => at.getTime()).sort((a, b) => a - b)).toEqual([
      0, 1000, 2000, 3000,
    ]);
    expect(await all.sum('score')).toBe((58 * 59) / 2);
    expect(await all.sum((f) => f.score.mul(2))).toBe(58 * 59);
    expect(await all.sum('big')).toBe(59n * 2n ** 60n + BigInt((58 * 59) / 2));
    expect(await all.avg('score')).toBe(29);
    expect(await all.min('score')).toBe(0);
    expect(await all.max('cost')).toBe(29);
    expect(await all.max((f) => f.score.neg())).toBe(0);
    expect(await runs.where((f) => f.score.gt(1000)).avg('score')).toBeNull();
    expect(await all.reduce((sum, { score }) => sum + score!, 0)).toBe((58 * 59) / 2);
    await expect(all.distinct('levels')).rejects.toThrow(/a list cannot be compared/);
    // The error names the method that was called.
    const none = all.sum((() => 5) as never);
    await expect(none).rejects.toThrow(/^Run\.sum\(\): is no expression/);
  });

  it('leave out what was removed softly, unless it is asked for', async () => {
    const query = runs.where((f) => f.id.in(['r58', 'r59']));
    expect(await query.ids()).toEqual(['r58']);
    expect(await query.withDeleted().ids()).toEqual(['r58', 'r59']);
    expect(await runs.where((f) => f.score.eq(59)).count()).toBe(0);
  });

  it('compare references by the ids they hold', async () => {
    const query = runs.allowScan('a test').where((f) => f.parent.eq('r06'));
    expect(await query.ids()).toEqual(['r07']);
    expect(await runs.allowScan('a test').where({ parent: 'r06' }).ids()).toEqual(['r07']);
  });

  it('stream with several readers, tell how far they are, and stop early', async () => {
    const told: number[] = [];
    const query = runs
      .allowScan('a test')
      .onProgress(({ records, isDone }) => told.push(isDone ? -records : records), {
        intervalMs: 0,
      });
    const seen: string[] = [];
    for await (const run of query.stream({ parallel: 4 })) seen.push(run.id);
    expect(seen.sort()).toEqual(ids(0, 59));
    expect(told.at(-1)).toBe(-59);
    expect(told).toHaveLength(60);
    let few = 0;
    for await (const run of query.stream({ parallel: 4 })) {
      expect(run.team).toBeDefined();
      if ((few += 1) === 3) break;
    }
    expect(few).toBe(3);
  });

  it('change all entities found, in the background', async () => {
    const job = await runs
      .where((f) => f.score.between(10, 19))
      .updateAll((r) => ({
        team: r.team.set('gold'),
        score: r.score.inc(1000),
      }));
    expect(job.plan.access).toBe('sindex');
    expect(typeof job.taskId).toBe('bigint');
    expect(await job.wait({ timeout: 20_000 })).toMatchObject({ isDone: true });
    const gold = runs.where((f) => f.team.eq('gold'));
    expect((await gold.all()).map(({ score }) => score!).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, i) => 1010 + i),
    );
    const byId = await runs
      .where((f) => f.id.in(['r01', 'r99']))
      .updateAll((r) => ({
        team: r.team.set('one'),
      }));
    expect(byId.taskId).toBeNull();
    expect(await byId.wait()).toMatchObject({ recordsSucceeded: 1, recordsFiltered: 1 });
    expect(await runs.where((f) => f.team.eq('one')).ids()).toEqual(['r01']);
  });

  it('refuse jobs that a forgotten condition would make of all entities', async () => {
    const all = createQuery(world.context({ scans: 'allow' }));
    await expect(all.removeAll()).rejects.toThrow(/has no condition and would work on all/);
    await expect(runs.where((f) => f.cost.gt(1)).removeAll()).rejects.toThrow(/not allowed/);
    await expect(
      runs
        .where((f) => f.score.gt(1))
        .limit(3)
        .removeAll(),
    ).rejects.toThrow(/limit\(\)/);
    await expect(
      runs.where((f) => f.score.gt(1)).updateAll((r) => ({ score: r.score.get() })),
    ).rejects.toThrow(/answers nothing/);
    expect(await runs.allowScan('a test').count()).toBe(59);
    const job = await runs.allowScan('all of them').removeAll();
    await job.wait({ timeout: 20_000 });
    expect(await runs.allowScan('a test').withDeleted().count()).toBe(1);
    expect(await runs.allowScan('a test').count()).toBe(0);
  });

  it('name the access by the index of the set', async () => {
    await world.client.indexSetCreate('test', world.set, world.indexName('qm_set'));
    world.forgetIndexes();
    try {
      const plan = await runs
        .allowScan('a test')
        .where((f) => f.cost.gt(1))
        .explain();
      expect(plan).toMatchObject({ access: 'set-index', index: world.indexName('qm_set') });
      expect(await runs.allowScan('a test').count()).toBe(59);
      await expect(runs.count()).rejects.toThrow(/reading the whole set is not allowed/);
    } finally {
      await world.client.indexRemove('test', world.indexName('qm_set'));
      world.forgetIndexes();
    }
  });

  it('advise which index would find less', async () => {
    const plan = await runs.where((f) => f.cost.gt(1).and(f.score.gte(5), f.big.eq(7n))).explain();
    expect(plan.access).toBe('sindex');
    expect(plan.advice).toMatch(/declare a numeric @Index on bin 'big' \(Run\.big\)/);
    expect(plan.text).toContain(`advice:    ${plan.advice!}`);
  });
});

@Entity({ set: 'qm_shape', discriminator: { bin: 'kind', value: 'shape' } })
class Shape {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) area?: number;
}

@ChildEntity('circle')
class Circle extends Shape {
  @Bin({ type: 'int' }) radius?: number;
}

@ChildEntity('disc')
class Disc extends Circle {}

describe('queries of a class below another', () => {
  it('find its own records and those of its subclasses', async () => {
    await using world = await QueryWorld.open(Shape);
    for (const [key, kind] of [
      ['s', 'shape'],
      ['c', 'circle'],
      ['d', 'disc'],
    ] as const) {
      await world.put(key, { kind, area: 1 });
    }
    const of = async (entity: typeof Shape): Promise<string[]> => {
      const context = { ...world.context(), metadata: getEntityMetadata(entity) };
      return (await createQuery(context).allowScan('a test').ids()).sort();
    };
    expect(await of(Shape)).toEqual(['c', 'd', 's']);
    expect(await of(Circle)).toEqual(['c', 'd']);
    expect(await of(Disc)).toEqual(['d']);
  });
});
