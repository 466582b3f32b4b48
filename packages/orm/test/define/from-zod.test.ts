import * as z from 'zod';
import * as mini from 'zod/mini';
import {
  BeforeSave,
  type EntityClass,
  fromZod,
  getEntityMetadata,
  MetadataError,
} from '../../src/index.js';
import type { ImmediateSchema } from '../../src/type/standard-schema.js';

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
  const { validateNow } = getEntityMetadata(type).validate as ImmediateSchema;
  expect(validateNow(entity)).toEqual({ value: entity });
  expect(validateNow(young)).toMatchObject({ issues: [{ path: ['age'] }] });
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
    'a pipe from one type to another',
    () => make({ a: z.string().pipe(z.coerce.number()) }),
    /^Bad\.a: the pipe goes from one type to another, one way only; use z\.codec/,
  ],
  [
    'an intersection',
    () => make({ a: z.object({ b: z.int() }).and(z.object({ c: z.int() })) }),
    /^Bad\.a: z\.intersection has no stored form; make one object of both/,
  ],
  ['nothing', () => make({ a: z.null() }), /^Bad\.a: z\.null has no stored form; .*leave it out/],
  [
    'a function',
    () => make({ a: z.function() as never }),
    /^Bad\.a: z\.function has no stored form; make it a method/,
  ],
  [
    'a value of unknown class',
    () => make({ a: z.object({ b: z.custom<string>() }) }),
    /^Bad\.a\.b: z\.custom has no stored form; nothing says what it is; .*bins: \{ a: /,
  ],
  [
    'a nested object with any keys',
    () => make({ a: z.array(z.looseObject({ b: z.int() })) }),
    /^Bad\.a\[\]: takes keys that its schema does not name; z\.record.*bins: \{ a: \{ type: 'map' \} \}/,
  ],
  [
    'an entity with any keys',
    () =>
      fromZod(z.object({ id: key }).catchall(z.int()), {
        name: 'Bad',
        id: 'id',
      }),
    /^Bad: takes keys that its schema does not name; leave .*unknownBins: 'keep'/,
  ],
  [
    'catch around what is stored as told, with codecs',
    () =>
      make({ a: z.tuple([z.int()]).catch([1]), b: dateText }, { bins: { a: { type: 'list' } } }),
    /^Bad\.a: z\.catch cannot be checked backward/,
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

test('what is said around a schema counts where the stored type is given, and so does a codec', async () => {
  const type = make(
    {
      a: z.tuple([z.int()]).prefault([1]),
      b: z.codec(z.tuple([z.string()]), z.date(), {
        decode: ([text]) => new Date(text),
        encode: (date) => [date.toISOString()] as [string],
      }),
      c: z.instanceof(URL),
    },
    {
      bins: {
        a: { type: 'list' },
        b: { type: 'list' },
        c: {
          type: 'string',
          convert: {
            toAerospike: (url: URL) => url.href,
            fromAerospike: (text: string) => new URL(text),
          },
        },
      },
    },
  );
  const { property, validate } = getEntityMetadata(type);
  expect((property.get('a')!.default as () => unknown)()).toEqual([1]);
  const value = property.get('b')!.value as { converter: { toAerospike(date: Date): unknown } };
  expect(value.converter.toAerospike(new Date(0))).toEqual(['1970-01-01T00:00:00.000Z']);
  // Entities hold what comes out of the codec, and are checked so.
  const entity = { id: 'a', a: [1], b: new Date(0), c: new URL('https://example.com/') };
  await expect(validate!['~standard'].validate(entity)).resolves.toEqual({ value: entity });
  expect(property.get('c')!.value).toMatchObject({ kind: 'string' });
});

test.each<[string, z.ZodType, object]>([
  ['an enum', z.enum(['a', 'b']), { kind: 'string' }],
  ['an enum without a member', z.enum(['a', 'b']).exclude(['a']), { kind: 'string' }],
  ['a native enum of numbers', z.enum({ A: 0, B: 5 }), { kind: 'int' }],
  ['a literal of texts and numbers', z.literal(['a', 1]), { kind: 'dynamic' }],
  ['keys of an object', z.keyof(z.object({ a: z.int() })), { kind: 'string' }],
  ['a record', z.partialRecord(z.enum(['a', 'b']), z.int()), { kind: 'map' }],
  ['a branded text', z.string().brand('Sku'), { kind: 'string' }],
  ['a refined array', z.array(z.int()).refine((each) => each.length > 0), { kind: 'list' }],
  ['a checked object', z.strictObject({ a: z.int() }).check(), { kind: 'embedded' }],
  ['a pipe of one type', z.coerce.string().pipe(z.email()), { kind: 'string' }],
  ['a pipe from anything', z.unknown().pipe(z.int()), { kind: 'int' }],
  ['a pipe to an enum', z.string().pipe(z.enum(['a'])), { kind: 'string' }],
  ['a pipe to whole numbers', z.number().pipe(z.int()), { kind: 'int' }],
  ['a coerced number', z.coerce.number(), { kind: 'double' }],
  ['a coerced date', z.coerce.date(), { kind: 'date' }],
  ['an ISO date', z.iso.date(), { kind: 'string' }],
  ['an ISO time', z.iso.datetime(), { kind: 'string' }],
  ['a URL', z.url(), { kind: 'string' }],
  ['a text of a template', z.templateLiteral(['a', z.int()]), { kind: 'string' }],
  ['a flag as text', z.stringbool(), { kind: 'string' }],
  ['a 64-bit integer', z.int64(), { kind: 'bigint' }],
  ['a 32-bit integer', z.uint32(), { kind: 'int' }],
  ['a Date by its class', z.instanceof(Date), { kind: 'date' }],
  ['a Buffer', z.instanceof(Buffer), { kind: 'bytes' }],
])('%s has a stored form', (_, schema, value) => {
  const found = getEntityMetadata(make({ a: schema })).property.get('a');
  expect(found).toMatchObject({ value, nullable: false });
});

test('values without a declared type may be null', () => {
  const { property } = getEntityMetadata(make({ a: z.any(), b: z.unknown() }));
  expect(property.get('a')).toMatchObject({ value: { kind: 'dynamic' }, nullable: true });
  expect(property.get('b')).toMatchObject({ nullable: true, default: null });
});
