import {
  AfterInsert,
  AfterRemove,
  AfterSave,
  AfterSoftRemove,
  AfterUpdate,
  BeforeInsert,
  BeforeRemove,
  BeforeSave,
  BeforeSoftRemove,
  BeforeUpdate,
  Bin,
  Computed,
  DeletedAt,
  Embeddable,
  Embedded,
  Entity,
  type EntityClass,
  ExpiresAt,
  ExpressionIndex,
  getEntityMetadata,
  HllBin,
  Id,
  Index,
  ListBin,
  MapBin,
  MetadataError,
  Ordinal,
  type Ref,
  Reference,
  type Root,
  Since,
  t,
  Transient,
  Ttl,
  Until,
} from '../../src/index.js';
import { listLayout } from '../../src/metadata/list-layout.js';

const accepting = {
  '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
} as const;

@Embeddable({ as: 'list', schemaVersion: 3 })
class Position {
  @Bin({ type: 'double' }) x!: number;
  @Until(2) @Bin({ type: 'double' }) old?: number;
  @Since(3) @Bin({ type: 'double' }) z?: number;
  @Ordinal(1) @Bin({ type: 'string' }) name!: string;
  @Ordinal(0) @Bin({ type: 'int' }) kind!: number;
}

class Line {
  @Bin({ type: 'int' }) quantity!: number;
  @Id({ type: 'string' }) sku!: string;
  @Reference(() => Product) product!: Ref<Product>;
  @ListBin(() => Line, { as: 'map' }) parts!: Line[];
}

@Entity('products')
class Product {
  @Id({ type: 'string' }) id!: string;
  @Reference(() => Product) parent?: Ref<Product>;
}

@ExpressionIndex('order_total', 'numeric', (f: Root<Order>) => f.count.mul(2))
@Entity({
  set: 'orders',
  touchOnRead: 80,
  unknownBins: 'keep',
  schemaVersion: { version: 3, bin: 'v' },
  migrate: { 1: (bins) => bins, 2: ({ gone: _gone, ...bins }) => bins },
  setIndex: true,
  validate: accepting,
})
class Order {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) count!: number;
  @Bin({ type: 'string', select: false }) notes!: string;
  @DeletedAt({ name: 'gone' }) deletedAt?: Date;
  @ListBin(() => Line, { as: 'map' }) @Index({ on: 'mapKeys' }) lines!: Line[];
  @ListBin(() => t.list(t.enum(['a', 'b']))) grid!: string[][];
  @MapBin(() => 'int', { order: 'key-value', persistIndex: true }) scores!: Map<string, number>;
  @HllBin({ indexBits: 12, minhashBits: 20 }) visitors?: unknown;
  @Embedded(() => Position) at!: Position;
  @Embedded(() => Position, { as: 'map' }) home!: Position;
  @Reference(() => Product, { by: 'digest', eager: true }) @Index() product!: Ref<Product>;
  @Reference(() => Product, { many: true }) related!: Ref<Product>[];
  @Computed((f: Root<Order>) => f.count.mul(2)) doubled?: number;
  @BeforeSave() a(): void {}
  @AfterSave() b(): void {}
  @BeforeInsert() c(): void {}
  @AfterInsert() d(): void {}
  @BeforeUpdate() e(): void {}
  @AfterUpdate() f(): void {}
  @BeforeRemove() g(): void {}
  @AfterRemove() h(): void {}
  @BeforeSoftRemove() i(): void {}
  @AfterSoftRemove() j(): void {}
}

const order = getEntityMetadata(Order);

test('the options of an entity are in its metadata', () => {
  expect(order).toMatchObject({
    touchOnRead: 80,
    unknownBins: 'keep',
    setIndex: true,
    discriminator: null,
    schemaVersion: { version: 3, binName: 'v' },
    deletedAt: { property: 'deletedAt', audit: 'deleted', storedName: 'gone' },
  });
  expect([...(order.schemaVersion?.migrate.keys() ?? [])]).toEqual([1, 2]);
  expect(order.validate).toBe(accepting);
  expect(Object.isFrozen(accepting)).toBe(false);
});

test('without options an entity has the defaults', () => {
  expect(getEntityMetadata(Product)).toMatchObject({
    touchOnRead: false,
    unknownBins: null,
    setIndex: false,
    validate: null,
    schemaVersion: null,
    expiresAt: null,
    deletedAt: null,
    computed: [],
    expressionIndexes: [],
  });
});

test('all hooks are known by their moment', () => {
  expect(order.hooks).toEqual({
    beforeSave: ['a'],
    afterSave: ['b'],
    beforeInsert: ['c'],
    afterInsert: ['d'],
    beforeUpdate: ['e'],
    afterUpdate: ['f'],
    beforeRemove: ['g'],
    afterRemove: ['h'],
    beforeSoftRemove: ['i'],
    afterSoftRemove: ['j'],
    afterLoad: [],
  });
});

