import {
  BeforeSave,
  Bin,
  BinNameError,
  CreatedAt,
  Embedded,
  Entity,
  type EntityClass,
  Enum,
  getEntityMetadata,
  Id,
  Index,
  ListBin,
  MapBin,
  MetadataError,
  Ttl,
  Version,
} from '../../src/index.js';

function problem(entity: EntityClass): MetadataError {
  try {
    getEntityMetadata(entity);
  } catch (error) {
    expect(error).toBeInstanceOf(MetadataError);
    return error as MetadataError;
  }
  throw new Error('the declaration was accepted');
}

test('a class without @Entity is refused', () => {
  class Plain {
    @Id() id!: string;
  }
  expect(problem(Plain).message).toBe('Plain: is not an entity; add @Entity() to the class');
});

test('a class without a name is called so in errors', () => {
  const { message, path } = problem(class {});
  expect(message).toBe('(anonymous class): is not an entity; add @Entity() to the class');
  expect(path).toBe('(anonymous class)');
});

test('an entity without an id is refused', () => {
  @Entity()
  class Nameless {
    @Bin() name!: string;
  }
  expect(problem(Nameless).message).toMatch(/^Nameless: has no id; add @Id\(\)/);
});

test('a second id is refused', () => {
  @Entity()
  class Twins {
    @Id() one!: string;
    @Id() two!: string;
  }
  expect(problem(Twins).message).toBe('Twins.two: is a second id beside one; an entity has one');
});

test('a bin name longer than 15 bytes is refused with a shorter proposal', () => {
  @Entity()
  class Long {
    @Id() id!: string;
    @Bin() aVeryLongPropertyName!: string;
  }
  const error = problem(Long);
  expect(error).toBeInstanceOf(BinNameError);
  expect(error.path).toBe('Long.aVeryLongPropertyName');
  expect(error.message).toMatch(/has 21 bytes, the server allows 15; .*@Bin\('aVeryLongProper'\)/);
});

test('the limit of bin names counts UTF-8 bytes', () => {
  @Entity()
  class Umlauts {
    @Id() id!: string;
    @Bin('ääääääää') name!: string;
  }
  expect(problem(Umlauts).message).toMatch(/has 16 bytes/);
});

test('two properties in one bin are refused', () => {
  @Entity()
  class Clash {
    @Id() id!: string;
    @Bin('x') one!: string;
    @Bin('x') two!: string;
  }
  expect(problem(Clash).message).toMatch(/^Clash\.two: 'x' is already used by Clash\.one/);
});

test('bins of embedded objects are checked with their prefix', () => {
  class Address {
    @Bin() street!: string;
  }
  @Entity()
  class House {
    @Id() id!: string;
    @Embedded(() => Address, { as: 'bins', prefix: 'mainAddress' }) address!: Address;
  }
  expect(problem(House)).toBeInstanceOf(BinNameError);
});

test('two declarations of one property are refused', () => {
  @Entity()
  class Both {
    @Id() id!: string;
    @Bin() @Version() version!: number;
  }
  expect(problem(Both).message).toMatch(
    /^Both\.version: @(Bin|Version) and @(Bin|Version) exclude/,
  );
});

test('an unknown option is refused by name', () => {
  @Entity()
  class Typo {
    @Id() id!: string;
    // @ts-expect-error the option is called name
    @Bin({ nmae: 'x' }) value!: string;
  }
  expect(problem(Typo).message).toMatch(/^Typo\.value: @Bin has no option 'nmae'; it knows name,/);
});

test('an unknown type is refused with those there are', () => {
  @Entity()
  class Odd {
    @Id() id!: string;
    // @ts-expect-error the type is called int
    @Bin({ type: 'integer' }) value!: number;
  }
  expect(problem(Odd).message).toMatch(/^Odd\.value: type 'integer' is unknown; it must be int, /);
});

test('an index on a type that no index can hold is refused', () => {
  @Entity()
  class Flags {
    @Id() id!: string;
    @Bin({ type: 'bool' }) @Index() on!: boolean;
  }
  expect(problem(Flags).message).toBe('Flags.on: the server has no index for bool values');
});

test('an index on a double is refused', () => {
  @Entity()
  class Prices {
    @Id() id!: string;
    @Bin({ type: 'double' }) @Index() price!: number;
  }
  expect(problem(Prices).message).toBe('Prices.price: the server has no index for double values');
});

