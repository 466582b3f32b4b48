import dns from 'node:dns';
import { encodePartitionBitmap } from '@aeroform/protocol';
import { EmbeddedServer } from '@aeroform/embedded';
import {
  ClusterError,
  createClient,
  type LogEntry,
  LOG_LEVEL_WARN,
  setLogger,
  setLogLevel,
} from '../../../../src/index.js';
import { pem } from '../../../support/certificate.js';
import { FakeServer, type FakeServerOptions } from '../../../support/fake-server.js';
import { rejection } from '../../../support/with-client.js';

const ALL = encodePartitionBitmap(() => true);
const TEND_INTERVAL = 250;
const KEY = ['test', 'demo', 'k'] as const;
const servers: FakeServer[] = [];
const entries: LogEntry[] = [];

beforeEach(() => {
  entries.length = 0;
  setLogger({ log: (entry) => entries.push(entry) });
  setLogLevel(LOG_LEVEL_WARN);
});

afterEach(async () => {
  setLogger(undefined);
  jest.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function start(node: string, options: FakeServerOptions = {}): Promise<FakeServer> {
  const server = await FakeServer.start({ ...options, node });
  servers.push(server);
  return server;
}

/** Names that stand for several addresses; undefined for one whose look-up does not end. */
function nameAddresses(names: Readonly<Record<string, string[] | undefined>>): void {
  const { lookup } = dns;
  type Done = (error: null, found: object[]) => void;
  const named = (name: string, options: object, done: Done): void => {
    if (!(name in names)) lookup(name, options, done as never);
    const found = names[name]?.map((address) => ({ address, family: 4 }));
    if (found !== undefined) process.nextTick(done, null, found);
  };
  jest.spyOn(dns, 'lookup').mockImplementation(named as never);
}

async function eventually(isTrue: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!isTrue()) {
    if (performance.now() - startedAt > 4000) throw new Error('it never became true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const isStarting = (command: string): string | undefined =>
  command === 'partition-generation' ? '-1' : undefined;
const STRANGER = 'seed is not of the cluster that answered first';
const strangers = (): LogEntry[] => entries.filter(({ message }) => message === STRANGER);

describe('several seeds', () => {
  it('of two clusters: those of the second are refused, and named', async () => {
    const [one, two] = [await start('A1'), await start('B2')];
    const hosts = [one.host, two.host];
    const client = createClient({ hosts, tendInterval: TEND_INTERVAL });
    await client.connect();
    await eventually(() => strangers().length > 0);
    await new Promise((resolve) => setTimeout(resolve, 2 * TEND_INTERVAL));
    const nodes = client.getNodeNames();
    expect(nodes).toHaveLength(1);
    const refused = nodes[0] === 'A1' ? two : one;
    expect(strangers()).toEqual([
      expect.objectContaining({
        level: 'warn',
        fields: { address: refused.host, node: refused.node, nodes },
      }),
    ]);
    expect(refused.sockets.size).toBe(0);
    await client.close();
  });

  it('of one cluster are all taken in, also when only one of them knows the other', async () => {
    const [one, two] = [await start('A1'), await start('B2')];
    two.peers = `[A1,,[${one.host}]]`;
    const client = createClient({ hosts: [one.host, two.host], tendInterval: TEND_INTERVAL });
    await client.connect();
    await eventually(() => client.getNodeNames().length === 2);
    expect(strangers()).toEqual([]);
    await client.close();
  });

  it('of a cluster that is starting come together', async () => {
    const [one, two] = [await start('A1'), await start('B2')];
    const client = createClient({ hosts: [one.host, two.host], tendInterval: TEND_INTERVAL });
    await client.connect();
    await eventually(() => strangers().length > 0);
    one.peers = `[B2,,[${two.host}]]`;
    two.peers = `[A1,,[${one.host}]]`;
    one.peersGeneration++;
    two.peersGeneration++;
    await eventually(() => client.getNodeNames().length === 2);
    await client.close();
  });
});

describe('a seed whose name stands for several addresses', () => {
  it('is each of them in turn, until one is fit', async () => {
    const starting = await start('A1', { info: isStarting });
    const { port } = starting;
    const fit = await start('B2', { address: '127.0.0.2', port });
    nameAddresses({ 'many.test': ['127.0.0.3', '127.0.0.1', '127.0.0.2'] });
    const client = createClient({ hosts: [['many.test', port]], tendInterval: TEND_INTERVAL });
    await client.connect();
    expect(client.getNodeNames()).toEqual(['B2']);
    for (let i = 0; i < 20; i++) await client.put(KEY, { i });
    expect(starting.connections).toBe(1);
    expect(fit.connections).toBeGreaterThan(1);
    await client.close();
  });

  it('is told with each address and why it did not do', async () => {
    const { port } = await start('A1', { info: isStarting });
    nameAddresses({ 'many.test': ['127.0.0.1', '127.0.0.3'] });
    const error = await rejection<ClusterError>(
      createClient({ hosts: [['many.test', port]] }).connect(),
    );
    expect(error).toBeInstanceOf(ClusterError);
    expect(error.code).toBe('CONNECT_FAILED');
    expect(error.message).toContain(
      `many.test:${port} (127.0.0.1:${port}: the node is still starting; 127.0.0.3:${port}: connect ECONNREFUSED`,
    );
  });

  it('is looked up again when no node is left', async () => {
    const first = await start('A1');
    const { port } = first;
    const addresses = ['127.0.0.1', '127.0.0.3'];
    nameAddresses({ 'many.test': addresses });
    const client = createClient({ hosts: [['many.test', port]], tendInterval: TEND_INTERVAL });
    await client.connect();
    await first.stop();
    const second = await start('B2', { address: '127.0.0.2', port });
    addresses[0] = '127.0.0.2';
    await eventually(() => client.getNodeNames()[0] === 'B2');
    await client.put(KEY, { a: 1 });
    expect(second.connections).toBeGreaterThan(0);
    await client.close();
  });

  it('keeps its name for the certificate', async () => {
    const tls = { cert: pem('server.crt'), key: pem('server.key') };
    const node = await EmbeddedServer.start({ edition: 'enterprise', tls, clear: false });
    const port = node.tlsHosts[0]?.port as number;
    nameAddresses({ 'embedded.test': ['127.0.0.3', '127.0.0.1'] });
    const client = createClient({ hosts: [['embedded.test', port]], tls: { ca: pem('ca.crt') } });
    await client.connect();
    await client.put(KEY, { a: 1 });
    await client.close();
    await node.stop();
  });

  it('is not waited for longer than the time-out', async () => {
    nameAddresses({ 'never.test': undefined });
    const client = createClient({ hosts: ['never.test'], connectTimeout: 100 });
    const error = await rejection(client.connect());
    expect(error.message).toContain('never.test:3000 (no address of never.test within 100 ms)');
  });

  it('is not waited for when the client is closed', async () => {
    const server = await start('A1');
    const names: Record<string, string[] | undefined> = { 'some.test': ['127.0.0.1'] };
    nameAddresses(names);
    const hosts = [['some.test', server.port]] as const;
    const client = createClient({ hosts, tendInterval: TEND_INTERVAL, connectTimeout: 60_000 });
    await client.connect();
    await server.stop();
    await eventually(() => client.getNodeNames().length === 0);
    names['some.test'] = undefined;
    await new Promise((resolve) => setTimeout(resolve, 2 * TEND_INTERVAL));
    const startedAt = performance.now();
    await client.close();
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('a cluster that is made anew', () => {
  it('is taken as it is, although its regimes are lower than those of the one before', async () => {
    const regimeOf = (regime: number) => (command: string) =>
      command === 'replicas' ? `test:${regime},1,${ALL};` : undefined;
    const old = await start('A1', { info: regimeOf(9) });
    const client = createClient({ hosts: [old.host], tendInterval: TEND_INTERVAL });
    await client.connect();
    await client.put(KEY, { a: 1 });
    await old.stop();
    const made = await start('B2', { port: old.port, info: regimeOf(2) });
    await eventually(() => client.getNodeNames()[0] === 'B2');
    await new Promise((resolve) => setTimeout(resolve, 2 * TEND_INTERVAL));
    await client.put(KEY, { a: 1 });
    expect(made.connections).toBeGreaterThan(0);
    await client.close();
  });
});
