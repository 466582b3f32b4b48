import type { BinValue } from '@aeroform/core';
import {
  BeforeSave,
  defineEntity,
  type EntityClass,
  getEntityMetadata,
  MetadataError,
  t,
} from '../../src/index.js';

class Line {
  quantity = 0;
}

const shape = {
  id: t.string().id({ strategy: 'uuidv7' }).bin('key'),
  version: t.version(),
  name: t.string().bin('nm'),
  age: t.int().optional().index({ name: 'by_age' }),
  big: t.bigint().default(0n),
  ratio: t.double(),
  active: t.bool(),
  photo: t.bytes().optional().unselected(),
  born: t.date(),
  exact: t.datetimeNs(),
  place: t.geojson().index(),
  visitors: t.hll({ indexBits: 10 }).optional(),
  settings: t.json<{ dark: boolean }>(),
  anything: t.dynamic(),
  colour: t.enum(['red', 'blue'], { as: 'value' }),
  tags: t.list(t.string(), { unique: true, maxItems: 5 }).index(),
  grid: t.list(t.list(t.int())),
  numbers: t.set(t.int()),
  scores: t.map(t.int(), { key: 'int', order: 'key-value' }),
  labels: t.record(t.date()),
  home: t.embedded({ city: t.string().index(), zip: t.string().optional() }),
  work: t.embedded({ city: t.string() }, { as: 'bins' }).optional(),
  points: t.list(t.embedded({ key: t.string().id(), x: t.double() }), { as: 'map' }),
  history: t.list(
    t.embedded(
      { x: t.double().ordinal(1), y: t.double().ordinal(0).since(2) },
      { as: 'list', schemaVersion: 2 },
    ),
  ),
  boss: t.reference((): EntityClass => User, { by: 'digest' }).optional(),
  length: t.int().convert({ toAerospike: (text: string) => text.length, fromAerospike: String }),
  createdAt: t.createdAt(),
  updatedAt: t.updatedAt().bin('upd'),
  deletedAt: t.deletedAt(),
  expiresAt: t.expiresAt(),
};

const User = defineEntity({ name: 'User', set: 'users', schemaVersion: 2 }, shape);
const user = getEntityMetadata(User);

test('a defined entity has the metadata that decorators would give it', () => {
  expect(user).toMatchObject({
    entity: User,
    name: 'User',
    set: 'users',
    idStrategy: 'uuidv7',
    id: { property: 'id', storedName: 'key', value: { kind: 'string' } },
    version: { property: 'version' },
    expiresAt: { property: 'expiresAt' },
    deletedAt: { property: 'deletedAt' },
    schemaVersion: { version: 2, binName: '_v' },
    references: [{ path: ['boss'] }],
  });
  const kinds = Object.fromEntries(
    [...user.property].map(([name, { value }]) => [name, value.kind]),
  );
  expect(kinds).toEqual({
    id: 'string',
    version: 'int',
    name: 'string',
    age: 'int',
    big: 'bigint',
    ratio: 'double',
    active: 'bool',
    photo: 'bytes',
    born: 'date',
    exact: 'datetime-ns',
    place: 'geojson',
    visitors: 'hll',
    settings: 'json',
    anything: 'dynamic',
    colour: 'string',
    tags: 'list',
    grid: 'list',
    numbers: 'set',
    scores: 'map',
    labels: 'map',
    home: 'embedded',
    work: 'embedded',
    points: 'keyedList',
    history: 'list',
    boss: 'reference',
    length: 'int',
    createdAt: 'date',
    updatedAt: 'date',
    deletedAt: 'date',
    expiresAt: 'date',
  });
});

test('options of properties arrive', () => {
  const property = (name: string) => user.property.get(name);
  expect(property('name')).toMatchObject({ storedName: 'nm', nullable: false });
  expect(property('age')).toMatchObject({ nullable: true });
  expect(property('big')).toMatchObject({ default: 0n, nullable: true });
  expect(property('photo')).toMatchObject({ selected: false });
  expect(property('updatedAt')).toMatchObject({ storedName: 'upd', audit: 'updated' });
  expect(property('tags')?.value).toMatchObject({ unique: true, maxItems: 5 });
  expect(property('scores')?.value).toMatchObject({ key: 'int', order: 'key-value', as: 'map' });
  expect(property('labels')?.value).toMatchObject({ as: 'object', value: { kind: 'date' } });
  expect(property('work')?.value).toMatchObject({ as: 'bins', prefix: 'work_' });
  expect(property('history')?.value).toMatchObject({
    element: { as: 'list', embeddable: { schemaVersion: 2 } },
  });
  expect(property('points')?.value).toMatchObject({ key: { property: 'key' } });
  const home = property('home')?.value;
  const city = home?.kind === 'embedded' ? home.embeddable.property.get('city') : undefined;
  expect(city).toMatchObject({ label: 'User.home.city', nullable: false });
  const indexes = user.indexes.map(({ name, type, collection }) => [name, type, collection]);
  expect(indexes).toEqual([
    ['by_age', 'numeric', 'default'],
    ['users_place', 'geo2dsphere', 'default'],
    ['users_tags', 'string', 'list'],
    ['users_home_city', 'string', 'default'],
  ]);
});

test('descriptions are immutable, so that one may be used twice', () => {
  const text = t.string();
  const indexed = text.index().bin('x');
  expect(text.declarations).toHaveLength(1);
  expect(indexed.declarations).toHaveLength(2);
  expect(User.shape).toEqual(shape);
  const Again = defineEntity({ name: 'Again' }, { ...User.shape, extra: text });
  expect(getEntityMetadata(Again).property.get('extra')?.storedName).toBe('extra');
});

