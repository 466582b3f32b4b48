import {
  DataSource,
  type DataSourceOptions,
  Embedded,
  Entity,
  Id,
  MapBin,
  MetadataError,
  type Ref,
  Reference,
  t,
} from '../../src/index.js';

class Plain {
  id!: string;
}

@Entity()
class Listed {
  @Id() id!: string;
}

@Entity()
class ToNoEntity {
  @Id() id!: string;
  @Reference(() => Plain) plain?: Ref<Plain>;
}

@Entity()
class ToUndefined {
  @Id() id!: string;
  @Reference(() => undefined as unknown as typeof Listed, { many: true }) all?: Ref<Listed>[];
}

class Part {
  @MapBin(() => t.reference(() => Plain)) plain?: Map<string, Ref<Plain>>;
}

@Entity()
class Nested {
  @Id() id!: string;
  @Embedded(() => Part) part?: Part;
}

@Entity()
class Right {
  @Id() id!: string;
  @Reference(() => Right) same?: Ref<Right>;
  @Reference(() => Listed) other?: Ref<Listed>;
}

const make = (...entities: NonNullable<DataSourceOptions['entities']>) =>
  new DataSource({ hosts: '127.0.0.1:1', namespace: 'test', entities });

test.each([
  [
    ToNoEntity,
    /^ToNoEntity\.plain: does not refer to an entity: Plain: is not an entity; add @Entity/,
  ],
  [ToUndefined, /^ToUndefined\.all: the type function gives nothing/],
  [Nested, /^Part\.plain: does not refer to an entity/],
])('a reference to what is no entity is told when the data source is made', (type, what) => {
  expect(() => make(type, Listed)).toThrow(MetadataError);
  expect(() => make(type, Listed)).toThrow(what);
});

test('references to entities are fine, also to those of another data source', () => {
  expect(() => make(Right, Listed)).not.toThrow();
  expect(() => make(Right)).not.toThrow();
});
