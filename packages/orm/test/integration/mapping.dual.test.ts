import { hllAdd } from '@aeroform/core';
import {
  Bin,
  ChildEntity,
  type DataSource,
  Entity,
  HllBin,
  Id,
  MappingError,
  unknownBins,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

@Entity({ set: 'map_shape', discriminator: { bin: 'kind' }, abstract: true })
abstract class Figure {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) name?: string;
  abstract area(): number;
}

@ChildEntity('CIRCLE')
class Circle extends Figure {
  @Bin({ type: 'double' }) radius!: number;
  area(): number {
    return Math.PI * this.radius ** 2;
  }
}

@ChildEntity('SQUARE')
class Square extends Figure {
  @Bin({ type: 'double' }) side!: number;
  area(): number {
    return this.side ** 2;
  }
}

@Entity({ set: 'map_more', unknownBins: 'keep' })
class Keeper {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) a?: number;
}

@Entity({ set: 'map_more', unknownBins: 'throw' })
class Strict {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) a?: number;
}

@Entity({ set: 'map_more' })
class Loose {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) a?: number;
}

@Entity({ set: 'map_other' })
class Account {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) first?: string;
  @Bin({ type: 'string' }) last?: string;
  @Bin({ type: 'string', select: false }) secret?: string;
  @HllBin() visitors?: unknown;

  get full(): string {
    return `${this.first ?? ''} ${this.last ?? ''}`;
  }
}

@Entity({ set: 'map_made' })
class Money {
  @Id({ type: 'string' }) readonly id: string;
  @Bin({ type: 'int' }) readonly cents: number;

  constructor(id: string, cents: number) {
    if (!Number.isInteger(cents)) throw new TypeError('cents');
    this.id = id;
    this.cents = cents;
  }

  static hydrate(values: { id: string; cents: number }): Money {
    return new Money(values.id, values.cents);
  }
}

@Entity({
  set: 'map_schema',
  schemaVersion: 3,
  migrate: {
    1: ({ name, ...rest }) => {
      const [first = '', last = ''] = String(name as string).split(' ');
      return { ...rest, first, last };
    },
    2: (bins) => ({ ...bins, active: true }),
  },
})
class Customer {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) first!: string;
  @Bin({ type: 'string' }) last!: string;
  @Bin({ type: 'bool' }) active!: boolean;
}

