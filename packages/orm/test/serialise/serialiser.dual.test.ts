import { Hll } from '@aeroform/core';
import * as classTransformer from 'class-transformer';
import fc from 'fast-check';
import {
  Bin,
  ChildEntity,
  Embedded,
  Entity,
  type EntityClass,
  Enum,
  fromPlain,
  GeoBin,
  getEntityMetadata,
  HllBin,
  Id,
  ListBin,
  loadSerialiser,
  MapBin,
  MappingError,
  OptionError,
  type Ref,
  ref,
  Reference,
  SetBin,
  toPlain,
} from '../../src/index.js';
import { mapperOf } from '../../src/mapping/mapper-of.js';

class Address {
  @Bin({ type: 'string' }) city?: string;
  @Bin({ type: 'bigint' }) code?: bigint;
}

@Entity()
class Customer {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) name?: string;
  @Reference(() => Customer) friend?: Ref<Customer> | null;
}

@Entity()
class Order {
  @Id({ type: 'bigint' }) id!: bigint;
  @Bin({ type: 'date' }) at?: Date;
  @Bin({ type: 'datetime-ns' }) nanos?: bigint;
  @Bin({ type: 'bytes' }) bytes?: Uint8Array;
  @Bin({ type: 'double' }) ratio?: number;
  @Bin() anything?: unknown;
  @GeoBin() place?: object;
  @HllBin() sketch?: Hll;
  @SetBin(() => 'bigint') numbers?: Set<bigint>;
  @MapBin(() => 'date', { key: 'int' }) byDay?: Map<number, Date>;
  @MapBin(() => Address) byName?: Map<string, Address>;
  @ListBin(() => Address) all?: Address[];
  @Embedded(() => Address) main?: Address;
  @Reference(() => Customer) customer?: Ref<Customer>;
}

@Entity()
class Person {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) first?: string;
  @Bin({ type: 'string' }) password?: string;
  @Bin({ type: 'int' }) salary?: number;
  @Bin({ type: 'date' }) born?: Date;

  get initial(): string {
    return this.first?.charAt(0) ?? '';
  }
}
// As decorators would: class-transformer's are for legacy mode only.
classTransformer.Exclude({ toPlainOnly: true })(Person.prototype, 'password');
classTransformer.Expose({ groups: ['boss'] })(Person.prototype, 'salary');
classTransformer.Expose()(Person.prototype, 'initial');
classTransformer.Transform(({ value }) => (value as Date | undefined)?.getUTCFullYear(), {
  toPlainOnly: true,
})(Person.prototype, 'born');

enum Level {
  low,
  high = 5,
}

/** Values that JSON cannot say, and some that it can. */
@Entity()
class Link {
  @Id({ type: 'string' }) id!: string;
  @Bin({
    type: 'string',
    convert: { toAerospike: (to: URL) => to.href, fromAerospike: (text: string) => new URL(text) },
  })
  to?: URL;
  @Bin({
    type: 'int',
    convert: {
      toAerospike: (at: Date) => at.getTime() / 1000,
      fromAerospike: (seconds: number) => new Date(seconds * 1000),
    },
  })
  since?: Date;
  @Bin({ type: 'int', convert: { toAerospike: Number, fromAerospike: (n: number) => BigInt(n) } })
  cents?: bigint;
  @Enum(() => Level, { as: 'name' }) level?: Level;
  @Bin({
    type: 'string',
    convert: {
      toAerospike: (words: string[]) => words.join(' '),
      fromAerospike: (text: string) => text.split(' '),
    },
  })
  words?: string[];
}

@Entity({ set: 'ser_pet', discriminator: { bin: 'kind' }, abstract: true })
abstract class Pet {
  @Id({ type: 'string' }) id!: string;
}

@ChildEntity('dog')
class Dog extends Pet {
  @Bin({ type: 'int' }) tricks?: number;
}

const make = <T extends object>(type: new () => T, values: Partial<T>): T =>
  Object.assign(new type(), values);

const refTo = (id: string): Ref<Customer> =>
  mapperOf(getEntityMetadata(Order).property.get('customer')!.value).read(id, (_, stored) => ({
    id: stored.id,
    loaded: false,
    get: () => {
      throw new Error('not loaded');
    },
  })) as Ref<Customer>;

