import { ctx, double, exp, EXP_TYPE_FLOAT, MAP_RETURN_VALUE, operations } from '@aeroform/core';
import {
  Bin,
  Embeddable,
  Embedded,
  Entity,
  Id,
  ListBin,
  MapBin,
  MappingError,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Embeddable()
class Point {
  @Bin({ type: 'int' }) x?: number;
  @Bin({ type: 'int' }) y?: number;
}

@Embeddable()
class Place {
  @Bin({ type: 'string' }) city?: string;
  @Bin({ name: 'st', type: 'string' }) street?: string;
  @Bin({ type: 'int' }) floor?: number;
  @Bin({ type: 'int' }) door?: number;
  @Embedded(() => Point) point?: Point;
  @ListBin(() => 'string') notes?: string[];
}

@Embeddable()
class Part {
  @Id() sku!: string;
  @Bin({ type: 'int' }) qty?: number;
}

/** A place in all the ways in which objects are embedded. */
class Everywhere {
  @Id({ type: 'string' }) id!: string;
  @Embedded(() => Place) place?: Place | undefined;
  @Embedded(() => Place, { as: 'bins', prefix: 'at_' }) spread?: Place;
  @Embedded(() => Point, { as: 'list' }) point?: Point;
  @ListBin(() => Place) places?: Place[];
  @MapBin(() => Place) byName?: Map<string, Place>;
  @MapBin(() => Point, { key: 'int' }) byNumber?: Map<number, Point>;
  @ListBin(() => Part, { as: 'map' }) parts?: Part[];
}

@Entity({ set: 'orm_unkeys' })
class Guarded extends Everywhere {
  @Version() version?: number;
}

@Entity({ set: 'orm_unkeys' })
class Unguarded extends Everywhere {}

@Entity({ set: 'orm_unkeys', unknownBins: 'keep' })
class Keeper extends Everywhere {}

@Entity({ set: 'orm_unkeys', unknownBins: 'throw' })
class Strict extends Everywhere {}

@Entity({
  set: 'orm_unkeys',
  schemaVersion: 2,
  migrate: {
    1: (bins) => {
      const place = bins['place'] as Record<string, string>;
      place['city'] = place['town']!;
      delete place['town'];
      return bins;
    },
  },
})
class Moved {
  @Id({ type: 'string' }) id!: string;
  @Embedded(() => Place) place?: Place;
}

const classes = [Guarded, Unguarded, Keeper];

eachServer({ entities: [...classes, Strict, Moved] }, (running) => {
  const client = () => running().dataSource.client;
  const binsOf = async (id: string) => (await client().get(['test', 'orm_unkeys', id])).bins;

  const place = (more: object = {}) => ({ city: 'Oslo', st: 's', floor: 1, door: 2, ...more });

  async function stored(bins: object): Promise<string> {
    const id = freshId();
    await client().put(['test', 'orm_unkeys', id], bins as never);
    return id;
  }

  describe.each(classes)('saving %p', (type) => {
    // The classes have the same properties.
    const repository = () => running().dataSource.getRepository<Everywhere>(type);

    test('keeps keys of an embedded object, also inside it', async () => {
      const point = { x: 1, y: 2, z: 3 };
      const id = await stored({ place: place({ geo: 'g', point }) });
      const found = await repository().findByIdOrFail(id);
      found.place!.city = 'Bergen';
      found.place!.point!.y = 7;
      found.place!.notes = ['n'];
      delete found.place!.door;
      await repository().save(found);
      const { door: _, ...left } = place({ city: 'Bergen', geo: 'g', notes: ['n'] });
      expect(await binsOf(id)).toEqual({ place: { ...left, point: { ...point, y: 7 } } });
      expect(repository().changed(found)).toEqual([]);
      found.place!.floor = 9;
      await repository().save(found);
      expect((await binsOf(id))['place']).toMatchObject({ floor: 9, geo: 'g', point: { z: 3 } });
    });

    test('keeps them when the object is replaced, not when it is removed', async () => {
      const id = await stored({ place: place({ geo: 'g', point: { x: 1, z: 3 } }), byName: {} });
      const found = await repository().findByIdOrFail(id);
      found.place = Object.assign(new Place(), { city: 'Rome', point: { y: 1 } });
      await repository().save(found);
      expect((await binsOf(id))['place']).toEqual({
        city: 'Rome',
        geo: 'g',
        point: { y: 1, z: 3 },
      });
      found.place = undefined;
      await repository().save(found);
      found.place = Object.assign(new Place(), { city: 'Rome' });
      await repository().save(found);
      expect((await binsOf(id))['place']).toEqual({ city: 'Rome' });
    });

    test('keeps keys of objects in the values of maps, and in keyed lists', async () => {
      const id = await stored({
        byName: { a: place({ geo: 'a' }), b: place({ geo: 'b' }), c: place() },
        byNumber: new Map([
          [1, { x: 1, z: 1 }],
          [2, { x: 2, z: 2 }],
          [3, { x: 3, z: 3 }],
        ]),
        parts: { k: { qty: 1, color: 'red' }, l: { qty: 2, color: 'blue' }, m: { qty: 3 } },
      });
      const found = await repository().findByIdOrFail(id);
      expect(repository().changed(found)).toEqual([]);
      found.byName!.get('a')!.floor = 5;
      found.byNumber!.get(1)!.x = 5;
      found.parts![0]!.qty = 5;
      await repository().save(found);
      expect(await binsOf(id)).toEqual({
        byName: { a: place({ geo: 'a', floor: 5 }), b: place({ geo: 'b' }), c: place() },
        byNumber: new Map([
          [1, { x: 5, z: 1 }],
          [2, { x: 2, z: 2 }],
          [3, { x: 3, z: 3 }],
        ]),
        parts: { k: { qty: 5, color: 'red' }, l: { qty: 2, color: 'blue' }, m: { qty: 3 } },
      });
    });

    test('keeps keys of elements of a list, wherever they go', async () => {
      const id = await stored({
        places: [place({ geo: 1 }), place({ geo: 2 }), place({ geo: 3 })],
      });
      const found = await repository().findByIdOrFail(id);
      const [first, second, third] = found.places!;
      second!.floor = 8;
      found.places = [third!, Object.assign(new Place(), { city: 'new' }), second!];
      found.byName = new Map([['was first', first!]]);
      await repository().save(found);
      expect(await binsOf(id)).toEqual({
        places: [place({ geo: 3 }), { city: 'new' }, place({ geo: 2, floor: 8 })],
        byName: { 'was first': place({ geo: 1 }) },
      });
    });

    test('keeps what follows a list of properties, and keys of an object spread over bins', async () => {
      const id = await stored({ point: [1, 2, 'more'], at_point: { x: 1, z: 2 }, at_city: 'c' });
      const found = await repository().findByIdOrFail(id);
      found.point!.x = 5;
      found.spread!.point!.x = 6;
      await repository().save(found);
      expect(await binsOf(id)).toEqual({
        point: [5, 2, 'more'],
        at_point: { x: 6, z: 2 },
        at_city: 'c',
      });
    });

    test('leaves the type of a number as it is', async () => {
      const id = await stored({
        place: place({ ratio: double(1), point: { x: 1, z: double(2) } }),
      });
      const found = await repository().findByIdOrFail(id);
      found.place!.city = 'Bergen';
      found.place!.point!.x = 2;
      await repository().save(found);
      const isDouble = (name: string, ...path: readonly string[]) =>
        operations.expRead(
          name,
          exp.eq(
            exp.mapGetByKey(
              MAP_RETURN_VALUE,
              EXP_TYPE_FLOAT,
              exp.stringVal(path.at(-1)!),
              exp.mapBin('place'),
              ...path.slice(0, -1).map((key) => ctx.mapKey(key)),
            ),
            exp.floatVal(name === 'ratio' ? 1 : 2),
          ),
        );
      const { bins } = await client().operate(
        ['test', 'orm_unkeys', id],
        [isDouble('ratio', 'ratio'), isDouble('z', 'point', 'z')],
      );
      expect(bins).toEqual({ ratio: true, z: true });
    });

    test('takes keys that are no strings for unknown, too', async () => {
      const mixed = new Map<string | number, unknown>([
        ['city', 'Oslo'],
        [7, 'seven'],
      ]);
      const id = await stored({ place: mixed });
      const found = await repository().findByIdOrFail(id);
      found.place!.city = 'Bergen';
      await repository().save(found);
      expect((await binsOf(id))['place']).toEqual(new Map([...mixed, ['city', 'Bergen']]));
    });
  });

  test('without a version, keys that others have put since it was read stay as they are', async () => {
    const unguarded = running().dataSource.getRepository(Unguarded);
    const id = await stored({ place: place({ geo: 'g' }) });
    const found = await unguarded.findByIdOrFail(id);
    await client().put(['test', 'orm_unkeys', id], { place: place({ geo: 'G', more: 1 }) });
    found.place!.city = 'Bergen';
    await unguarded.save(found);
    expect((await binsOf(id))['place']).toEqual(place({ city: 'Bergen', geo: 'G', more: 1 }));
    await client().put(['test', 'orm_unkeys', id], { place: null, byName: {} });
    found.place!.city = 'Rome';
    await unguarded.save(found);
    expect((await binsOf(id))['place']).toEqual(place({ city: 'Rome' }));
  });

  test('a merge does not take them for a conflict', async () => {
    const guarded = running().dataSource.getRepository(Guarded);
    const id = await stored({ place: place({ geo: 'g' }) });
    const found = await guarded.findByIdOrFail(id);
    await client().put(['test', 'orm_unkeys', id], { place: place({ geo: 'G' }) });
    found.place!.city = 'Bergen';
    await guarded.save(found, { merge: 'disjoint' });
    expect((await binsOf(id))['place']).toEqual(place({ city: 'Bergen', geo: 'G' }));
  });

  test("replace() drops them, but keeps them under unknownBins: 'keep'", async () => {
    const bins = { place: place({ geo: 'g' }), places: [place({ geo: 'h' })] };
    const id = await stored(bins);
    const keepers = running().dataSource.getRepository(Keeper);
    await keepers.replace(await keepers.findByIdOrFail(id));
    expect(await binsOf(id)).toEqual(bins);
    const unguarded = running().dataSource.getRepository(Unguarded);
    await unguarded.replace(await unguarded.findByIdOrFail(id));
    expect(await binsOf(id)).toEqual({ place: place(), places: [place()] });
  });

  test.each([
    ['Strict.place[geo]', { place: place({ geo: 'g' }) }],
    ['Strict.place.point[z]', { place: place({ point: { z: 1 } }) }],
    ['Strict.places[1][geo]', { places: [place(), place({ geo: 'g' })] }],
    ['Strict.byName[a][geo]', { byName: { a: place({ geo: 'g' }) } }],
    ['Strict.parts[k][geo]', { parts: { k: { geo: 'g' } } }],
    ['Strict.point[2]', { point: [1, 2, 3] }],
    ['point[z]', { at_point: { z: 1 } }],
  ])("unknownBins: 'throw' names %s", async (path, bins) => {
    const strict = running().dataSource.getRepository(Strict);
    const reading = strict.findById(await stored(bins));
    await expect(reading).rejects.toThrow(MappingError);
    await expect(reading).rejects.toThrow(`${path}: is in the record, but no class maps it`);
  });

  test('what a migration has renamed or removed does not come back', async () => {
    const moved = running().dataSource.getRepository(Moved);
    const id = await stored({ place: { town: 'Oslo', st: 's', geo: 'g' } });
    const found = await moved.findByIdOrFail(id);
    found.place!.street = 't';
    await moved.save(found);
    expect((await binsOf(id))['place']).toEqual({ city: 'Oslo', st: 't', geo: 'g' });
    const other = await stored({ place: { town: 'Oslo', geo: 'g' } });
    await moved.save(await moved.findByIdOrFail(other));
    expect((await binsOf(other))['place']).toEqual({ city: 'Oslo', geo: 'g' });
  });

  test('a nested change sends the one operation, inside the object', async () => {
    const guarded = running().dataSource.getRepository(Guarded);
    const id = await stored({
      place: place({ point: { x: 1, y: 2 }, notes: ['a', 'b'] }),
      byName: { a: place(), b: place() },
    });
    const found = await guarded.findByIdOrFail(id);
    found.place!.point!.y = 9;
    found.place!.notes!.push('c');
    found.byName!.get('b')!.floor = 4;
    const operate = jest.spyOn(client(), 'operate');
    await guarded.save(found);
    const sent = operate.mock.calls[0]![1] as unknown as readonly {
      name: string;
      bin: string;
      context: readonly unknown[];
    }[];
    operate.mockRestore();
    expect(sent.map(({ name, bin, context }) => [name, bin, context.length])).toEqual([
      ['putItems', 'place', 1],
      ['appendItems', 'place', 1],
      ['putItems', 'byName', 1],
    ]);
    expect(await binsOf(id)).toEqual({
      place: place({ point: { x: 1, y: 9 }, notes: ['a', 'b', 'c'] }),
      byName: { a: place(), b: place({ floor: 4 }) },
    });
  });
});
