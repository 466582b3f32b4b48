import { EmbeddedCluster, EmbeddedServer } from '@aeroform/embedded';
import { AdminError, type ClientConfig, ClusterError, createClient } from '../../src/index.js';
import { pem } from '../support/certificate.js';
import { rejection } from '../support/with-client.js';

const KEY = ['test', 'tls', 'k'] as const;
const keys = Array.from({ length: 300 }, (_, i) => ['test', 'tls', i] as const);
const server = { cert: pem('server.crt'), key: pem('server.key') };
const trusting = { ca: pem('ca.crt') };
const certified = { ...trusting, cert: pem('client.crt'), key: pem('client.key') };

/** Handshakes take their time on a busy machine. */
const PATIENT = { write: { totalTimeout: 10_000 } };
const tlsOf = (node: EmbeddedServer, tls: object, more: Partial<ClientConfig> = {}) =>
  createClient({ hosts: node.tlsHosts as never, tls, policies: PATIENT, ...more });

describe('TLS', () => {
  it('encrypts all connections of a client', async () => {
    const node = await EmbeddedServer.start({ edition: 'enterprise', tls: server, clear: false });
    const client = await tlsOf(node, trusting).connect();
    const large = 'x'.repeat(200_000);
    await Promise.all(keys.map((key, i) => client.put(key, { i })));
    await client.put(KEY, { large });
    expect((await client.get(KEY)).bins).toEqual({ large });
    expect((await client.batchRead(keys)).foundCount()).toBe(300);
    expect(await client.query('test', 'tls').results()).toHaveLength(301);
    let seen = 0;
    for await (const _record of client.query('test', 'tls').stream({ recordQueueSize: 1 })) {
      await new Promise(setImmediate);
      seen++;
    }
    expect(seen).toBe(301);
    await client.close();
    await node.stop();
  });

  it('finds all nodes of a cluster, and their names', async () => {
    const cluster = await EmbeddedCluster.start({
      edition: 'enterprise',
      tls: server,
      clear: false,
    });
    const [first] = cluster.tlsHosts;
    const client = createClient({ hosts: [first as never], tls: trusting });
    await client.connect();
    expect(client.getNodeNames()).toHaveLength(3);
    await Promise.all(keys.map((key, i) => client.put(key, { i })));
    expect((await client.batchRead(keys)).foundCount()).toBe(300);
    await client.close();
    await cluster.stop();
  });

  it('finds all nodes at their alternate addresses', async () => {
    // The nodes tell of an address that does not exist.
    const cluster = await EmbeddedCluster.start({
      edition: 'enterprise',
      tls: server,
      clear: false,
      alternateAddress: '203.0.113.9',
    });
    const [first] = cluster.tlsHosts;
    const seen = { hosts: [first as never], tls: trusting, useServicesAlternate: true };
    const client = createClient({ ...seen, ipMap: { '203.0.113.9': '127.0.0.1' } });
    await client.connect();
    expect(client.getNodeNames()).toHaveLength(3);
    expect(await client.infoRandomNode('service-tls-alt')).toContain('203.0.113.9');
    await Promise.all(keys.map((key, i) => client.put(key, { i })));
    expect((await client.batchRead(keys)).foundCount()).toBe(300);
    await client.close();
    await cluster.stop();
  });

  it.each([
    ['an authority that it does not know', {}, undefined, 'config.tls.ca'],
    ['another name', { ...trusting, name: 'else.test' }, [], 'config.tls.name'],
  ])('refuses a server with %s, and says what to do', async (_why, tls, named, remedy) => {
    const node = await EmbeddedServer.start({ edition: 'enterprise', tls: server });
    const [host] = node.tlsHosts;
    const hosts = named === undefined ? [host] : [[host?.addr, host?.port]];
    const client = createClient({ hosts: hosts as never, tls });
    const error = await rejection(client.connect());
    expect(error).toBeInstanceOf(ClusterError);
    expect(error.message).toContain(remedy);
    await node.stop();
  });

  it('trusts everybody only when told to', async () => {
    const node = await EmbeddedServer.start({ edition: 'enterprise', tls: server });
    const client = await tlsOf(node, { rejectUnauthorized: false }).connect();
    await client.put(KEY, { a: 1 });
    await client.close();
    await node.stop();
  });

  it('does not wait for an answer to a clear port for ever', async () => {
    const node = await EmbeddedServer.start();
    const client = createClient({ hosts: node.hosts as never, tls: trusting, timeout: 300 });
    expect(await rejection(client.connect())).toBeInstanceOf(ClusterError);
    await node.stop();
  });
});

describe('TLS with client certificates', () => {
  const security = { users: [{ name: 'cert-user', roles: ['read-write'] }] };
  const start = (): Promise<EmbeddedServer> =>
    EmbeddedServer.start({
      edition: 'enterprise',
      tls: { ...server, ca: pem('ca.crt') },
      security,
    });

  it('logs in the user of the certificate', async () => {
    const node = await start();
    const client = await tlsOf(node, certified, { authMode: 'pki' }).connect();
    await client.put(KEY, { a: 1 });
    expect((await client.batchRead([KEY])).foundCount()).toBe(1);
    await client.close();
    await node.stop();
  });

  it('refuses a certificate that names no user', async () => {
    const node = await start();
    const stranger = { ...trusting, cert: pem('stranger.crt'), key: pem('stranger.key') };
    const error = await rejection<AdminError>(tlsOf(node, stranger, { authMode: 'pki' }).connect());
    expect(error).toBeInstanceOf(AdminError);
    expect(error.code).toBe('INVALID_USER');
    await node.stop();
  });

  it('is refused without a certificate', async () => {
    const node = await start();
    const client = tlsOf(node, trusting, { user: 'admin', password: 'admin', timeout: 1000 });
    expect(await rejection(client.connect())).toBeInstanceOf(ClusterError);
    await node.stop();
  });
});
