import * as first from '../../src/index.js';

// A second copy of the package in the same process, as an ESM copy next to a CommonJS one.
let second: typeof first;
jest.isolateModules(() => {
  second = jest.requireActual<typeof first>('../../src/index.js');
});

test('an entity declared with one copy is known to the other', () => {
  expect(second.Bin).not.toBe(first.Bin);

  @first.Entity('mixed')
  class Mixed {
    @first.Id() id!: string;
    @second.Bin({ name: 'b', type: 'int' }) value!: number;
  }
  expect(second.getEntityMetadata(Mixed)).toBe(first.getEntityMetadata(Mixed));
  expect(first.getEntityMetadata(Mixed).bins.map(({ binName }) => binName)).toEqual(['b']);
});

test('errors of one copy are instances of the classes of the other', () => {
  class Plain {}
  const error = (() => {
    try {
      return second.getEntityMetadata(Plain);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(first.MetadataError);
  expect(error).toBeInstanceOf(first.OrmError);
  expect(error).not.toBeInstanceOf(first.MappingError);
});
