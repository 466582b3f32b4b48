import type { BinValue, Key } from '@aeroform/core';
import {
  Bin,
  CreatedAt,
  type DataSource,
  DeletedAt,
  Entity,
  EntityNotFoundError,
  FilteredOutError,
  Id,
  ListBin,
  MappingError,
  OptimisticLockError,
  QueryError,
  type Repository,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

const set = `orm_older_${process.pid}`;
const lockedSet = `${set}_v`;

/** The name was two bins in version 1, and the score was ten times as much in version 2. */
const migrate = {
  1: ({ first, last, ...rest }: Record<string, BinValue>) => ({
    ...rest,
    name: `${first as string} ${last as string}`,
  }),
  2: ({ score, ...rest }: Record<string, BinValue>) => ({
    ...rest,
    score: ((score as number | undefined) ?? 0) / 10,
  }),
};

@Entity({ set, schemaVersion: 3, migrate })
class Player {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'string' }) name!: string;
  @Bin({ type: 'int' }) score!: number;
  @ListBin(() => 'string') games!: string[];
  @CreatedAt() createdAt?: Date;
  @DeletedAt() deletedAt?: Date;
}

@Entity({ set: lockedSet, schemaVersion: 3, migrate })
class LockedPlayer {
  @Id({ type: 'int' }) id!: number;
  @Version() version!: number;
  @Bin({ type: 'string' }) name!: string;
  @Bin({ type: 'int' }) score!: number;
}

const versionOneSet = `${set}_one`;

@Entity({ set: versionOneSet, schemaVersion: 1 })
class VersionOne {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'int' }) score!: number;
}

const OLD = { first: 'Ann', last: 'Lee', score: 70 };

