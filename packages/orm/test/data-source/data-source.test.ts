import {
  DataSource,
  type DataSourceOptions,
  DataSourceStateError,
  Entity,
  Id,
  MetadataError,
  OptionError,
} from '../../src/index.js';

const valid = { hosts: '127.0.0.1:1', namespace: 'test' };

@Entity()
class Known {
  @Id() id!: string;
}

@Entity()
class Unknown {
  @Id() id!: string;
}

test.each<[object, RegExp]>([
  [{ ...valid, host: 'x' }, /^host: is no option; there are name, client, hosts, /],
  [{ hosts: 'x' }, /^namespace: is missing/],
  [{ namespace: 'test' }, /^hosts: give either hosts or a connected client/],
  [{ ...valid, hosts: [] }, /^hosts: must be 'host:port'/],
  [{ ...valid, namespace: 3 }, /^namespace: must be a non-empty string; got number 3/],
  [{ ...valid, indexes: { sync: 'drop' } }, /^indexes\.sync: must be one of off, verify, create/],
  [{ ...valid, indexes: { wait: 1 } }, /^indexes\.wait: is no option; there are sync, refreshMs/],
  [{ ...valid, batch: { chunk: 0 } }, /^batch\.chunk: must be a whole number of at least 1/],
  [{ ...valid, query: 5 }, /^query: must be an object/],
  [{ ...valid, scans: 'maybe' }, /^scans: must be one of forbid, warn, allow/],
  [{ ...valid, entities: [undefined] }, /^entities: must be an array of entity classes/],
  [{ ...valid, client: {} }, /^hosts: give either hosts or a connected client/],
])('options %p are refused', (options, message) => {
  const make = () => new DataSource(options as DataSourceOptions);
  expect(make).toThrow(OptionError);
  expect(make).toThrow(message);
});

test('wrong declarations are told when the data source is made', () => {
  class Plain {}
  expect(() => new DataSource({ ...valid, entities: [Plain] })).toThrow(MetadataError);
});

test('a repository exists before the connection, its calls say what is missing', async () => {
  const dataSource = new DataSource({ ...valid, entities: [Known] });
  const repository = dataSource.getRepository(Known);
  expect(dataSource.getRepository(Known)).toBe(repository);
  expect(dataSource.isInitialized).toBe(false);
  await expect(repository.findById('x')).rejects.toThrow(DataSourceStateError);
  await expect(repository.findById('x')).rejects.toThrow(/await dataSource\.initialize\(\) first/);
  expect(await dataSource.ping()).toEqual({
    ok: false,
    reason: 'the data source is not initialised',
  });
});

test('an entity that is not listed is refused', () => {
  const dataSource = new DataSource({ ...valid, entities: [Known] });
  expect(() => dataSource.getRepository(Unknown)).toThrow(/^Unknown is not among the entities/);
});

test('a cluster that cannot be reached is an error, after which it can be tried again', async () => {
  const dataSource = new DataSource({ ...valid, clientConfig: { timeout: 300 } });
  await expect(dataSource.initialize()).rejects.toThrow();
  expect(dataSource.isInitialized).toBe(false);
  await expect(dataSource.initialize()).rejects.toThrow();
  await dataSource.destroy();
});
