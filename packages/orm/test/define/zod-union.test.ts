import * as z from 'zod';
import * as mini from 'zod/mini';
import {
  type EmbeddableMetadata,
  type EntityClass,
  fromZod,
  getEntityMetadata,
  MetadataError,
  type ValueMetadata,
} from '../../src/index.js';

const card = z.object({ kind: z.literal('card'), last4: z.string() });
const cash = z.object({ kind: z.literal(['cash', 'coins']), till: z.string().optional() });

const propertyOf = (schema: z.ZodType, bins: object = {}) => {
  const type: EntityClass = fromZod(z.object({ id: z.string(), p: schema }), {
    name: 'Union',
    id: 'id',
    bins,
  });
  return getEntityMetadata(type).property.get('p')!;
};

/** The properties of the classes, by what the discriminator says. */
const variantsIn = (value: ValueMetadata): Record<string, string[]> => {
  const embeddable = (value as { embeddable?: EmbeddableMetadata }).embeddable;
  const variants = [...(embeddable?.discriminator?.variants() ?? [])];
  return Object.fromEntries(
    variants.map(([kind, { property }]) => [kind, [...property.keys()].toSorted()]),
  );
};

const expected = { card: ['kind', 'last4'], cash: ['kind', 'till'], coins: ['kind', 'till'] };

test.each<[string, z.ZodType]>([
  ['a discriminated union', z.discriminatedUnion('kind', [card, cash])],
  ['a union of objects that a literal tells apart', z.union([card, cash])],
  ['one whose objects are read-only', z.discriminatedUnion('kind', [card.readonly(), cash])],
  ['one in another', z.discriminatedUnion('kind', [card, z.discriminatedUnion('kind', [cash])])],
  ['one behind lazy', z.lazy(() => z.discriminatedUnion('kind', [z.lazy(() => card), cash]))],
  [
    'one of zod mini',
    mini.discriminatedUnion('kind', [
      mini.object({ kind: mini.literal('card'), last4: mini.string() }),
      mini.object({ kind: mini.enum(['cash', 'coins']), till: mini.optional(mini.string()) }),
    ]) as unknown as z.ZodType,
  ],
])('%s is one of several objects', (_, schema) => {
  const { value, nullable } = propertyOf(schema);
  expect(value).toMatchObject({ kind: 'embedded', as: 'map' });
  expect(variantsIn(value)).toEqual(expected);
  expect(nullable).toBe(false);
});

test('null and undefined among the objects make it nullable', () => {
  const maybe = propertyOf(z.union([card, cash, z.null()]));
  expect(maybe).toMatchObject({ nullable: true, default: null });
  expect(variantsIn(maybe.value)).toEqual(expected);
  const optional = propertyOf(z.union([card, cash, z.undefined()]));
  expect(optional).toMatchObject({ nullable: true, default: undefined });
  expect(propertyOf(z.discriminatedUnion('kind', [card, cash]).nullish()).nullable).toBe(true);
});

test('it may be an element, a value of a map, and stored as a list', () => {
  const union = z.discriminatedUnion('kind', [card, cash]);
  const list = propertyOf(z.array(union)).value;
  expect(list.kind === 'list' && variantsIn(list.element)).toEqual(expected);
  const map = propertyOf(z.record(z.string(), union)).value;
  expect(map.kind === 'map' && variantsIn(map.value)).toEqual(expected);
  expect(propertyOf(union, { p: { as: 'list' } }).value).toMatchObject({ as: 'list' });
});

test('a union that contains itself is read once', () => {
  interface Group {
    kind: 'group';
    parts: Part[];
  }
  type Part = Group | z.infer<typeof card>;
  const group = z.object({
    kind: z.literal('group'),
    get parts(): z.ZodType<Part[]> {
      return z.array(part);
    },
  });
  const part: z.ZodType<Part> = z.discriminatedUnion('kind', [card, group as never]);
  const { value } = propertyOf(part);
  expect(variantsIn(value)).toEqual({ card: expected.card, group: ['kind', 'parts'] });
});

test.each<[string, z.ZodType, RegExp]>([
  [
    'numbers that tell objects apart',
    z.discriminatedUnion('code', [
      z.object({ code: z.literal(1) }),
      z.object({ code: z.literal(2) }),
    ]),
    /^Union\.p\.code: tells objects apart by 1; use texts, e\.g\. z\.literal\('1'\)/,
  ],
  [
    'objects that are told apart twice',
    z.union([card.extend({ type: z.literal('x') }), cash.extend({ type: z.literal('y') })]),
    /^Union\.p: kind and type tell its objects apart; .*z\.discriminatedUnion\('kind', \[…\]\)/,
  ],
  [
    'objects that nothing tells apart',
    z.union([z.object({ a: z.int() }), z.object({ b: z.int() })]),
    /^Union\.p: no property tells its objects apart; give each a z\.literal/,
  ],
  [
    'a kind of two objects',
    z.discriminatedUnion('status', [
      z.object({ status: z.literal('ok') }),
      z.discriminatedUnion('code', [
        z.object({ status: z.literal('failed'), code: z.literal('a') }),
        z.object({ status: z.literal('failed'), code: z.literal('b') }),
      ]),
    ]),
    /^Union\.p\.status: is 'failed' in two of the objects; give each a value of its own/,
  ],
  [
    'an object or a text',
    z.union([card, z.string()]),
    /^Union\.p: z\.union has no stored form; .*z\.discriminatedUnion.*bins: \{ p: \{ type: 'json' \} \}/,
  ],
])('%s are refused', (_, schema, message) => {
  expect(() => propertyOf(schema)).toThrow(MetadataError);
  expect(() => propertyOf(schema)).toThrow(message);
});