eachServer(
  { entities: [Figure, Circle, Square, Keeper, Strict, Loose, Account, Money, Customer] },
  (running) => {
    const dataSource = (): DataSource => running().dataSource;

    test('records of several classes in one set become instances of their classes', async () => {
      const figures = dataSource().getRepository<Figure>(Figure);
      const circle = Object.assign(Object.create(Circle.prototype) as Circle, {
        id: 'c',
        radius: 2,
      });
      const square = Object.assign(Object.create(Square.prototype) as Square, { id: 's', side: 3 });
      await figures.save(circle);
      await figures.save(square);
      const [foundCircle, foundSquare] = await figures.findByIds(['c', 's']);
      expect(foundCircle).toBeInstanceOf(Circle);
      expect(foundSquare).toBeInstanceOf(Square);
      expect(foundSquare!.area()).toBe(9);
      (foundSquare as Square).side = 4;
      expect(figures.changed(foundSquare!)).toEqual(['side']);
      await figures.save(foundSquare!);
      const found = await dataSource().getRepository(Square).findByIdOrFail('s');
      expect(found.side).toBe(4);
    });

    test('a record of a class that was not asked for is not there, one of none is an error', async () => {
      const { client } = dataSource();
      const circles = dataSource().getRepository(Circle);
      await client.put(['test', 'map_shape', 'sq'], { kind: 'SQUARE', side: 1 });
      expect(await circles.findById('sq')).toBeNull();
      await client.put(['test', 'map_shape', 'tri'], { kind: 'TRIANGLE' });
      await expect(dataSource().getRepository<Figure>(Figure).findById('tri')).rejects.toThrow(
        /holds the string "TRIANGLE", which no class declares \(there are 'CIRCLE', 'SQUARE'\); add @ChildEntity/,
      );
    });

    describe('bins the class does not map', () => {
      const put = async (id: string): Promise<void> => {
        await dataSource().client.put(['test', 'map_more', id], { a: 1, other: 'x', more: [1] });
      };
      const bins = async (id: string): Promise<object> =>
        (await dataSource().client.get(['test', 'map_more', id])).bins;

      test('are kept with the entity, by save and by replace', async () => {
        await put('keep');
        const repository = dataSource().getRepository(Keeper);
        const found = await repository.findByIdOrFail('keep');
        expect(unknownBins(found)).toEqual({ other: 'x', more: [1] });
        found.a = 2;
        await repository.save(found);
        expect(await bins('keep')).toEqual({ a: 2, other: 'x', more: [1] });
        found.a = 3;
        await repository.replace(found);
        expect(await bins('keep')).toEqual({ a: 3, other: 'x', more: [1] });
        expect(unknownBins(found)).toEqual({ other: 'x', more: [1] });
      });

      test('are ignored, and only replace drops them', async () => {
        await put('ignore');
        const repository = dataSource().getRepository(Loose);
        const found = await repository.findByIdOrFail('ignore');
        expect(unknownBins(found)).toEqual({});
        found.a = 2;
        await repository.save(found);
        expect(await bins('ignore')).toEqual({ a: 2, other: 'x', more: [1] });
        await repository.replace(found);
        expect(await bins('ignore')).toEqual({ a: 2 });
      });

      test('are an error that names the bin', async () => {
        await put('throw');
        const failed = dataSource().getRepository(Strict).findById('throw');
        await expect(failed).rejects.toThrow(MappingError);
        await expect(failed).rejects.toThrow(/the bin 'other', which the class does not map/);
      });
    });

    test('getters stay getters, and a property with select: false is read only when it is named', async () => {
      const repository = dataSource().getRepository(Account);
      await repository.save(repository.create({ id: 'g', first: 'A', last: 'B', secret: 's' }));
      const found = await repository.findByIdOrFail('g');
      expect(found.full).toBe('A B');
      expect(Object.hasOwn(found, 'full')).toBe(false);
      expect(found.secret).toBeUndefined();
      found.first = 'C';
      await repository.save(found);
      const named = await repository.findById('g', { select: ['first', 'secret'] });
      expect(named).toMatchObject({ first: 'C', secret: 's' });
    });

    test('a sketch comes back as a sketch and is not written again', async () => {
      const repository = dataSource().getRepository(Account);
      const key = ['test', 'map_other', 'h'] as const;
      await dataSource().client.operate(key, [hllAdd('visitors', ['a', 'b'], 8)]);
      const found = await repository.findByIdOrFail('h');
      expect(repository.changed(found)).toEqual([]);
      await repository.save(repository.create({ id: 'h2', visitors: found.visitors }));
      const copy = await dataSource().client.get(['test', 'map_other', 'h2']);
      expect(copy.bins['visitors']).toEqual(found.visitors);
    });

    test('a static hydrate makes the instance, and its state is remembered', async () => {
      const repository = dataSource().getRepository(Money);
      await repository.save(new Money('m', 5));
      const found = await repository.findByIdOrFail('m');
      expect(found).toBeInstanceOf(Money);
      expect(found.cents).toBe(5);
      expect(repository.changed(found)).toEqual([]);
      expect(repository.versionOf(found)).toBeGreaterThan(0);
    });

    test('a record of an older schema version is migrated when read, and written back by save', async () => {
      const { client } = dataSource();
      const key = ['test', 'map_schema', 'old'] as const;
      await client.put(key, { name: 'Ada Lovelace' }, { exists: 2 });
      const repository = dataSource().getRepository(Customer);
      const found = await repository.findByIdOrFail('old');
      expect(found).toMatchObject({ first: 'Ada', last: 'Lovelace', active: true });
      expect((await client.get(key)).bins).toEqual({ name: 'Ada Lovelace' });
      await repository.save(found);
      expect((await client.get(key)).bins).toEqual({
        first: 'Ada',
        last: 'Lovelace',
        active: true,
        _v: 3,
      });
      const again = await repository.findByIdOrFail('old');
      expect(repository.changed(again)).toEqual([]);
      await client.put(key, { _v: 4 });
      await expect(repository.findById('old')).rejects.toThrow(
        /has schema version 4, and the class knows up to 3/,
      );
    });
  },
);
