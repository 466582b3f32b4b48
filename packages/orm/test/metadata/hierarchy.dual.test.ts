import {
  BeforeSave,
  Bin,
  ChildEntity,
  CreatedAt,
  Entity,
  type EntityClass,
  getEntityMetadata,
  Id,
  MetadataError,
} from '../../src/index.js';
import { metadataOfInstance, metadataOfValue } from '../../src/metadata/discriminator.js';

@Entity({ set: 'shapes', ttl: 60, discriminator: { bin: 'kind' }, abstract: true })
abstract class Shape {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) name!: string;
  abstract area(): number;
}

@ChildEntity('circle')
class Circle extends Shape {
  @Bin({ type: 'double' }) radius!: number;
  area(): number {
    return Math.PI * this.radius ** 2;
  }
}

@ChildEntity('square')
class Square extends Shape {
  @Bin({ type: 'double' }) side!: number;
  area(): number {
    return this.side ** 2;
  }
}

@ChildEntity('rounded')
class Rounded extends Square {
  @Bin({ type: 'double' }) corner!: number;
}

const shape = getEntityMetadata(Shape as unknown as EntityClass<Shape>);
const binNames = (type: EntityClass) => getEntityMetadata(type).bins.map(({ binName }) => binName);

test('the classes of a hierarchy share set and options, and have their own properties', () => {
  expect(getEntityMetadata(Circle)).toMatchObject({
    name: 'Circle',
    set: 'shapes',
    defaultTtl: 60,
  });
  expect(binNames(Circle)).toEqual(['name', 'radius']);
  expect(binNames(Rounded)).toEqual(['name', 'side', 'corner']);
  expect(shape.bins.map(({ binName }) => binName)).toEqual(['name']);
});

test('each class knows its value and all the others', () => {
  expect(shape.discriminator).toMatchObject({ binName: 'kind', value: null });
  const circle = getEntityMetadata(Circle);
  expect(circle.discriminator).toMatchObject({ binName: 'kind', value: 'circle' });
  expect(circle.discriminator?.root()).toBe(shape);
  expect([...(shape.discriminator?.children().keys() ?? [])]).toEqual([
    'circle',
    'square',
    'rounded',
  ]);
  expect(shape.discriminator?.children().get('circle')).toBe(circle);
});

test('instances and records find the metadata of their class', () => {
  expect(metadataOfInstance(shape, new Rounded()).name).toBe('Rounded');
  expect(metadataOfValue(shape, 'square').name).toBe('Square');
  expect(() => metadataOfValue(shape, 'hexagon')).toThrow(
    /^Shape: a record has kind = "hexagon"; there are circle, square, rounded/,
  );
  expect(() => metadataOfInstance(shape, {})).toThrow(/cannot say which class Object is/);
});

test('a class that is declared later joins the hierarchy', () => {
  @Entity({ discriminator: { bin: 'k', value: 'base' } })
  class Base {
    @Id() id!: string;
  }
  const base = getEntityMetadata(Base);
  expect([...(base.discriminator?.children().keys() ?? [])]).toEqual(['base']);
  @ChildEntity('late')
  class Late extends Base {}
  expect(base.discriminator?.children().get('late')).toBe(getEntityMetadata(Late));
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

test('a child without a root is refused', () => {
  class Base {
    @Id() id!: string;
  }
  @ChildEntity('x')
  class Child extends Base {}
  expect(problem(Child)).toMatch(
    /^Child: @ChildEntity needs a base class with @Entity\(\{ discrim/,
  );
});

test('one value for two classes is refused', () => {
  @Entity({ discriminator: { bin: 'k', value: 'one' } })
  class Base {
    @Id() id!: string;
  }
  @ChildEntity('one')
  class Second extends Base {}
  @ChildEntity('two')
  class Third extends Base {}
  @ChildEntity('two')
  class Fourth extends Base {}
  expect(problem(Second)).toMatch(/^Second: the discriminator value 'one' is already used by Base/);
  expect(problem(Fourth)).toMatch(/^Fourth: .* 'two' is already used by Third/);
  expect(Third.name).toBe('Third');
});

test('a property in the bin of the discriminator is refused', () => {
  @Entity({ discriminator: { bin: 'kind', value: 'a' } })
  class Base {
    @Id() id!: string;
    @Bin() kind!: string;
  }
  expect(problem(Base)).toMatch(/^Base\.kind: 'kind' is already used by the discriminator of Base/);
});

test('entities take over the options of an abstract base, but not its set', () => {
  @Entity({ abstract: true, ttl: 30, namespace: 'other', set: 'ignored' })
  abstract class Base {
    @Id({ strategy: 'ulid' }) id!: string;
    @CreatedAt() createdAt!: Date;
    @BeforeSave() check(): void {}
  }
  @Entity({ ttl: 90 })
  class Concrete extends Base {
    @Bin({ type: 'string' }) name!: string;
  }
  expect(getEntityMetadata(Concrete)).toMatchObject({
    set: 'Concrete',
    namespace: 'other',
    defaultTtl: 90,
    idStrategy: 'ulid',
    discriminator: null,
    hooks: { beforeSave: ['check'] },
  });
  expect(problem(Base as unknown as EntityClass)).toMatch(/^Base: is abstract/);
});

test('mixins add properties and hooks, without seeing each other', () => {
  // Any: a mixin passes the parameters of the constructor on, whatever they are.
  // oxlint-disable-next-line typescript/no-explicit-any
  type Constructor = new (...args: any[]) => object;
  function timestamped<B extends Constructor>(base: B) {
    class Timestamped extends base {
      @CreatedAt() createdAt!: Date;
    }
    return Timestamped;
  }
  function named<B extends Constructor>(base: B) {
    class Named extends base {
      @Bin({ type: 'string' }) name!: string;
      @BeforeSave() trim(): void {}
    }
    return Named;
  }
  class Root {
    @Id() id!: string;
  }
  @Entity()
  class First extends timestamped(named(Root)) {}
  @Entity()
  class Second extends named(Root) {}
  expect(binNames(First)).toEqual(['name', 'createdAt']);
  expect(binNames(Second)).toEqual(['name']);
  expect(getEntityMetadata(First).hooks.beforeSave).toEqual(['trim']);
});