test('values know how they are stored', () => {
  const value = (name: string) => order.property.get(name)?.value;
  expect(order.property.get('notes')?.selected).toBe(false);
  expect(order.property.get('count')?.selected).toBe(true);
  expect(value('lines')).toMatchObject({
    kind: 'keyedList',
    element: { kind: 'embedded', as: 'map' },
    key: { property: 'sku', storedName: 'sku', role: 'bin' },
  });
  expect(value('grid')).toMatchObject({
    kind: 'list',
    element: { kind: 'list', element: { kind: 'string', converter: expect.anything() } },
  });
  expect(value('scores')).toMatchObject({ kind: 'map', order: 'key-value', persistIndex: true });
  expect(value('visitors')).toMatchObject({ kind: 'hll', hll: { indexBits: 12, minhashBits: 20 } });
  expect(value('at')).toMatchObject({ as: 'list', embeddable: { schemaVersion: 3 } });
  expect(value('home')).toMatchObject({ as: 'map' });
});

test('a class may contain itself in a list by id', () => {
  const lines = order.property.get('lines')?.value;
  const line = lines?.kind === 'keyedList' ? lines.element.embeddable : undefined;
  expect(line?.property.get('parts')?.value).toMatchObject({
    kind: 'keyedList',
    element: { embeddable: line },
    key: line?.id,
  });
});

test('lists hold properties by ordinal, then by declaration, without those of other layouts', () => {
  const at = order.property.get('at')?.value;
  const embeddable = at?.kind === 'embedded' ? at.embeddable : undefined;
  const names = (version?: number) =>
    listLayout(embeddable!, version).map(({ property }) => property);
  expect(names()).toEqual(['kind', 'name', 'x', 'z']);
  expect(names(2)).toEqual(['kind', 'name', 'x', 'old']);
});

test('references know their target, and are found in lists and embedded objects', () => {
  expect(order.references.map(({ path }) => path)).toEqual([
    ['lines', 'product'],
    ['product'],
    ['related'],
  ]);
  const product = order.property.get('product')?.value;
  expect(product).toMatchObject({ kind: 'reference', by: 'digest', eager: true });
  expect(product?.kind === 'reference' && product.target()).toBe(getEntityMetadata(Product));
});

test('computed properties and expression indexes have their own place', () => {
  expect(order.property.has('doubled')).toBe(false);
  expect(order.computed).toMatchObject([{ property: 'doubled', label: 'Order.doubled' }]);
  expect(order.expressionIndexes).toMatchObject([
    { name: 'order_total', type: 'numeric', label: 'Order' },
  ]);
  expect(order.indexes.map(({ name, type, collection }) => [name, type, collection])).toEqual([
    ['orders_lines_mapKeys', 'string', 'mapKeys'],
    ['orders_product', 'blob', 'default'],
  ]);
});

test('an expiry date is a property of the header', () => {
  @Entity()
  class Session {
    @Id() id!: string;
    @ExpiresAt() end?: Date;
  }
  const { expiresAt, bins, property } = getEntityMetadata(Session);
  expect(expiresAt).toMatchObject({ property: 'end', role: 'expiresAt', storedName: null });
  expect(bins).toEqual([]);
  expect(property.get('end')?.value.kind).toBe('date');
});

function problem(entity: EntityClass): string {
  try {
    getEntityMetadata(entity);
  } catch (error) {
    expect(error).toBeInstanceOf(MetadataError);
    return (error as MetadataError).message;
  }
  throw new Error('the declaration was accepted');
}

test('a time to live and an expiry date exclude each other', () => {
  @Entity()
  class Both {
    @Id() id!: string;
    @Ttl() ttl?: number;
    @ExpiresAt() end?: Date;
  }
  expect(problem(Both)).toMatch(/^Both\.end: @ExpiresAt and @Ttl \(on ttl\) both set .*; keep one/);
});

test('touching on read contradicts a fixed end', () => {
  @Entity({ touchOnRead: true })
  class Fixed {
    @Id() id!: string;
    @ExpiresAt() end?: Date;
  }
  expect(problem(Fixed)).toMatch(
    /^Fixed\.end: @ExpiresAt fixes the end that touchOnRead would move/,
  );
});

test.each([
  [{ touchOnRead: true, ttl: 'keep' }, /touchOnRead prolongs nothing with ttl: 'keep'/],
  [{ touchOnRead: true, ttl: 'never' }, /touchOnRead prolongs nothing with ttl: 'never'/],
  [{ touchOnRead: 0 }, /touchOnRead must be a whole number from 1 to 100; got number 0/],
  [{ unknownBins: 'drop' }, /unknownBins must be 'ignore', 'keep', 'throw'; got the string "drop"/],
  [{ setIndex: 'yes' }, /setIndex must be true or false/],
  [{ validate: {} }, /validate must be a Standard Schema/],
  [{ schemaVersion: 0 }, /schemaVersion must be a whole number from 1 on; got number 0/],
  [{ schemaVersion: 2, migrate: { 2: () => ({}) } }, /migrate has '2'; its keys are the versions/],
  [{ schemaVersion: 2, migrate: { 1: 'x' } }, /migrate\[1\] must be a function/],
  [
    { schemaVersion: 3, migrate: { 1: () => ({}) } },
    /migrate has no 2: add the function that turns bins of version 2 into those of 3; \(bins\) => b/,
  ],
  [{ schemaVersion: 2, migrate: {} }, /migrate has no 1/],
  [{ migrate: {} }, /migrate needs the version it leads to; add schemaVersion/],
  [{ naming: 'kebab' }, /naming must be 'asIs', 'snake', 'short'/],
  [{ discriminator: { bin: 'k' } }, /need a discriminator\.value; if there are none, add abstract/],
  [{ discriminator: { bin: 'k', valeu: 'x' } }, /discriminator has no option 'valeu'/],
  [{ abstract: true }, /is abstract; use an entity that is derived from it/],
  [{ sett: 'x' }, /@Entity has no option 'sett'/],
])('the options %p are refused', (options, message) => {
  @Entity(options as object)
  class Wrong {
    @Id() id!: string;
  }
  expect(problem(Wrong)).toMatch(message);
  expect(problem(Wrong)).toMatch(/^Wrong: /);
});