eachServer({ entities: [Player, LockedPlayer, VersionOne] }, (running) => {
  const source = (): DataSource => running().dataSource;
  const keyOf = (id: number, of = set): Key => [source().options.namespace, of, id];
  const putOld = (id: number, bins: Record<string, BinValue> = OLD, of = set) =>
    source().client.put(keyOf(id, of), bins, { key: 1 });
  const rawOf = async (id: number, of = set) => (await source().client.get(keyOf(id, of))).bins;
  let players: Repository<Player>;

  beforeEach(async () => {
    players = source().getRepository(Player);
    for (const name of [set, lockedSet, versionOneSet]) {
      const ids = Array.from({ length: 60 }, (_, id) => keyOf(id, name));
      await source().client.batchRemove(ids);
    }
  });

  describe('a write that makes the record', () => {
    test('upsert() writes the schema version, so that no migration runs over the record', async () => {
      await players.upsert({ id: 1, name: 'Bo', score: 5 });
      expect(await rawOf(1)).toMatchObject({ name: 'Bo', score: 5, _v: 3 });
      expect(await players.findByIdOrFail(1)).toMatchObject({ name: 'Bo', score: 5 });
    });

    test('operate() writes the schema version', async () => {
      await players.operate(2, (r) => ({ score: r.score.inc(4) }));
      expect(await rawOf(2)).toMatchObject({ score: 4, _v: 3 });
      expect(await players.findByIdOrFail(2)).toMatchObject({ score: 4 });
    });

    test('operateMany() writes the schema version', async () => {
      const done = await players.operateMany([3, 4], (r) => ({ score: r.score.inc(6) }));
      done.throwIfFailed();
      for (const id of [3, 4]) expect(await rawOf(id)).toMatchObject({ score: 6, _v: 3 });
    });

    test('the steps of a mixed batch, insert() and save() write the schema version', async () => {
      const made = (id: number) => players.create({ id, name: 'Bo', score: 5, games: [] });
      const outcome = await source()
        .batch()
        .operate(Player, 5, (r) => ({ score: r.score.inc(6) }))
        .insert(made(6))
        .save(made(7))
        .run();
      outcome.throwIfFailed();
      await players.insert(made(8));
      await players.save(made(9));
      for (const id of [5, 6, 7, 8, 9]) expect(await rawOf(id)).toMatchObject({ _v: 3 });
    });

    test('a handle of a list writes the schema version', async () => {
      await players.list(10, 'games').push('chess');
      expect(await rawOf(10)).toMatchObject({ games: ['chess'], _v: 3 });
    });
  });

  describe('a write of an older record', () => {
    const migrated = { name: 'Ann Lee', _v: 3 };

    test('update() brings it to the present form first, so that nothing written is lost', async () => {
      await putOld(11);
      await players.update(11, { score: 5 });
      const bins = await rawOf(11);
      expect(bins).toMatchObject({ ...migrated, score: 5 });
      expect(bins).not.toHaveProperty('first');
      expect(await players.findByIdOrFail(11)).toMatchObject({ name: 'Ann Lee', score: 5 });
    });

    test('upsert() and operate() do so too', async () => {
      await putOld(12);
      await putOld(13);
      await players.upsert({ id: 12, name: 'Bo' });
      const result = await players.operate(13, (r) => ({ score: r.score.inc(1) }));
      expect(await rawOf(12)).toMatchObject({ ...migrated, name: 'Bo', score: 7 });
      expect(result.score).toBe(8);
      expect(await rawOf(13)).toMatchObject({ ...migrated, score: 8 });
    });

    test('operateMany() does so for the records that need it', async () => {
      const ids = Array.from({ length: 50 }, (_, id) => id);
      for (const id of ids) if (id % 2 === 0) await putOld(id);
      await players.upsert({ id: 1, name: 'Bo', score: 1 });
      const progress: number[] = [];
      const done = await players.operateMany(ids, (r) => ({ score: r.score.inc(1) }), {
        chunk: 20,
        onProgress: (told) => progress.push(told.done),
      });
      const scores = done.throwIfFailed().map(({ score }) => score);
      expect(scores).toEqual(ids.map((id) => (id % 2 === 0 ? 8 : id === 1 ? 2 : 1)));
      expect(progress.at(-1)).toBe(50);
      expect(await rawOf(48)).toMatchObject({ ...migrated, score: 8 });
    });

    test('operate() in a mixed batch does so too', async () => {
      await putOld(14);
      const outcome = await source()
        .batch()
        .operate(Player, 14, (r) => ({ score: r.score.inc(1) }))
        .run();
      expect(outcome.items[0].value?.score).toBe(8);
      expect(await rawOf(14)).toMatchObject({ ...migrated, score: 8 });
    });

    test('softRemoveById() does so too', async () => {
      await putOld(15);
      expect(await players.softRemoveById(15)).toBe(true);
      expect(await rawOf(15)).toMatchObject({ ...migrated, score: 7 });
    });

    test("the caller's condition is about the present form", async () => {
      await putOld(16);
      await putOld(17);
      await players.update(16, { score: 1 }, { when: (f) => f.score.eq(7) });
      expect(await rawOf(16)).toMatchObject({ ...migrated, score: 1 });
      const refused = players.update(17, { score: 1 }, { when: (f) => f.score.eq(70) });
      await expect(refused).rejects.toThrow(FilteredOutError);
      expect(await rawOf(17)).toMatchObject({ score: 7 });
      const again = players.update(17, { score: 1 }, { when: (f) => f.score.eq(70) });
      await expect(again).rejects.toThrow(FilteredOutError);
    });

    test("rows of operateMany() that the caller's condition refuses count as filtered", async () => {
      await putOld(18);
      await putOld(19, { ...OLD, score: 20 });
      const done = await players.operateMany([18, 19, 20], (r) => ({ score: r.score.inc(1) }), {
        when: (f) => f.score.eq(7),
      });
      expect(done.items.map(({ status }) => status)).toEqual(['ok', 'filtered', 'not-found']);
      expect(done.items[1]?.error).toBeInstanceOf(FilteredOutError);
      expect(done.items[0]?.value?.score).toBe(8);
    });

    test('a version that the call names is compared before the migration', async () => {
      await putOld(21);
      const stale = players.update(21, { score: 1 }, { ifVersion: 5 });
      await expect(stale).rejects.toThrow(OptimisticLockError);
      expect(await rawOf(21)).toEqual(OLD);
      await players.update(21, { score: 1 }, { ifVersion: 1 });
      expect(await rawOf(21)).toMatchObject({ ...migrated, score: 1 });
      await putOld(22);
      const batch = (ifVersion: number) =>
        source()
          .batch()
          .operate(Player, 22, (r) => ({ score: r.score.inc(1) }), { ifVersion })
          .run();
      const lost = (await batch(9)).items[0];
      expect(lost.error).toBeInstanceOf(OptimisticLockError);
      expect(await rawOf(22)).toEqual(OLD);
      expect((await batch(1)).items[0].value?.score).toBe(8);
    });

    test('operate() of an entity that was read from it keeps its version', async () => {
      await putOld(23, OLD, lockedSet);
      const locked = source().getRepository(LockedPlayer);
      const player = await locked.findByIdOrFail(23);
      await locked.operate(player, (r) => ({ score: r.score.inc(1) }));
      expect(player).toMatchObject({ name: 'Ann Lee', score: 8, version: 3 });
      player.name = 'Bo';
      await locked.save(player);
      const bins = await rawOf(23, lockedSet);
      expect(bins).toEqual({ name: 'Bo', score: 8, _v: 3 });
    });

    test('save() of an entity that names its version, and was never read, migrates it first', async () => {
      const locked = source().getRepository(LockedPlayer);
      const saves = [
        (player: LockedPlayer) => locked.save(player),
        async (player: LockedPlayer) => (await locked.saveMany([player])).throwIfFailed()[0]!,
      ];
      for (const save of saves) {
        await putOld(25, OLD, lockedSet);
        const { gen } = (await source().client.get(keyOf(25, lockedSet))).meta;
        const saved = await save(locked.create({ id: 25, version: gen, score: 9 }));
        expect(await rawOf(25, lockedSet)).toEqual({ name: 'Ann Lee', score: 9, _v: 3 });
        expect(saved.version).toBe(gen + 2);
        const lost = locked.create({ id: 25, version: gen, score: 10 });
        await expect(save(lost)).rejects.toThrow();
        await source().client.remove(keyOf(25, lockedSet));
      }
    });

    test('many writers at once lose nothing', async () => {
      await putOld(24);
      const writers = Array.from({ length: 20 }, () =>
        players.operate(24, (r) => ({ score: r.score.inc(1) })),
      );
      await Promise.all(writers);
      expect(await rawOf(24)).toMatchObject({ ...migrated, score: 27 });
    });

    test('a record that cannot be migrated, or is newer, is an error and stays', async () => {
      await putOld(25, { ...OLD, _v: 9 });
      const newer = players.update(25, { score: 1 });
      await expect(newer).rejects.toThrow(/schema version 9, and the class knows up to 3/);
      const many = await players.operateMany([25], (r) => ({ score: r.score.inc(1) }));
      expect(many.items[0]).toMatchObject({ status: 'failed', id: 25 });
      expect(many.items[0]?.error).toBeInstanceOf(MappingError);
      expect(await rawOf(25)).toEqual({ ...OLD, _v: 9 });
    });

    test('update() of a record that is not there says so', async () => {
      await expect(players.update(26, { score: 1 })).rejects.toThrow(EntityNotFoundError);
    });

    test('removing it needs no migration', async () => {
      await putOld(27);
      await players.operate(27, (r) => ({ gone: r.$.remove() }));
      expect(await players.exists(27)).toBe(false);
    });

    test('a record without the version bin is of version 1', async () => {
      const ones = source().getRepository(VersionOne);
      await putOld(28, { score: 1 }, versionOneSet);
      await ones.update(28, { score: 2 });
      expect(await rawOf(28, versionOneSet)).toEqual({ score: 2 });
    });
  });

  describe('operations that only read', () => {
    test('are refused with the remedy, and leave the record as it is', async () => {
      await putOld(46);
      const reading = players.operate(46, (r) => ({ score: r.score.get() }));
      await expect(reading).rejects.toThrow(MappingError);
      await expect(reading).rejects.toThrow(
        /operate\(\) only reads.*schema version 1 instead of 3.*schema\.migrate\(Player\)/,
      );
      const many = await players.operateMany([46], (r) => ({ score: r.score.get() }));
      expect(many.items[0]).toMatchObject({ status: 'failed', id: 46 });
      const mixed = await source()
        .batch()
        .operate(Player, 46, (r) => ({ score: r.score.get() }))
        .run();
      expect(mixed.items[0]?.error).toBeInstanceOf(MappingError);
      await expect(players.list(46, 'games').size()).rejects.toThrow(MappingError);
      expect(await rawOf(46)).toEqual(OLD);
    });

    test('work once the record has the present form', async () => {
      await putOld(47);
      await players.save(await players.findByIdOrFail(47));
      const read = (when: number) =>
        players.operate(47, (r) => ({ score: r.score.get() }), { when: (f) => f.score.eq(when) });
      expect(await read(7)).toMatchObject({ score: 7 });
      await expect(read(8)).rejects.toThrow(FilteredOutError);
      const absent = players.operate(48, (r) => ({ score: r.score.get() }));
      await expect(absent).rejects.toThrow(EntityNotFoundError);
    });

    test('see what operations of the same call migrate and write', async () => {
      await putOld(49);
      const { score, name } = await players.operate(49, (r) => ({
        score: r.score.inc(1),
        name: r.name.get(),
      }));
      expect({ score, name }).toEqual({ score: 8, name: 'Ann Lee' });
    });
  });

  describe('updateAll()', () => {
    const scores = async (): Promise<number[]> =>
      (await players.query().allowScan('test').all()).map(({ score }) => score);

    test('refuses to start while a record it would change is of another version', async () => {
      await players.upsert({ id: 31, name: 'Bo', score: 5 });
      await putOld(32, { name: 'Al', score: 50, _v: 2 });
      const update = () =>
        players
          .query()
          .allowScan('test')
          .updateAll((r) => ({ score: r.score.inc(1) }));
      await expect(update()).rejects.toThrow(QueryError);
      await expect(update()).rejects.toThrow(/schema\.migrate\(Player\)/);
      expect(await scores()).toEqual([5, 5]);
      await source().schema.migrate(Player);
      await (await update()).wait();
      expect(await scores()).toEqual([6, 6]);
    });

    test('of ids refuses too, and changes those of the present version', async () => {
      await players.upsert({ id: 33, name: 'Bo', score: 5 });
      await putOld(44);
      const update = (ids: number[]) =>
        players
          .query()
          .where((f) => f.id.in(ids))
          .updateAll((r) => ({ score: r.score.inc(1) }));
      await expect(update([33, 44])).rejects.toThrow(/schema\.migrate\(Player\)/);
      expect(await rawOf(33)).toMatchObject({ score: 5 });
      const progress = await (await update([33, 45])).wait();
      expect(progress).toMatchObject({ recordsSucceeded: 1 });
      expect(await rawOf(33)).toMatchObject({ score: 6 });
    });

    test('works on the records its conditions find, whatever others there are', async () => {
      await players.upsert({ id: 36, name: 'Bo', score: 5 });
      await putOld(37);
      const job = await players
        .query()
        .where({ name: 'Bo' })
        .allowScan('test')
        .updateAll((r) => ({ score: r.score.inc(1) }));
      await job.wait();
      expect(await rawOf(36)).toMatchObject({ score: 6 });
      expect(await rawOf(37)).toEqual(OLD);
    });
  });
});
