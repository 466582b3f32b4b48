import {
  Bin,
  Embeddable,
  Embedded,
  Entity,
  Id,
  MetadataError,
  Ordinal,
  t,
} from '../../src/index.js';
import { mapperOf } from '../../src/mapping/mapper-of.js';
import { unloadedRefs } from '../../src/mapping/ref-factory.js';
import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';

/** What building the metadata of an entity that embeds a class gives, and the use of its mapper. */
function embed(type: abstract new () => object, as?: 'map' | 'list' | 'bins') {
  @Entity()
  class Owner {
    @Id({ type: 'string' }) id!: string;
    @Embedded(() => type, as === undefined ? {} : { as }) item?: object;
  }
  return getEntityMetadata(Owner).property.get('item')!.value;
}

describe('declarations of embedded hierarchies', () => {
  test('a value needs a base class with a key', () => {
    @Embeddable({ discriminator: { value: 'a' } })
    class Alone {
      @Bin({ type: 'int' }) n?: number;
    }
    expect(() => embed(Alone)).toThrow(/Alone: a discriminator with a value needs a base class/);
  });

  test('the key is said once, and two classes do not share a value', () => {
    @Embeddable({ discriminator: { key: 'kind' } })
    class Base {
      @Bin({ type: 'int' }) n?: number;
    }
    @Embeddable({ discriminator: { key: 'other', value: 'a' } })
    class Twice extends Base {}
    expect(() => embed(Twice)).toThrow(/Twice: the key .* is that of the base class \('kind'\)/);
    @Embeddable({ discriminator: { key: 'kind' } })
    class Root {
      @Bin({ type: 'int' }) n?: number;
    }
    @Embeddable({ discriminator: { value: 'b' } })
    class First extends Root {}
    @Embeddable({ discriminator: { value: 'b' } })
    class Second extends Root {}
    expect(() => embed(Root)).toThrow(
      /Second: the discriminator value 'b' is already used by First/,
    );
    expect(First).not.toBe(Second);
  });

  test('unknown options and wrong values are refused', () => {
    @Embeddable({ discriminator: { bin: 'kind' } as never })
    class Wrong {
      @Bin({ type: 'int' }) n?: number;
    }
    expect(() => embed(Wrong)).toThrow(/has no option 'bin'; it knows key, value/);
    @Embeddable({ discriminator: { key: 5 as never } })
    class Number5 {
      @Bin({ type: 'int' }) n?: number;
    }
    expect(() => embed(Number5)).toThrow(/key of the discriminator must be a text/);
  });

  test('objects spread over bins are of one class', () => {
    @Embeddable({ discriminator: { key: 'kind' } })
    class Base {
      @Bin({ type: 'int' }) n?: number;
    }
    expect(() => embed(Base, 'bins')).toThrow(MetadataError);
    expect(() => embed(Base, 'bins')).toThrow(/as: 'bins' knows one class only/);
  });

  test('a property of the base class keeps its place in lists', () => {
    @Embeddable({ discriminator: { key: 'kind' } })
    class Base {
      @Bin({ type: 'int' }) n?: number;
    }
    @Embeddable({ discriminator: { value: 'moved' } })
    class Moved extends Base {
      @Bin({ type: 'int' }) @Ordinal(0) first?: number;
    }
    const mapper = mapperOf(embed(Base, 'list'));
    const write = () => mapper.write(Object.assign(new Moved(), { n: 1, first: 2 }));
    expect(write).toThrow(/Moved.n: must have the place in lists that it has in Base/);
    const inMap = mapperOf(embed(Base, 'map'));
    expect(inMap.write(Object.assign(new Moved(), { n: 1 }))).toEqual({ n: 1, kind: 'moved' });
  });

  test('a discriminator that is a property as well is read, and must say the class', () => {
    @Embeddable({ discriminator: { key: 'kind' } })
    class Base {
      @Bin({ type: 'string' }) kind?: string;
    }
    @Embeddable({ discriminator: { value: 'leaf' } })
    class Leaf extends Base {}
    const mapper = mapperOf(embed(Base));
    const read = mapper.read({ kind: 'leaf' }, unloadedRefs);
    expect(read).toBeInstanceOf(Leaf);
    expect(read).toEqual({ kind: 'leaf' });
    expect(mapper.write(new Leaf())).toEqual({ kind: 'leaf' });
    const wrong = Object.assign(new Leaf(), { kind: 'tree' });
    expect(() => mapper.write(wrong)).toThrow("must be 'leaf'");
  });

  test('t.oneOf refuses a shape with the property that tells them apart', () => {
    expect(() => t.oneOf('kind', { a: { kind: t.int() } })).toThrow(
      /t.oneOf.a: has a property 'kind'/,
    );
    expect(() => t.oneOf('', { a: {} })).toThrow(/takes the name of a property/);
  });
});
