import {
  BatchError,
  Bin,
  DataSource,
  defineEntity,
  Entity,
  Id,
  type Page,
  t,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

@Entity({ set: 'qid_string' })
class ByString {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) n?: number;
}

@Entity({ set: 'qid_int' })
class ByInt {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'int' }) n?: number;
}

@Entity({ set: 'qid_bigint' })
class ByBigint {
  @Id({ type: 'bigint' }) id!: bigint;
  @Bin({ type: 'int' }) n?: number;
}

@Entity({ set: 'qid_bytes' })
class ByBytes {
  @Id({ type: 'bytes' }) id!: Uint8Array;
  @Bin({ type: 'int' }) n?: number;
}

@Entity({ set: 'qid_bin', sendKey: false })
class ByStoredInt {
  @Id({ type: 'int', storeAsBin: 'key' }) id!: number;
  @Bin({ type: 'int' }) n?: number;
}

@Entity({ set: 'qid_big_bin', sendKey: false })
class ByStoredBigint {
  @Id({ type: 'bigint', storeAsBin: 'key' }) id!: bigint;
  @Bin({ type: 'int' }) n?: number;
}

const Defined = defineEntity(
  { name: 'Defined', set: 'qid_defined' },
  { id: t.int().id(), n: t.int() },
);

const LARGE = 2n ** 60n;

const cases: readonly [name: string, type: unknown, ids: readonly unknown[]][] = [
  ['string', ByString, ['1', '2', '3']],
  ['int', ByInt, [-2, 1, Number.MAX_SAFE_INTEGER]],
  ['int next to each other', ByInt, [7, 8, 9]],
  ['bigint', ByBigint, [-2n, 1n, LARGE]],
  ['bytes', ByBytes, [Buffer.from([0, 255]), Buffer.from([1]), Buffer.from('xyz')]],
  ['int in a bin', ByStoredInt, [-2, 1, 3]],
  ['bigint in a bin', ByStoredBigint, [-2n, 1n, LARGE]],
  ['defined int', Defined, [-2, 1, 3]],
];

eachServer(
  {
    entities: [ByString, ByInt, ByBigint, ByBytes, ByStoredInt, ByStoredBigint, Defined],
  },
  (running) => {
    const dataSource = (): DataSource => running().dataSource;

    describe.each(cases)('a query by ids of type %s', (_name, type, ids) => {
      // The cases have ids of different types: only the test knows that they fit.
      const repository = () => dataSource().getRepository(type as typeof ByString);
      const given = ids as string[];

      beforeAll(async () => {
        const entities = given.map((id, n) => repository().create({ id, n }));
        await repository().saveMany(entities);
      });

      test('finds what findById finds, with eq and with in', async () => {
        const found = await Promise.all(given.map((id) => repository().findByIdOrFail(id)));
        for (const [index, id] of given.entries()) {
          expect(
            await repository()
              .query()
              .where((f) => f.id.eq(id))
              .all(),
          ).toEqual([found[index]]);
        }
        const all = await repository()
          .query()
          .where((f) => f.id.in(given))
          .all();
        expect(all).toEqual(found);
        expect(all.map((entity) => repository().changed(entity))).toEqual([[], [], []]);
        expect(
          await repository()
            .query()
            .where((f) => f.id.in(given).and(f.n.gte(1)))
            .all(),
        ).toEqual(found.slice(1));
      });

      test('finds entities that can be saved', async () => {
        const [entity] = await repository()
          .query()
          .where((f) => f.id.eq(given[1]!))
          .all();
        entity!.n = 1;
        await repository().save(entity!);
        entity!.n = 7;
        await repository().save(entity!);
        const again = await repository().findByIdOrFail(given[1]!);
        expect(again.n).toBe(7);
        entity!.n = 1;
        await repository().save(entity!);
      });

      test('names those that a job could not change as they were given', async () => {
        const set = repository().metadata.set;
        await dataSource().client.put(['test', set, given[2]!], { n: 'no number' });
        const failure: unknown = await repository()
          .query()
          .where((f) => f.id.in(given))
          .updateAll((r) => ({ n: r.n.inc(0) }))
          .catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(BatchError);
        const { items } = (failure as BatchError).outcome;
        expect(items.map(({ id }) => id)).toEqual(given);
        expect(items.map(({ status }) => status)).toEqual(['ok', 'ok', 'failed']);
        await dataSource().client.put(['test', set, given[2]!], { n: 2 });
      });

      test('tells what a job did although one of its batches failed as a whole', async () => {
        await using small = await new DataSource({
          ...running().connection,
          namespace: 'test',
          entities: [type as typeof ByString],
          batch: { chunk: 1, parallel: 1 },
        }).initialize();
        const send = small.client.batch.bind(small.client);
        let calls = 0;
        jest.spyOn(small.client, 'batch').mockImplementation((...args) => {
          calls += 1;
          return calls === 2 ? Promise.reject(new Error('no connection')) : send(...args);
        });
        const failure: unknown = await small
          .getRepository(type as typeof ByString)
          .query()
          .where((f) => f.id.in(given))
          .updateAll((r) => ({ n: r.n.inc(0) }))
          .catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(BatchError);
        const { items } = (failure as BatchError).outcome;
        expect(items.map(({ status }) => status)).toEqual(['ok', 'failed', 'ok']);
        expect(items.map(({ id }) => id)).toEqual(given);
      });

      test('gives ids, parts, first, count, pages and streams', async () => {
        const query = () =>
          repository()
            .query()
            .where((f) => f.id.in(given));
        expect(await query().ids()).toEqual(given);
        expect(await query().count()).toBe(3);
        expect(
          await repository()
            .query()
            .where((f) => f.id.eq(given[2]!))
            .ids(),
        ).toEqual([given[2]]);
        expect((await query().first())?.id).toEqual(given[0]);
        expect(await query().select('n').all()).toMatchObject(given.map((id, n) => ({ id, n })));
        const paged: unknown[] = [];
        let cursor: string | null = null;
        do {
          const page: Page<ByString> = await query().page({ size: 2, cursor });
          paged.push(...page.items.map(({ id }) => id));
          cursor = page.cursor;
        } while (cursor !== null);
        expect(paged).toEqual(given);
        const streamed: unknown[] = [];
        for await (const { id } of query()) streamed.push(id);
        expect(streamed).toEqual(given);
      });
    });
  },
);
