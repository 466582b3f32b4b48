import { inspect } from 'node:util';
import { EmbeddedCluster, type EmbeddedServer, type EmbeddedWorker } from '@aeroform/embedded';
import { DRIVER, unlessLimited } from '../../../../test/support/driver-under-test.js';
import { startCluster, startServer } from '../../../../test/support/server-under-test.js';
import {
  AdminError,
  type AerospikeClient,
  type ClientConfig,
  createClient,
  type LogEntry,
  LOG_LEVEL_TRACE,
  LOG_LEVEL_WARN,
  setLogger,
  setLogLevel,
} from '../../src/index.js';
import { rejection } from '../support/with-client.js';

const PASSWORD = 'sehr-geheim';
const KEY = ['test', 'login', 'k'] as const;
const keys = Array.from({ length: 50 }, (_, i) => ['test', 'login', i] as const);

describe('a cluster with security', () => {
  let server: EmbeddedServer | EmbeddedWorker;
  beforeAll(async () => {
    server = await startServer({
      edition: 'enterprise',
      security: {
        users: [
          { name: 'app', password: PASSWORD, roles: ['read-write'] },
          { name: 'reader', password: PASSWORD, roles: ['read'] },
        ],
      },
    });
  });
  afterAll(() => server.stop());
  const clientOf = (config: Partial<ClientConfig> = {}): AerospikeClient =>
    createClient({ hosts: server.hosts, driver: DRIVER, tendInterval: 250, ...config });

  it('lets in who is in the configuration, on all kinds of connections', async () => {
    const client = clientOf({ user: 'app', password: PASSWORD, minConnsPerNode: 4 });
    await client.connect();
    await client.put(KEY, { a: 1 });
    expect((await client.get(KEY)).bins).toEqual({ a: 1 });
    expect((await client.batchRead([KEY])).foundCount()).toBe(1);
    expect(await client.query('test', 'login').results()).toHaveLength(1);
    expect(await client.infoRandomNode('build')).toMatch(/^8\.1/);
    await client.close();
  });

  it('lets in who is given to connect, before who is in the configuration', async () => {
    const client = clientOf({ user: 'reader', password: PASSWORD });
    await client.connect('app', PASSWORD);
    await client.put(KEY, { a: 2 });
    await client.close();
    await client.connect();
    const error = await rejection<AdminError>(client.put(KEY, { a: 3 }));
    expect(error).toBeInstanceOf(AdminError);
    expect(error.code).toBe('ROLE_VIOLATION');
    expect((await client.get(KEY)).bins).toEqual({ a: 2 });
    await client.close();
  });

  it.each([
    ['a wrong password', { user: 'app', password: 'falsch' }, 'INVALID_CREDENTIAL', 65],
    ['an unknown user', { user: 'nobody', password: PASSWORD }, 'INVALID_USER', 60],
    ['no login', {}, 'NOT_AUTHENTICATED', 80],
  ])('refuses %s with an AdminError', async (_name, login, code, resultCode) => {
    const client = clientOf(login);
    const error = await rejection<AdminError>(client.connect());
    expect(error).toBeInstanceOf(AdminError);
    expect(error).toMatchObject({ code, resultCode });
    expect(error.message).toContain(`127.0.0.1:${server.port}`);
    expect(error.message).toContain('Remedy');
    expect(client.isConnected()).toBe(false);
    await client.connect('app', PASSWORD);
    await client.close();
  });

  it('shows neither password nor token in errors, logs and objects', async () => {
    const entries: LogEntry[] = [];
    setLogger({ log: (entry) => entries.push(entry) });
    setLogLevel(LOG_LEVEL_TRACE);
    const client = clientOf({ user: 'app', password: PASSWORD });
    const error = await rejection(clientOf().connect('app', `${PASSWORD}-falsch`));
    await client.connect();
    await client.put(KEY, { a: 1 });
    const shown = inspect([client, entries, error], { depth: 30, showHidden: true });
    await client.close();
    setLogger(undefined);
    setLogLevel(LOG_LEVEL_WARN);
    expect(entries.length).toBeGreaterThan(0);
    expect(shown).not.toContain(PASSWORD);
    expect(shown).not.toContain('$2a$10$');
  });

  it('logs in again when the server no longer knows the connections', async () => {
    const node = await EmbeddedCluster.start({ nodes: 1, edition: 'enterprise', security: true });
    const config = { hosts: node.hosts as never, tendInterval: 250 };
    const client = createClient({ ...config, user: 'admin', password: 'admin' });
    await client.connect();
    await node.node(0).stop();
    await node.node(0).start();
    const end = performance.now() + 5000;
    let names: readonly string[] = [];
    while (names.length === 0 && performance.now() < end) {
      names = await client.infoAll('build').then(
        (answers) =>
          answers.filter(({ errorCode }) => errorCode === 0).map((each) => each.nodeName),
        () => [],
      );
    }
    expect(names).toHaveLength(1);
    await client.close();
    await node.stop();
  });
});

it('logs in at every node of a cluster', async () => {
  const cluster = await startCluster({
    nodes: 3,
    edition: 'enterprise',
    security: { users: [{ name: 'app', password: PASSWORD, roles: ['read-write'] }] },
  });
  const [first] = cluster.hosts;
  const client = createClient({ hosts: [first!], driver: DRIVER, user: 'app', password: PASSWORD });
  await client.connect();
  expect(client.getNodeNames()).toHaveLength(3);
  await Promise.all(keys.map((key, i) => client.put(key, { i })));
  expect((await client.batchRead(keys)).foundCount()).toBe(50);
  await client.close();
  await cluster.stop();
});

it('goes on without a login where security is switched off', async () => {
  const server = await startServer({ edition: 'enterprise' });
  const client = createClient({
    hosts: server.hosts,
    driver: DRIVER,
    user: 'app',
    password: PASSWORD,
  });
  await client.connect();
  await client.put(KEY, { a: 1 });
  await client.close();
  await server.stop();
});

it(
  'introduces itself to the servers',
  unlessLimited('userAgent', async () => {
    const server = await startServer();
    const client = createClient({ hosts: server.hosts, driver: DRIVER, applicationId: 'shop' });
    await client.connect();
    const agents = await client.infoRandomNode('user-agents');
    await client.close();
    await server.stop();
    const [, agent] = /user-agent=([^:]+):count=1/.exec(agents) ?? [];
    expect(Buffer.from(agent ?? '', 'base64').toString()).toMatch(/^1,aeroform-[\d.]+,shop$/);
  }),
);
