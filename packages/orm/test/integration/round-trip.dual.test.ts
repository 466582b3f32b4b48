import { exp } from '@aeroform/core';
import fc from 'fast-check';
import {
  Bin,
  type DataSource,
  Embedded,
  Entity,
  GeoBin,
  Id,
  ListBin,
  MapBin,
  SetBin,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

class Place {
  @Bin({ type: 'string' }) city?: string | null | undefined;
  @Bin({ name: 'z', type: 'int' }) zip?: number | null | undefined;
}

class Part {
  @Id({ type: 'string' }) sku!: string;
  @Bin({ type: 'double' }) weight?: number | null;
}

@Entity({ set: 'trip_all' })
class All {
  @Id({ type: 'string' }) id!: string;
  @Version() version!: number;
  @Bin({ type: 'int' }) int?: number | null;
  @Bin({ type: 'bigint' }) big?: bigint | null;
  @Bin({ type: 'double' }) double?: number | null;
  @Bin({ type: 'string' }) string?: string | null;
  @Bin({ type: 'bool' }) bool?: boolean | null;
  @Bin({ type: 'bytes' }) bytes?: Uint8Array | null;
  @Bin({ type: 'date' }) date?: Date | null;
  @Bin({ type: 'datetime-ns' }) nanos?: bigint | null;
  @Bin({ type: 'json' }) json?: unknown;
  @Bin() dynamic?: unknown;
  @GeoBin() geo?: object | null;
  @Bin({
    type: 'int',
    convert: {
      toAerospike: (text: string) => Number.parseInt(text, 16),
      fromAerospike: (value: number) => value.toString(16),
    },
  })
  hex?: string | null;
  @ListBin(() => 'double') list?: number[] | null;
  @ListBin(() => 'int', { order: 'ordered' }) ordered?: number[] | null;
  @SetBin(() => 'bigint') set?: Set<bigint> | null;
  @MapBin(() => 'date') map?: Map<string, Date> | null;
  @MapBin(() => 'string', { key: 'int', order: 'key-value' }) numbers?: Map<number, string> | null;
  @MapBin(() => 'int', { as: 'object', persistIndex: true }) object?: Record<string, number> | null;
  @Embedded(() => Place) place?: Place | null;
  @Embedded(() => Place, { as: 'list', name: 'placel' }) listed?: Place | null;
  @Embedded(() => Place, { as: 'bins', prefix: 'p_' }) spread?: Place | null;
  @ListBin(() => Place) places?: Place[] | null;
  @ListBin(() => Part, { as: 'map' }) parts?: Part[] | null;
}

/** The particle type of doubles. */
const DOUBLE_PARTICLE = 2;

const date = fc.date({ noInvalidDate: true, min: new Date(-1e15), max: new Date(1e15) });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const text = fc.string({ maxLength: 12, unit: 'grapheme' });
const key = fc.string({ maxLength: 6 });
const double = fc.double({ noNaN: true });
const place = fc.record({
  city: fc.option(text, { nil: undefined }),
  zip: fc.option(fc.maxSafeInteger(), { nil: undefined }),
});
const filledPlace = fc.record({ city: text, zip: fc.maxSafeInteger() });
const json = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => value !== null)
  // JSON has no negative zero.
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const dynamic = fc.oneof(
  fc.maxSafeInteger(),
  text,
  fc.array(fc.oneof(text, fc.boolean(), fc.constant(null)), { maxLength: 4 }),
  fc.dictionary(key, fc.maxSafeInteger(), { maxKeys: 3 }),
);

/** Some of the properties of {@link All}, with values that come back as they are. */
const draft = fc.record(
  {
    int: fc.maxSafeInteger(),
    big: int64,
    double: fc.oneof(double, fc.integer()),
    string: text,
    bool: fc.boolean(),
    bytes: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    date,
    nanos: int64,
    json,
    dynamic,
    geo: fc.constant({ type: 'Point', coordinates: [1.5, 2] }),
    hex: fc.nat().map((value) => value.toString(16)),
    list: fc.array(double, { maxLength: 4 }),
    ordered: fc
      .array(fc.maxSafeInteger(), { maxLength: 4 })
      .map((items) => items.toSorted((a, b) => a - b)),
    set: fc
      .array(int64, { maxLength: 4 })
      .map((items) => new Set(items.toSorted((a, b) => (a < b ? -1 : 1)))),
    map: fc.array(fc.tuple(key, date), { maxLength: 4 }).map((entries) => new Map(entries)),
    numbers: fc
      .array(fc.tuple(fc.maxSafeInteger(), text), { maxLength: 4 })
      .map((entries) => new Map(entries)),
    object: fc.dictionary(key, fc.maxSafeInteger(), { maxKeys: 4, noNullPrototype: true }),
    place,
    listed: place,
    spread: filledPlace,
    places: fc.array(place, { maxLength: 3 }),
    parts: fc
      .uniqueArray(fc.record({ sku: text, weight: double }), {
        maxLength: 4,
        selector: ({ sku }) => sku,
      })
      .map((parts) =>
        parts.toSorted((a, b) => Buffer.compare(Buffer.from(a.sku), Buffer.from(b.sku))),
      ),
  },
  { requiredKeys: ['int'] },
);

