import {
  AfterLoad,
  BeforeSave,
  Bin,
  CreatedAt,
  Embedded,
  Entity,
  Enum,
  GeoBin,
  getEntityMetadata,
  Id,
  Index,
  ListBin,
  MapBin,
  SetBin,
  Transient,
  Ttl,
  UpdatedAt,
  Version,
} from '../../src/index.js';

enum Colour {
  red = 'r',
  blue = 'b',
}

class Address {
  @Bin({ type: 'string' }) @Index() city!: string;
  @Bin({ name: 'zip', type: 'string' }) postalCode!: string;
}

class Audited {
  @CreatedAt({ name: 'made' }) createdAt!: Date;
  @UpdatedAt() updatedAt!: Date;
  @Bin({ type: 'string' }) note?: string;
}

@Entity({ set: 'people', namespace: 'test', ttl: 60 })
class Person extends Audited {
  @Id({ strategy: 'ulid' }) id!: string;
  @Version() version?: number;
  @Ttl() ttl?: number;
  @Bin({ name: 'nm', type: 'string' }) @Index({ type: 'string', name: 'by_name' }) name!: string;
  @Bin({ type: 'int' }) age?: number;
  @Bin() anything: unknown;
  @Enum(() => Colour) colour?: Colour;
  @ListBin(() => 'string', { order: 'ordered', unique: true }) @Index() tags!: string[];
  @SetBin(() => 'int') numbers!: Set<number>;
  @MapBin(() => Address) @Index({ on: 'mapKeys' }) addresses!: Map<string, Address>;
  @Embedded(() => Address) home!: Address;
  @Embedded(() => Address, { as: 'bins', prefix: 'w_' }) work?: Address;
  @GeoBin() @Index() place?: { type: 'Point'; coordinates: [number, number] };
  @Transient() cache?: string;
  @Transient() override note?: string = '';
  @BeforeSave() check(): void {}
  @AfterLoad() ready(): void {}
}

@Entity()
class Other extends Audited {
  @Id() id!: string;
}

test('the metadata holds what the decorators of the class and its bases said', () => {
  const metadata = getEntityMetadata(Person);
  expect(metadata).toMatchObject({
    name: 'Person',
    set: 'people',
    namespace: 'test',
    defaultTtl: 60,
    idStrategy: 'ulid',
    sendKey: true,
    id: { property: 'id', role: 'id', storedName: null },
    version: { property: 'version', role: 'version' },
    ttl: { property: 'ttl', role: 'ttl' },
    hooks: { beforeSave: ['check'], afterLoad: ['ready'] },
  });
  expect(metadata.bins.map(({ binName }) => binName)).toEqual([
    'made',
    'updatedAt',
    'nm',
    'age',
    'anything',
    'colour',
    'tags',
    'numbers',
    'addresses',
    'home',
    'w_city',
    'w_zip',
    'place',
  ]);
});

test('each property knows its kind', () => {
  const { property } = getEntityMetadata(Person);
  const kinds = Object.fromEntries([...property].map(([name, { value }]) => [name, value.kind]));
  expect(kinds).toEqual({
    createdAt: 'date',
    updatedAt: 'date',
    id: expect.stringMatching(/^(string|dynamic)$/),
    version: 'int',
    ttl: 'int',
    name: 'string',
    age: 'int',
    anything: 'dynamic',
    colour: 'string',
    tags: 'list',
    numbers: 'set',
    addresses: 'map',
    home: 'embedded',
    work: 'embedded',
    place: 'geojson',
  });
  expect(property.get('tags')?.value).toMatchObject({
    ordered: true,
    unique: true,
    element: { kind: 'string' },
  });
});

test('indexes know their bin, type, collection and path', () => {
  const indexes = getEntityMetadata(Person).indexes.map(
    ({ name, binName, type, collection, steps }) => [name, binName, type, collection, steps],
  );
  expect(indexes).toEqual([
    ['by_name', 'nm', 'string', 'default', []],
    ['people_tags', 'tags', 'string', 'list', []],
    ['people_addresses_mapKeys', 'addresses', 'string', 'mapKeys', []],
    ['people_home_city', 'home', 'string', 'default', [{ kind: 'mapKey', key: 'city' }]],
    ['people_w_city', 'w_city', 'string', 'default', []],
    ['people_place', 'place', 'geo2dsphere', 'default', []],
  ]);
});

test('the metadata is built once and frozen', () => {
  const metadata = getEntityMetadata(Person);
  expect(getEntityMetadata(Person)).toBe(metadata);
  expect(Object.isFrozen(metadata)).toBe(true);
  expect(Object.isFrozen(metadata.properties)).toBe(true);
  expect(Object.isFrozen(metadata.properties[0])).toBe(true);
  expect(Object.isFrozen(metadata.indexes[0]?.steps)).toBe(true);
});

test('classes with one base class do not see each other', () => {
  const { properties, set } = getEntityMetadata(Other);
  expect(set).toBe('Other');
  expect(properties.map(({ property }) => property)).toEqual([
    'createdAt',
    'updatedAt',
    'note',
    'id',
  ]);
});