test('a class derived from a defined entity is the same entity with methods and hooks', () => {
  class Person extends defineEntity(
    { name: 'Person', set: 'people', hooks: { afterLoad: 'ready', beforeSave: ['first'] } },
    { id: t.string().id(), name: t.string() },
  ) {
    loaded = false;
    ready(): void {
      this.loaded = true;
    }
    first(): void {}
    @BeforeSave() second(): void {
      this.name = this.name.trim();
    }
  }
  expect(getEntityMetadata(Person)).toMatchObject({
    entity: Person,
    name: 'Person',
    set: 'people',
    hooks: { afterLoad: ['ready'], beforeSave: ['first', 'second'] },
  });
});

test('a class that is declared elsewhere becomes an entity without being changed', () => {
  class Foreign {
    readonly id: string;
    lines: Line[] = [];
    constructor(id: string) {
      if (id === undefined) throw new Error('needs an id');
      this.id = id;
    }
  }
  const before = Reflect.ownKeys(Foreign.prototype);
  const ForeignEntity = defineEntity(
    { class: Foreign, set: 'foreign' },
    { id: t.string().id(), lines: t.list(t.embedded({ quantity: t.int() })) },
  );
  expect(ForeignEntity).toBe(Foreign);
  expect(Reflect.ownKeys(Foreign.prototype)).toEqual(before);
  expect(getEntityMetadata(Foreign)).toMatchObject({ name: 'Foreign', set: 'foreign' });
  expect(() => defineEntity({ class: Foreign }, { id: t.string().id() })).toThrow(
    /^Foreign: is already declared; keep one/,
  );
});

test('classes of one set may be declared without decorators', () => {
  abstract class Animal {
    id = '';
    abstract sound(): string;
  }
  class Dog extends Animal {
    age = 0;
    sound(): string {
      return 'wuff';
    }
  }
  const bin = 'kind';
  defineEntity({ class: Animal, discriminator: { bin }, abstract: true }, { id: t.string().id() });
  defineEntity({ class: Dog, child: 'dog', hooks: { afterLoad: 'sound' } }, { age: t.int() });
  expect(getEntityMetadata(Dog)).toMatchObject({
    set: 'Animal',
    discriminator: { binName: 'kind', value: 'dog' },
    hooks: { afterLoad: ['sound'] },
  });
  const children = getEntityMetadata(Animal).discriminator?.children();
  expect(children?.get('dog')).toBe(getEntityMetadata(Dog));
  class Cat extends Animal {
    sound = (): string => 'miau';
  }
  expect(() => defineEntity({ class: Cat, child: 'cat', set: 'cats' }, {})).toThrow(
    /^Cat: has child, so set is that of its base class/,
  );
});

test('expression indexes and naming may be given', () => {
  const Sum = defineEntity(
    {
      name: 'Sum',
      naming: 'snake',
      expressionIndexes: [{ name: 'sum', type: 'numeric', build: (f) => f.oneValue.add(1) }],
    },
    { id: t.string().id(), oneValue: t.int() },
  );
  const metadata = getEntityMetadata(Sum);
  expect(metadata.bins.map(({ binName }) => binName)).toEqual(['one_value']);
  expect(metadata.expressionIndexes).toMatchObject([{ name: 'sum', label: 'Sum' }]);
});

const id = t.string().id();

test.each<[string, () => unknown, RegExp]>([
  ['no name', () => defineEntity({ name: '' }, { id }), /^defineEntity: needs a name/],
  [
    'an unknown option',
    () => defineEntity({ name: 'A', sett: 'b' } as never, { id }),
    /^A: @Entity has no option 'sett'/,
  ],
  [
    'an unknown hook',
    () => defineEntity({ name: 'A', hooks: { beforeSafe: 'x' } as never }, { id }),
    /^A: hooks has no 'beforeSafe'; it knows beforeSave/,
  ],
  [
    'a hook that is no method',
    () => getEntityMetadata(defineEntity({ name: 'A', hooks: { afterLoad: 'x' } }, { id })),
    /^A\.x: is no method, but hooks\.afterLoad names it/,
  ],
  [
    'a property that is no description',
    () => defineEntity({ name: 'A' }, { id, b: 'string' as never }),
    /^A\.b: is described by the string "string"; write t\.string\(\)/,
  ],
  ['an id that cannot be one', () => t.bool().id.call(t.bool() as never), /an id is t\.string\(\)/],
  [
    'an optional element',
    () =>
      getEntityMetadata(
        defineEntity({ name: 'A' }, { id, b: t.list(t.string().bin('x') as never) }),
      ),
    /^A\.b: name is for properties, not for elements/,
  ],
  [
    'a version as an element',
    () => getEntityMetadata(defineEntity({ name: 'A' }, { id, b: t.list(t.version() as never) })),
    /^A\.b: @Version is for properties, not for elements/,
  ],
  [
    'a converter of a list',
    () =>
      getEntityMetadata(
        defineEntity(
          { name: 'A' },
          {
            id,
            b: t
              .list(t.int())
              .convert({ toAerospike: (v: BinValue) => v, fromAerospike: (v: BinValue) => v }),
          },
        ),
      ),
    /^A\.b: @ListBin has no option 'convert'/,
  ],
])('%s is refused', (_, define, message) => {
  expect(define).toThrow(MetadataError);
  expect(define).toThrow(message);
});