eachServer({ entities: [All] }, (running) => {
  const dataSource = (): DataSource => running().dataSource;

  test('an entity of every kind of value comes back as it was, and unchanged', async () => {
    const repository = dataSource().getRepository(All);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(draft, async (values) => {
        const id = `all${count++}`;
        await repository.save(repository.create({ id, ...values }), {
          ifVersion: 'any',
        });
        const found = await repository.findByIdOrFail(id);
        for (const [name, value] of Object.entries(values)) {
          expect({ [name]: found[name as keyof All] }).toEqual({ [name]: value });
        }
        expect(repository.changed(found)).toEqual([]);
        found.int = (values.int + 1) % 1000;
        const expected = found.int === values.int ? [] : ['int'];
        expect(repository.changed(found)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('every change of a loaded entity is noticed and written', async () => {
    const repository = dataSource().getRepository(All);
    await fc.assert(
      fc.asyncProperty(draft, draft, async (before, after) => {
        const id = 'changing';
        await repository.save(repository.create({ id, ...before }), { ifVersion: 'any' });
        const loaded = await repository.findByIdOrFail(id);
        const cleared = Object.keys(before).filter((name) => !(name in after));
        Object.assign(loaded, after, Object.fromEntries(cleared.map((name) => [name, null])));
        await repository.save(loaded);
        expect(repository.changed(loaded)).toEqual([]);
        const found = await repository.findByIdOrFail(id);
        for (const [name, value] of Object.entries(after)) {
          expect({ [name]: found[name as keyof All] }).toEqual({ [name]: value });
        }
        for (const name of cleared) expect(found[name as keyof All]).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  test('what is changed inside a value is noticed', async () => {
    const repository = dataSource().getRepository(All);
    await repository.save(
      repository.create({
        id: 'inside',
        bytes: Buffer.from('ab'),
        date: new Date(5),
        list: [1],
        map: new Map([['a', new Date(1)]]),
        place: { city: 'x' },
        places: [{ zip: 1 }],
        dynamic: { a: [1] },
        json: { a: 1 },
      }),
      { ifVersion: 'any' },
    );
    const change = async (edit: (entity: All) => void): Promise<string[]> => {
      const found = await repository.findByIdOrFail('inside');
      edit(found);
      return repository.changed(found);
    };
    expect(await change((entity) => (entity.bytes![0] = 1))).toEqual(['bytes']);
    expect(await change((entity) => entity.date!.setTime(6))).toEqual(['date']);
    expect(await change((entity) => entity.list!.push(2))).toEqual(['list']);
    expect(await change((entity) => entity.map!.get('a')!.setTime(2))).toEqual(['map']);
    expect(await change((entity) => (entity.place!.zip = 4))).toEqual(['place']);
    expect(await change((entity) => (entity.places![0]!.zip = 4))).toEqual(['places']);
    expect(await change((entity) => (entity.dynamic as { a: number[] }).a.push(1))).toEqual([
      'dynamic',
    ]);
    expect(await change((entity) => ((entity.json as { a: number }).a = 2))).toEqual(['json']);
  });

  test('a whole number in a double property is a double on the server', async () => {
    const { client } = dataSource();
    const repository = dataSource().getRepository(All);
    await repository.save(repository.create({ id: 'three', double: 3 }), { ifVersion: 'any' });
    const key = ['test', 'trip_all', 'three'] as const;
    const filterExpression = exp.eq(exp.binType('double'), exp.intVal(DOUBLE_PARTICLE));
    await expect(client.get(key, { filterExpression })).resolves.toMatchObject({
      bins: { double: 3 },
    });
  });
});
