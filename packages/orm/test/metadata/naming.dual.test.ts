import fc from 'fast-check';
import {
  Bin,
  BinNameError,
  Embedded,
  Entity,
  getEntityMetadata,
  Id,
  ListBin,
  type NamingStrategy,
} from '../../src/index.js';
import { nameOf } from '../../src/metadata/naming.js';
import { resolvePath } from '../../src/metadata/resolve-path.js';

class Address {
  @Bin({ type: 'string' }) city!: string;
  @Bin({ type: 'string' }) postalCodeOfTheCity!: string;
  @Bin({ name: 'st', type: 'string' }) streetAndNumber!: string;
}

@Entity('people')
class Person {
  @Id({ storeAsBin: true, type: 'string' }) personId!: string;
  @Bin({ type: 'string' }) customerEmailAddress!: string;
  @Bin({ name: 'kept', type: 'string' }) declaredName!: string;
  @Bin({ type: 'string' }) HTTPStatus2Code!: string;
  @ListBin(() => Address) oldAddresses!: Address[];
  @Embedded(() => Address, { as: 'bins' }) deliveryAddress!: Address;
}

const binsOf = (naming: NamingStrategy) =>
  getEntityMetadata(Person, naming).bins.map(({ binName }) => binName);

test('names are in snake case', () => {
  @Entity()
  class Short {
    @Id({ storeAsBin: true }) personId!: string;
    @Bin() HTTPStatus2!: string;
    @Bin() aName!: string;
    @Embedded(() => Inner, { as: 'bins' }) inPart!: Inner;
    @Embedded(() => Inner) asMap!: Inner;
  }
  const metadata = getEntityMetadata(Short, 'snake');
  expect(metadata.bins.map(({ binName }) => binName)).toEqual([
    'person_id',
    'http_status2',
    'a_name',
    'in_part_a_b',
    'as_map',
  ]);
  expect(resolvePath(metadata, ['asMap', 'aB']).steps).toEqual([{ kind: 'mapKey', key: 'a_b' }]);
});

class Inner {
  @Bin() aB!: string;
}

test('short names fit, stay the same, and leave those that fit alone', () => {
  // Records hold these names: another algorithm would lose their bins.
  const bins = binsOf('short');
  expect(bins).toEqual([
    'personId',
    'customerE_4hkj8',
    'kept',
    'HTTPStatus2Code',
    'oldAddresses',
    'del_0z6_city',
    'del_0z6_pos_aep',
    'del_0z6_st',
  ]);
});

test('keys inside maps have no limit, so they stay', () => {
  const list = getEntityMetadata(Person, 'short').property.get('oldAddresses')?.value;
  expect(list).toMatchObject({
    element: {
      embeddable: {
        properties: [
          { storedName: 'city' },
          { storedName: 'postalCodeOfTheCity' },
          { storedName: 'st' },
        ],
      },
    },
  });
});

test('a function names properties by class and property', () => {
  const seen: string[] = [];
  const bins = binsOf(({ entity, property }) => {
    seen.push(`${entity}.${property}`);
    return `${entity.slice(0, 1)}${seen.length}`;
  });
  expect(seen).toContain('Person.customerEmailAddress');
  expect(seen).toContain('Address.city');
  expect(bins).toContain('kept');
});

test('each naming has its own metadata, built once', () => {
  @Entity()
  class Small {
    @Id() id!: string;
    @Bin() aB!: string;
  }
  expect(getEntityMetadata(Small, 'snake')).toBe(getEntityMetadata(Small, 'snake'));
  expect(getEntityMetadata(Small)).toBe(getEntityMetadata(Small, 'asIs'));
  expect(getEntityMetadata(Small).bins[0]?.binName).toBe('aB');
});

test('the naming of an entity comes before that of the data source', () => {
  @Entity({ naming: 'snake' })
  class Own {
    @Id() id!: string;
    @Bin() aB!: string;
  }
  expect(getEntityMetadata(Own, 'short').bins[0]?.binName).toBe('a_b');
});

test('without a naming strategy long names are refused', () => {
  expect(() => getEntityMetadata(Person)).toThrow(BinNameError);
});

test('any name becomes one of 15 bytes at most, always the same', () => {
  const scope = { strategy: 'short', maxBytes: 15 } as const;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (property) => {
      const name = nameOf({ entity: 'E', property }, scope);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(15);
      expect(nameOf({ entity: 'Other', property }, scope)).toBe(name);
      if (Buffer.byteLength(property) <= 15) expect(name).toBe(property);
    }),
  );
});

test('long names that begin alike stay apart', () => {
  const names = Array.from({ length: 3000 }, (_, index) =>
    nameOf(
      { entity: 'E', property: `averyLongPropertyName${index}` },
      { strategy: 'short', maxBytes: 15 },
    ),
  );
  expect(new Set(names).size).toBe(names.length);
});
