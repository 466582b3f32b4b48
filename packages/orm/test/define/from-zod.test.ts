import * as z from 'zod';
import * as mini from 'zod/mini';
import {
  BeforeSave,
  type EntityClass,
  fromZod,
  getEntityMetadata,
  MetadataError,
} from '../../src/index.js';

const dateText = z.codec(z.string(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

interface Folder {
  name: string;
  folders: Folder[];
}
const Folder: z.ZodType<Folder> = z.object({
  name: z.string(),
  get folders() {
    return z.array(Folder);
  },
});

const schema = z.object({
  id: z.uuid(),
  version: z.int().optional(),
  email: z.email(),
  age: z.number().int().min(0).optional(),
  ratio: z.number(),
  big: z.bigint(),
  active: z.boolean().default(true),
  born: z.date().nullable(),
  gone: z.date().nullish(),
  role: z.enum(['admin', 'user']),
  level: z.literal([1, 2]),
  either: z.union([z.literal('a'), z.enum(['b', 'c'])]),
  maybe: z.union([z.string(), z.null()]),
  tags: z.array(z.string()),
  numbers: z.set(z.int()),
  scores: z.map(z.int(), z.number()),
  labels: z.record(z.string(), z.int()),
  home: z.object({ city: z.string(), zip: z.string().optional() }),
  lines: z.array(z.object({ sku: z.string(), at: dateText })),
  root: Folder,
  bytes: z.instanceof(Uint8Array),
  updated: dateText,
  since: z.codec(dateText, z.number(), {
    decode: (date) => date.getTime(),
    encode: (time) => new Date(time),
  }),
  count: z.readonly(z.int().prefault(3)),
  anything: z.unknown(),
  place: z.tuple([z.number(), z.number()]),
});

const Account = fromZod(schema, {
  name: 'Account',
  set: 'accounts',
  id: 'id',
  idStrategy: 'uuidv7',
  version: 'version',
  ttl: 60,
  bins: {
    email: { name: 'mail', index: true },
    home: { as: 'bins', prefix: 'h_' },
    tags: { unique: true, index: { name: 'by_tag' } },
    place: { type: 'list' },
    age: { select: false },
  },
});
const account = getEntityMetadata(Account);

test('a zod schema becomes an entity', () => {
  expect(account).toMatchObject({
    name: 'Account',
    set: 'accounts',
    defaultTtl: 60,
    idStrategy: 'uuidv7',
    id: { property: 'id', value: { kind: 'string' } },
    version: { property: 'version' },
  });
  const kinds = Object.fromEntries(
    [...account.property].map(([name, { value }]) => [name, value.kind]),
  );
  expect(kinds).toEqual({
    id: 'string',
    version: 'int',
    email: 'string',
    age: 'int',
    ratio: 'double',
    big: 'bigint',
    active: 'bool',
    born: 'date',
    gone: 'date',
    role: 'string',
    level: 'int',
    either: 'string',
    maybe: 'string',
    tags: 'list',
    numbers: 'set',
    scores: 'map',
    labels: 'map',
    home: 'embedded',
    lines: 'list',
    root: 'embedded',
    bytes: 'bytes',
    updated: 'string',
    since: 'string',
    count: 'int',
    anything: 'dynamic',
    place: 'dynamic',
  });
  expect(account.indexes.map(({ name }) => name)).toEqual(['accounts_mail', 'by_tag']);
  expect(account.bins.map(({ binName }) => binName)).toContain('h_city');
});

test('what may be absent, and what is then there, follows the schema', () => {
  const property = (name: string) => account.property.get(name);
  expect(property('email')).toMatchObject({ nullable: false, storedName: 'mail' });
  expect(property('age')).toMatchObject({ nullable: true, default: undefined, selected: false });
  expect((property('active')!.default as () => unknown)()).toBe(true);
  expect((property('count')!.default as () => unknown)()).toBe(3);
  expect(property('born')).toMatchObject({ nullable: true, default: null });
  expect(property('maybe')).toMatchObject({ nullable: true, default: null });
  expect(property('gone')).toMatchObject({ nullable: true, default: undefined });
});

test('codecs are converters, composed where one holds another', () => {
  const converter = (name: string) => {
    const value = account.property.get(name)?.value;
    return value !== undefined && 'converter' in value ? value.converter : null;
  };
  const day = new Date(Date.UTC(2020, 1, 2));
  expect(converter('updated')?.toAerospike(day)).toBe('2020-02-02T00:00:00.000Z');
  expect(converter('updated')?.fromAerospike('2020-02-02T00:00:00.000Z')).toEqual(day);
  expect(converter('since')?.toAerospike(day.getTime())).toBe('2020-02-02T00:00:00.000Z');
  expect(converter('since')?.fromAerospike('2020-02-02T00:00:00.000Z')).toBe(day.getTime());
});

test('a schema that contains itself is read once', () => {
  const root = account.property.get('root')?.value;
  const folder = root?.kind === 'embedded' ? root.embeddable : undefined;
  expect(folder?.property.get('folders')?.value).toMatchObject({
    kind: 'list',
    element: { embeddable: folder },
  });
});

test('schemas without codecs validate by themselves', async () => {
  const plain = z.object({ id: z.string(), age: z.int().min(0).default(1) });
  const { validate } = getEntityMetadata(fromZod(plain, { name: 'Plain', id: 'id' }));
  expect(validate).toBe(plain);
  const off = fromZod(plain, { name: 'Off', id: 'id', validate: null });
  expect(getEntityMetadata(off).validate).toBeNull();
});

test.each([
  ['classic', z.object({ id: z.string(), at: dateText, age: z.int().min(0) })],
  [
    'mini',
    mini.object({
      id: mini.string(),
      at: mini.codec(mini.string(), mini.date(), {
        decode: (text) => new Date(text),
        encode: (date) => date.toISOString(),
      }),
      age: mini.int().check(mini.minimum(0)),
    }),
  ],
])('with codecs, %s schemas validate the side that entities have', async (name, codecs) => {
  const type: EntityClass = fromZod(codecs as z.ZodObject<{ id: z.ZodString }>, {
    name,
    id: 'id',
  });
  const schemaOf = getEntityMetadata(type).validate!['~standard'];
  const entity = Object.assign(Object.create(type.prototype as object) as object, {
    id: 'a',
    at: new Date(5),
    age: 3,
  });
  expect(await schemaOf.validate(entity)).toEqual({ value: entity });
  const young = { id: 'a', at: new Date(5), age: -1 };
  expect(await schemaOf.validate(young)).toMatchObject({ issues: [{ path: ['age'] }] });
  const text = { id: 'a', at: 'tomorrow', age: 1 };
  expect(await schemaOf.validate(text)).toMatchObject({ issues: [{ path: ['at'] }] });
});

test('a class may be derived from it', () => {
  class Named extends fromZod(z.object({ key: z.int(), name: z.string() }), {
    name: 'Named',
    id: 'key',
    hooks: { afterLoad: 'ready' },
  }) {
    ready(): void {}
    @BeforeSave() trim(): void {
      this.name = this.name.trim();
    }
  }
  expect(getEntityMetadata(Named)).toMatchObject({
    entity: Named,
    id: { value: { kind: 'int' } },
    hooks: { beforeSave: ['trim'], afterLoad: ['ready'] },
  });
});

const key = z.string();
const make = (shape: Record<string, z.ZodType>, more: object = {}) =>
  fromZod(z.object({ id: key, ...shape }), { name: 'Bad', id: 'id', ...more });

test.each<[string, () => unknown, RegExp]>([
  [
    'a tuple',
    () => make({ a: z.tuple([z.int()]) }),
    /^Bad\.a: z\.tuple has no stored form; .*bins: \{ a: \{ type: 'json' \} \}/,
  ],
  [
    'a nested function',
    () => make({ a: z.object({ b: z.array(z.symbol()) }) }),
    /^Bad\.a\.b\[\]: z\.symbol/,
  ],
  ['a mixed union', () => make({ a: z.union([z.string(), z.int()]) }), /^Bad\.a: z\.union has no/],
  ['JSON without a type', () => make({ a: z.json() }), /^Bad\.a.*: z\.(lazy|union|array) has no/],
  ['a transform', () => make({ a: z.string().transform(Number) }), /^Bad\.a: a transform goes one/],
  ['a custom class', () => make({ a: z.instanceof(URL) }), /^Bad\.a: z\.custom has no stored form/],
  [
    'keys that are no keys',
    () => make({ a: z.map(z.date(), z.int()) }),
    /^Bad\.a: the keys of a map/,
  ],
  [
    'a property that is not there',
    () => make({}, { bins: { b: {} } }),
    /^Bad\.b: is not in the schema; it has id/,
  ],
  [
    'an option of the id',
    () => make({}, { bins: { id: { index: true, unique: true } } }),
    /^Bad\.id: an id has no option 'unique'/,
  ],
  ['an unknown option', () => make({}, { sett: 'x' }), /^Bad: @Entity has no option 'sett'/],
  [
    'an option of another kind',
    () => getEntityMetadata(make({ a: z.int() }, { bins: { a: { unique: true } } })),
    /^Bad\.a: @Bin has no option 'unique'/,
  ],
  [
    'no schema',
    () => fromZod({} as never, { name: 'Bad', id: 'id' as never }),
    /^Bad: fromZod takes a z\.object/,
  ],
  [
    'a schema of another type',
    () => fromZod(z.string() as never, { name: 'Bad', id: 'id' as never }),
    /^Bad: fromZod takes/,
  ],
  [
    'an id that cannot be one',
    () => fromZod(z.object({ id: z.date() }), { name: 'Bad', id: 'id' }),
    /^Bad\.id: an id is z\.string/,
  ],
  [
    'catch with codecs',
    () => make({ a: z.int().catch(1), b: dateText }),
    /^Bad\.a: z\.catch cannot be checked backward/,
  ],
])('%s is refused', (_, define, message) => {
  expect(define).toThrow(MetadataError);
  expect(define).toThrow(message);
});

test('what has no stored form of its own is stored as it is told', () => {
  const type = make(
    { a: z.tuple([z.int()]).optional(), b: z.json() },
    { bins: { a: { type: 'json' }, b: { type: 'json', name: 'bb' } } },
  );
  expect(getEntityMetadata(type).property.get('a')).toMatchObject({
    nullable: true,
    value: { kind: 'json' },
  });
  expect(getEntityMetadata(type).property.get('b')).toMatchObject({
    storedName: 'bb',
    nullable: false,
  });
});