test('the bin of the schema version must not be that of a property', () => {
  @Entity({ schemaVersion: { version: 1, bin: 'v' } })
  class Clash {
    @Id() id!: string;
    @Bin('v') value!: string;
  }
  expect(problem(Clash)).toMatch(
    /^Clash\.value: 'v' is already used by the schema version of Clash/,
  );
});

test('a list by id needs an id in its elements', () => {
  class Plain {
    @Bin() a!: string;
  }
  @Entity()
  class Lists {
    @Id() id!: string;
    @ListBin(() => Plain, { as: 'map' }) plain!: Plain[];
  }
  @Entity()
  class Scalars {
    @Id() id!: string;
    @ListBin(() => 'int', { as: 'map' }) numbers!: number[];
  }
  @Entity()
  class Unique {
    @Id() id!: string;
    @ListBin(() => Line, { as: 'map', unique: true }) lines!: Line[];
  }
  expect(problem(Lists)).toMatch(/^Lists\.plain: as: 'map' needs the id .* @Id\(\) .* of Plain/);
  expect(problem(Scalars)).toMatch(/^Scalars\.numbers: as: 'map' needs elements of a class/);
  expect(problem(Unique)).toMatch(/^Unique\.lines: unique is for lists/);
});

test.each([
  [{ indexBits: 3 }, /indexBits must be a whole number from 4 to 16/],
  [{ indexBits: 16, minhashBits: 51 }, /at most 64 together/],
  [{ minhashBits: 5 }, /minhashBits needs indexBits/],
])('a sketch with %p is refused', (options, message) => {
  @Entity()
  class Sketch {
    @Id() id!: string;
    @HllBin(options) hll?: unknown;
  }
  expect(problem(Sketch)).toMatch(message);
});

test('layouts are refused where there are none', () => {
  class Unversioned {
    @Since(2) @Bin() a!: string;
  }
  @Embeddable({ schemaVersion: 1 })
  class Early {
    @Since(2) @Bin() a!: string;
  }
  @Entity()
  class One {
    @Id() id!: string;
    @Embedded(() => Unversioned) part!: Unversioned;
  }
  @Entity()
  class Two {
    @Id() id!: string;
    @Embedded(() => Early) part!: Early;
  }
  @Entity()
  class Three {
    @Id() id!: string;
    @Ordinal(0) @Bin() a!: string;
  }
  @Entity()
  class Four {
    @Id() id!: string;
    @Since(3) @Until(2) @Bin() a!: string;
  }
  expect(problem(One)).toMatch(/^Unversioned\.a: .*add @Embeddable\(\{ schemaVersion: 2 \}\)/);
  expect(problem(Two)).toMatch(/^Early\.a: @Since\(2\) is after schemaVersion 1/);
  expect(problem(Three)).toMatch(/^Three\.a: .*entities have schemaVersion and migrate/);
  expect(problem(Four)).toMatch(/^Four\.a: @Since\(3\) is after @Until\(2\)/);
});

test('what stores nothing has no index, and what is embedded computes nothing', () => {
  @Entity()
  class Gone {
    @Id() id!: string;
    @Transient() @Index() a!: string;
  }
  class Part {
    @Bin() a!: string;
    @Computed((f: Root<Part>) => f.a) b?: string;
  }
  @Entity()
  class Whole {
    @Id() id!: string;
    @Embedded(() => Part) part!: Part;
  }
  expect(problem(Gone)).toMatch(/^Gone\.a: @Index needs a stored property; @Transient stores/);
  expect(problem(Whole)).toMatch(/^Part\.b: computed properties belong to entities/);
});

test('an unordered map has no index to persist', () => {
  @Entity()
  class Maps {
    @Id() id!: string;
    @MapBin(() => 'int', { order: 'unordered', persistIndex: true }) map!: Map<string, number>;
  }
  expect(problem(Maps)).toMatch(/^Maps\.map: an unordered map has no index to persist/);
});

test('a class instead of a function that gives it is refused', () => {
  @Entity()
  class Direct {
    @Id() id!: string;
    // @ts-expect-error the class is given in a function
    @Embedded(Line) line!: Line;
  }
  expect(problem(Direct)).toMatch(/^Direct\.line: write \(\) => Line/);
});