const order = (): Order =>
  make(Order, {
    id: 2n ** 60n,
    at: new Date(5),
    nanos: 7n,
    bytes: Buffer.from('hi'),
    ratio: Number.POSITIVE_INFINITY,
    anything: { big: 3n, list: [1, new Set(['a'])] },
    place: { type: 'Point', coordinates: [1, 2] },
    sketch: new Hll(Buffer.from([1, 2, 3])),
    numbers: new Set([1n, 2n]),
    byDay: new Map([[3, new Date(9)]]),
    byName: new Map([['x', make(Address, { city: 'Ulm', code: 1n })]]),
    all: [make(Address, { code: 4n })],
    main: make(Address, { city: 'Bonn' }),
    customer: refTo('c1'),
  });

const plainOrder = {
  id: '1152921504606846976',
  at: '1970-01-01T00:00:00.005Z',
  nanos: '7',
  bytes: 'aGk=',
  ratio: 'Infinity',
  anything: { big: '3', list: [1, ['a']] },
  place: { type: 'Point', coordinates: [1, 2] },
  sketch: 'AQID',
  numbers: ['1', '2'],
  byDay: { '3': '1970-01-01T00:00:00.009Z' },
  byName: { x: { city: 'Ulm', code: '1' } },
  all: [{ code: '4' }],
  main: { city: 'Bonn' },
  customer: 'c1',
};

test('an entity becomes what JSON can hold', async () => {
  const plain = await toPlain(order());
  expect(plain).toEqual(plainOrder);
  expect(JSON.parse(JSON.stringify(plain))).toEqual(plainOrder);
});

test('its JSON becomes an equal entity, of classes all the way down', async () => {
  const read = await fromPlain(Order, JSON.parse(JSON.stringify(plainOrder)) as object);
  const { customer, anything, ...expected } = order();
  const { customer: readCustomer, anything: readAnything, ...values } = read;
  expect(read).toBeInstanceOf(Order);
  expect(values).toEqual({ ...expected });
  expect(read.all?.[0]).toBeInstanceOf(Address);
  expect(read.byName?.get('x')).toBeInstanceOf(Address);
  expect(read.main).toBeInstanceOf(Address);
  expect(readCustomer?.id).toBe(customer?.id);
  expect(readCustomer?.loaded).toBe(false);
  // Without a declared type nobody knows that it was a bigint.
  expect(readAnything).toEqual({ big: '3', list: [1, ['a']] });
  expect(anything).toEqual(order().anything);
});

test('the plain object is not changed by reading it', async () => {
  const plain = structuredClone(plainOrder);
  await fromPlain(Order, plain);
  expect(plain).toEqual(plainOrder);
});

test('values of declared types survive JSON', async () => {
  const serialiser = await loadSerialiser();
  const date = fc.date({ noInvalidDate: true, min: new Date(-1e15), max: new Date(1e15) });
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const values = fc.record(
    {
      at: date,
      nanos: int64,
      bytes: fc.uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes)),
      ratio: fc.double().filter((value) => !Object.is(value, -0)),
      numbers: fc.array(int64, { maxLength: 3 }).map((items) => new Set(items)),
      byDay: fc
        .array(fc.tuple(fc.maxSafeInteger(), date), { maxLength: 3 })
        .map((entries) => new Map(entries)),
      byName: fc
        .array(
          fc.tuple(
            fc.string({ maxLength: 4 }),
            int64.map((code) => make(Address, { code })),
          ),
          { maxLength: 3 },
        )
        .map((entries) => new Map(entries)),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(int64, values, (id, some) => {
      const entity = make(Order, { id, ...some });
      const text = JSON.stringify(serialiser.toPlain(entity));
      const read = serialiser.fromPlain(Order, JSON.parse(text) as object);
      expect(read).toEqual(entity);
    }),
  );
});

test('decorators and groups of class-transformer count', async () => {
  const person = make(Person, {
    id: 'p',
    first: 'Ada',
    password: 's',
    salary: 5,
    born: new Date(Date.UTC(1815, 11, 10)),
  });
  expect(await toPlain(person)).toEqual({ id: 'p', first: 'Ada', initial: 'A', born: 1815 });
  expect(await toPlain(person, { groups: ['boss'] })).toEqual({
    id: 'p',
    first: 'Ada',
    initial: 'A',
    born: 1815,
    salary: 5,
  });
  expect(await toPlain(person, { exclude: ['first', 'initial'] })).toEqual({ id: 'p', born: 1815 });
  expect(await toPlain(person, { expose: ['id', 'initial'] })).toEqual({ id: 'p', initial: 'A' });
});

