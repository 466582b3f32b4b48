import {
  Bin,
  Entity,
  Id,
  MappingError,
  Reference,
  type Ref,
  unknownBins,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'unsel_keep', unknownBins: 'keep' })
class Keeper {
  @Id({ type: 'string' }) id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'string', select: false, nullable: false }) secret!: string;
}

@Entity({ set: 'unsel_keep', unknownBins: 'throw' })
class Strict {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'string', select: false }) secret?: string;
}

@Entity({ set: 'unsel_owner' })
class Owner {
  @Id({ type: 'string' }) id!: string;
  @Reference(() => Keeper) keeper?: Ref<Keeper>;
}

eachServer({ entities: [Keeper, Strict, Owner] }, (running) => {
  const keepers = () => running().dataSource.getRepository(Keeper);
  const binsOf = async (id: string) =>
    (await running().dataSource.client.get(['test', 'unsel_keep', id])).bins;

  async function stored(bins: object = {}): Promise<string> {
    const id = freshId();
    const all = { name: 'Ada', secret: 'xyz', color: 'red', ...bins };
    await running().dataSource.client.put(['test', 'unsel_keep', id], all);
    return id;
  }

  describe('unknown bins of a class with a property that is not read by default', () => {
    test('are known however the entity is read, and the property is not', async () => {
      const id = await stored();
      await running().dataSource.client.put(['test', 'unsel_owner', id], { keeper: id });
      const owner = await running().dataSource.getRepository(Owner).findByIdOrFail(id);
      const found = [
        await keepers().findByIdOrFail(id),
        (await keepers().findByIds([id]))[0]!,
        ...(await keepers()
          .query()
          .where((f) => f.id.eq(id))
          .all()),
        await owner.keeper!.load(),
        await keepers().reload(await keepers().findByIdOrFail(id)),
      ];
      for (const keeper of found) {
        expect(unknownBins(keeper)).toEqual({ color: 'red' });
        expect(keeper.secret).toBeUndefined();
        expect(keepers().changed(keeper)).toEqual([]);
      }
    });

    test('stay when the entity is replaced, and so does what was not read', async () => {
      const keeper = await keepers().findByIdOrFail(await stored());
      keeper.name = 'Bea';
      await keepers().replace(keeper);
      const bins = { name: 'Bea', secret: 'xyz', color: 'red' };
      expect(await binsOf(keeper.id)).toEqual(bins);
      expect(keepers().changed(keeper)).toEqual([]);
      keeper.name = 'Cid';
      await keepers().save(keeper);
      expect(await binsOf(keeper.id)).toEqual({ ...bins, name: 'Cid' });
      keeper.secret = 'abc';
      await keepers().replace(keeper);
      expect(await binsOf(keeper.id)).toEqual({ ...bins, name: 'Cid', secret: 'abc' });
    });

    test('go with the value that was read last, after reload', async () => {
      const keeper = await keepers().findByIdOrFail(await stored());
      await running().dataSource.client.put(['test', 'unsel_keep', keeper.id], {
        secret: 'new',
        color: 'blue',
      });
      await keepers().reload(keeper);
      await keepers().replace(keeper);
      expect(await binsOf(keeper.id)).toEqual({ name: 'Ada', secret: 'new', color: 'blue' });
    });

    test('are refused under throw', async () => {
      const strict = running().dataSource.getRepository(Strict);
      const id = await stored();
      await expect(strict.findById(id)).rejects.toThrow(MappingError);
      await expect(strict.findById(id)).rejects.toThrow("bin 'color'");
      await running().dataSource.client.put(['test', 'unsel_keep', id], { color: null });
      expect(Object.assign({}, await strict.findByIdOrFail(id))).toEqual({ id, name: 'Ada' });
    });
  });

  test('a selection reads its bins only, so its unknown bins are not known', async () => {
    const id = await stored();
    const keeper = (await keepers().findByIdOrFail(id, { select: ['name'] })) as Keeper;
    expect(unknownBins(keeper)).toEqual({});
    await expect(keepers().replace(keeper)).rejects.toThrow(
      /^Keeper: was read without secret, which replace\(\) would drop; use save\(\), or name it/,
    );
    keeper.name = 'Bea';
    await keepers().save(keeper);
    expect(await binsOf(id)).toEqual({ name: 'Bea', secret: 'xyz', color: 'red' });
  });
});
