import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../../../../test/support/server-under-test.js';
import {
  Bin,
  DataSource,
  type DataSourceOptions,
  DataSourceStateError,
  Entity,
  Id,
  MetadataError,
  OptionError,
} from '../../src/index.js';
import { connectionTo } from '../support/connection.js';

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
  [{ ...valid, naming: 'camel' }, /^naming: must be one of asIs, snake, short, or a function/],
  [{ ...valid, unknownBins: 'drop' }, /^unknownBins: must be one of ignore, keep, throw/],
  [{ ...valid, subscribers: [null] }, /^subscribers: must be an array of subscribers/],
  [{ ...valid, plugins: [{ name: 'p' }] }, /^plugins: must be an array of plugins/],
  [{ ...valid, policies: { reed: {} } }, /^policies\.reed: is not one of read, write, remove/],
  [
    { ...valid, policies: { read: { commitLevel: 1 } } },
    /^policies\.read\.commitLevel: is not one of socketTimeout, /,
  ],
  [{ ...valid, behaviors: { b: { exists: 1 } } }, /^behaviors\.b\.exists: is not one of /],
  [{ ...valid, behaviors: { b: null } }, /^behaviors\.b: must be an object; got null/],
  [{ ...valid, tenantSet: 'x' }, /^tenantSet: must be a function/],
  [{ ...valid, coalesce: 5 }, /^coalesce: must be true, false or an object/],
  [{ ...valid, coalesce: { size: 5 } }, /^coalesce\.size: is no option; there are maxSize/],
  [{ ...valid, telemetry: { slowMs: -1 } }, /^telemetry\.slowMs: must be milliseconds/],
  [{ ...valid, retry: { attempts: 0 } }, /^retry\.attempts: must be a whole number of at least 1/],
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

@Entity({ set: 'ds_drained' })
class Drained {
  @Id() id!: string;
  @Bin({ type: 'int' }) firstCount!: number;
}

test('initialize tries as often as it was told, and tells of each failure', async () => {
  const sockets: Socket[] = [];
  const closed = createServer((socket) => {
    sockets.push(socket);
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    closed.listen(0, '127.0.0.1', resolve);
  });
  const { port } = closed.address() as { port: number };
  const told: unknown[] = [];
  const dataSource = new DataSource({
    hosts: `127.0.0.1:${port}`,
    namespace: 'test',
    retry: { attempts: 3, delayMs: 1, onRetry: (retry) => told.push(retry) },
  });
  await expect(dataSource.initialize()).rejects.toMatchObject({ name: 'ClusterError' });
  expect(told).toMatchObject([
    { attempt: 1, attempts: 3, delayMs: 1, error: { name: 'ClusterError' } },
    { attempt: 2, attempts: 3 },
  ]);
  expect(dataSource.isInitialized).toBe(false);
  closed.close();
});

test('destroy refuses new operations and waits for those under way', async () => {
  await using server = await startServer();
  const dataSource = new DataSource({
    ...connectionTo(server),
    namespace: 'test',
    naming: 'snake',
  });
  await dataSource.initialize();
  const drained = dataSource.getRepository(Drained);
  await drained.upsert({ id: 'a', firstCount: 1 });
  expect((await dataSource.client.get(['test', 'ds_drained', 'a'])).bins).toEqual({
    first_count: 1,
  });
  // Several commands one after the other: they are one operation.
  const running = drained.mutate('a', async (entity) => {
    await pause(50);
    entity.firstCount = 2;
  });
  const destroyed = dataSource.destroy();
  await pause(5);
  await expect(drained.exists('a')).rejects.toBeInstanceOf(DataSourceStateError);
  expect(await running).toMatchObject({ firstCount: 2 });
  await destroyed;
  expect(dataSource.client.isConnected()).toBe(false);
  expect(await dataSource.ping()).toMatchObject({ ok: false });
  await dataSource.initialize();
  expect(await drained.findById('a')).toMatchObject({ firstCount: 2 });
  expect(await dataSource.ping()).toMatchObject({ ok: true, nodes: 1 });
  await dataSource.destroy();
});

test('destroy does not wait for ever', async () => {
  await using server = await startServer();
  const dataSource = new DataSource({ ...connectionTo(server), namespace: 'test' });
  await dataSource.initialize();
  const drained = dataSource.getRepository(Drained);
  await drained.upsert({ id: 'a', firstCount: 1 });
  const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const hanging = drained.mutate('a', () => pause(200));
  const outcome = hanging.catch((error: unknown) => error);
  await dataSource.destroy({ timeoutMs: 10 });
  expect(warned).toHaveBeenCalledWith(expect.stringMatching(/while 1 operations were under way/), {
    code: 'AEROFORM_DESTROYED',
  });
  warned.mockRestore();
  await outcome;
});