test('a value that only its converter knows is what is stored of it', async () => {
  const link = make(Link, {
    id: 'l1',
    to: new URL('https://a.example/b'),
    since: new Date(5000),
    cents: 120n,
    level: 5,
    words: ['a', 'b'],
  });
  const plain = await toPlain(link);
  expect(plain).toEqual({
    id: 'l1',
    to: 'https://a.example/b',
    since: 5,
    cents: 120,
    level: 5,
    words: ['a', 'b'],
  });
  const again = await fromPlain(Link, JSON.parse(JSON.stringify(plain)) as object);
  expect(again).toEqual(link);
  expect(again.to).toBeInstanceOf(URL);
  await expect(fromPlain(Link, { id: 'l', to: 'no url' })).rejects.toThrow(/^Link\.to: /);
  await expect(
    toPlain(make(Link, { id: 'l', since: Object.create(Date.prototype) })),
  ).rejects.toThrow(/^Link\.since: /);
});

test.each([
  [Order, { id: 'abc' }, /^Order\.id: must be a bigint/],
  [Order, { id: '1', at: 'tomorrow' }, /^Order\.at: must be a valid Date.*"tomorrow"/],
  [Order, { id: '1', all: [{ code: true }] }, /^Order\.all\[0\]\.code: must be a bigint/],
  [Person, { id: 'p', first: 5 }, /^Person\.first: must be a string; got number 5/],
])('%p of %j is refused: a value is of another type', async (type, plain, problem) => {
  const made = fromPlain(type as EntityClass, plain);
  await expect(made).rejects.toThrow(MappingError);
  await expect(made).rejects.toThrow(problem);
});

test('a loaded reference is the entity, once; a circle ends with an id', async () => {
  const ada = make(Customer, { id: 'a', name: 'Ada' });
  const bob = make(Customer, { id: 'b', name: 'Bob' });
  ada.friend = ref(bob);
  bob.friend = ref(ada);
  expect(await toPlain(ada)).toEqual({
    id: 'a',
    name: 'Ada',
    friend: { id: 'b', name: 'Bob', friend: 'a' },
  });
});

test('the discriminator is written, and chooses the class', async () => {
  const plain = await toPlain(make(Dog, { id: 'd', tricks: 2 }));
  expect(plain).toEqual({ id: 'd', tricks: 2, kind: 'dog' });
  const dog = await fromPlain<Pet>(Pet, plain);
  expect(dog).toBeInstanceOf(Dog);
  expect(Object.assign({}, dog)).toEqual({ id: 'd', tricks: 2 });
  await expect(fromPlain<Pet>(Pet, { id: 'x', kind: 'cat' })).rejects.toThrow(
    /the string "cat" is no class of Pet; there are dog/,
  );
});

test('entities of an array become an array, with the same options', async () => {
  const pets = [make(Dog, { id: 'a', tricks: 1 }), make(Dog, { id: 'b', tricks: 2 })];
  const plain = await toPlain(pets, { exclude: ['tricks'] });
  expect(plain).toEqual([
    { kind: 'dog', id: 'a' },
    { kind: 'dog', id: 'b' },
  ]);
  expect(await toPlain([])).toEqual([]);
  await expect(toPlain([{ id: 'a' }])).rejects.toThrow('is not an entity');
});

test('entities are told from everything else', async () => {
  const { isEntity } = await loadSerialiser();
  class Puppy extends Dog {}
  expect([make(Dog, {}), order(), new Puppy()].every(isEntity)).toBe(true);
  const others = [new Address(), { constructor: Dog }, Object.create(null), [], Dog, 'x', null];
  expect(others.some(isEntity)).toBe(false);
});

test('keys that are no properties are refused, also in embedded objects, or ignored', async () => {
  await expect(fromPlain(Order, { id: '1', isAdmin: true })).rejects.toThrow(MappingError);
  await expect(fromPlain(Order, { id: '1', main: { town: 'x' } })).rejects.toThrow(
    /^Address\.town: is not a property/,
  );
  const order = await fromPlain(
    Order,
    { id: '1', isAdmin: true, main: { town: 'x', city: 'y' } },
    { unknownKeys: 'ignore' },
  );
  expect(order).toEqual(make(Order, { id: 1n, main: make(Address, { city: 'y' }) }));
});

test('unknown options are refused', async () => {
  await expect(toPlain(order(), { hide: [] } as never)).rejects.toThrow(OptionError);
  await expect(fromPlain(Order, {}, { unknownKeys: 'warn' as never })).rejects.toThrow(
    /unknownKeys: must be throw or ignore; got the string "warn"/,
  );
  await expect(fromPlain(Order, [] as never)).rejects.toThrow(/fromPlain\(\) takes an object/);
});