test('an index on a map must say what of it', () => {
  @Entity()
  class Maps {
    @Id() id!: string;
    @MapBin(() => 'int') @Index() counts!: Map<string, number>;
  }
  expect(problem(Maps).message).toMatch(/needs on: 'mapKeys' or on: 'mapValues'/);
});

test('an index alone does not store a property', () => {
  @Entity()
  class Alone {
    @Id() id!: string;
    @Index() name!: string;
  }
  expect(problem(Alone).message).toBe('Alone.name: @Index needs a stored property; add @Bin()');
});

test('elements of a class without mapped properties are refused', () => {
  class Empty {}
  @Entity()
  class Lists {
    @Id() id!: string;
    @ListBin(() => Empty) items!: Empty[];
  }
  expect(problem(Lists).message).toMatch(/^Lists\.items: Empty has no mapped properties/);
});

test('what belongs to entities is refused in embedded classes', () => {
  class Part {
    @Ttl() ttl!: number;
  }
  class Dated {
    @CreatedAt() at!: Date;
  }
  @Entity()
  class Whole {
    @Id() id!: string;
    @Embedded(() => Part) part!: Part;
  }
  @Entity()
  class WholeToo {
    @Id() id!: string;
    @Embedded(() => Dated) part!: Dated;
  }
  expect(problem(Whole).path).toBe('Part.ttl');
  expect(problem(WholeToo).path).toBe('Dated.at');
});

test('a type function that gives nothing is refused', () => {
  @Entity()
  class Circular {
    @Id() id!: string;
    @Embedded(() => undefined as unknown as EntityClass) part!: object;
  }
  expect(problem(Circular).message).toMatch(/^Circular\.part: the type function gives nothing/);
});

test('a default that would be shared is refused', () => {
  @Entity()
  class Shared {
    @Id() id!: string;
    @Bin({ type: 'list', default: [] }) items!: string[];
  }
  expect(problem(Shared).message).toMatch(/would be shared; write \(\) => …/);
});

test.each([0, 1.5, -1, 315_360_001, 'forever'])('a ttl of %p is refused', (ttl) => {
  @Entity({ ttl: ttl as number })
  class Short {
    @Id() id!: string;
  }
  expect(problem(Short).message).toMatch(/^Short: ttl must be whole seconds from 1 to 315360000/);
});

test('static members are refused when the class is defined', () => {
  const define = (): unknown => {
    class Static {
      @Version() static version: number;
    }
    return Static;
  };
  expect(define).toThrow(MetadataError);
});

test('a field decorator on a method is refused when the class is defined', () => {
  const define = (): unknown => {
    class Methods {
      // Any: the compiler refuses it for standard decorators only.
      // oxlint-disable-next-line typescript/no-explicit-any
      @(Bin() as any) total(): number {
        return 1;
      }
    }
    return Methods;
  };
  expect(define).toThrow(MetadataError);
  expect(define).toThrow(
    / total: is for a field, not for a method|total: @Bin is for a field, not/,
  );
});

test('a hook on a field is refused when the class is defined', () => {
  const define = (): unknown => {
    class Fields {
      // @ts-expect-error standard decorators tell the compiler
      @BeforeSave() saving = (): void => undefined;
    }
    return Fields;
  };
  expect(define).toThrow(MetadataError);
});

test('an enum that is not given in a function is refused', () => {
  @Entity()
  class Coloured {
    @Id() id!: string;
    // @ts-expect-error the enum is given in a function
    @Enum({ Red: 'red' }) colour!: string;
  }
  expect(problem(Coloured).message).toBe(
    'Coloured.colour: @Enum takes a function that gives the enum; write @Enum(() => Color); got a plain object',
  );
});

test('a class that contains itself in a list is accepted', () => {
  class Comment {
    @Bin({ type: 'string' }) text!: string;
    @ListBin(() => Comment) replies!: Comment[];
  }
  @Entity()
  class Post {
    @Id() id!: string;
    @ListBin(() => Comment) comments!: Comment[];
  }
  const { property } = getEntityMetadata(Post);
  expect(property.get('comments')?.value).toMatchObject({
    kind: 'list',
    element: { kind: 'embedded', embeddable: { name: 'Comment' } },
  });
});
