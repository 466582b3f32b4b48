import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import path from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { EmbeddedCluster, EmbeddedServer, type EmbeddedServerOptions } from '../../src/index';
import { AdminClient, field } from '../support/admin-client';
import { WireClient } from '../support/wire-client';

const fixture = (name: string): string => path.join(__dirname, 'fixtures', name);
const pem = (name: string): string => readFileSync(fixture(name), 'utf8');
const tls = { cert: pem('server.crt'), key: pem('server.key') };
const mutual = { ...tls, ca: pem('ca.crt') };
const clientOf = (name: string): ConnectionOptions => ({
  cert: pem(`${name}.crt`),
  key: pem(`${name}.key`),
});

const start = (options: EmbeddedServerOptions): Promise<EmbeddedServer> =>
  EmbeddedServer.start({ edition: 'enterprise', ...options });

async function connectTls(
  server: EmbeddedServer,
  options: ConnectionOptions = {},
): Promise<TLSSocket> {
  const [host] = server.tlsHosts;
  const socket = connect({
    host: '127.0.0.1',
    port: host?.port ?? 0,
    servername: host?.tlsname,
    ca: pem('ca.crt'),
    ...options,
  });
  await once(socket, 'secureConnect');
  return socket;
}
const clientTo = async (
  server: EmbeddedServer,
  options?: ConnectionOptions,
): Promise<AdminClient> => new AdminClient(WireClient.over(await connectTls(server, options)));

describe('TLS', () => {
  it('serves encrypted connections beside those that are not, at a port of its own', async () => {
    await using server = await start({ tls });
    const [host] = server.tlsHosts;
    expect(host).toMatchObject({ addr: '127.0.0.1', tlsname: 'embedded.test' });
    expect(host?.port).not.toBe(server.port);
    const encrypted = await clientTo(server);
    const clear = await AdminClient.connect(server.port);
    for (const { wire } of [encrypted, clear]) {
      expect(await wire.info('service-tls-std')).toBe(`127.0.0.1:${host?.port ?? 0}`);
      expect(await wire.info('service-clear-std')).toBe(`127.0.0.1:${server.port}`);
    }
    expect(server.inspect().connections).toBe(2);
    encrypted.close();
    clear.close();
  });

  it('has no connection left when the server is stopped', async () => {
    const server = await start({ tls });
    const clients = [await clientTo(server), await clientTo(server)];
    for (const { wire } of clients) await wire.info('build');
    await server.stop();
    expect(server.inspect().connections).toBe(0);
  });

  it('can be all that a server listens for', async () => {
    await using server = await start({
      tls: { cert: fixture('server.crt'), key: fixture('server.key') },
      clear: false,
    });
    expect(server.hosts).toEqual(server.tlsHosts);
    const client = await clientTo(server);
    expect(await client.wire.info('service-clear-std')).toBe('');
    expect(await client.wire.info('service-tls-std')).toBe(`127.0.0.1:${server.port}`);
    const clear = await WireClient.connect(server.port);
    clear.socket.write('not TLS\n');
    expect(await clear.frame()).toBeUndefined();
    client.close();
  });

  it('is told to clients by the nodes of a cluster', async () => {
    await using cluster = await EmbeddedCluster.start({ edition: 'enterprise', tls, nodes: 2 });
    const [first, second] = cluster.hosts;
    const client = await WireClient.connect(first?.port ?? 0);
    const other = await WireClient.connect(second?.port ?? 0);
    const peers = await client.info('peers-tls-std');
    expect(peers).toContain(`embedded.test,[${await other.info('service-tls-std')}]`);
    client.close();
    other.close();
  });

  it.each([
    ['203.0.113.9', true, undefined],
    ['203.0.113.9:4000', true, undefined],
    ['203.0.113.9', false, undefined],
    ['203.0.113.9:4000', false, 4000],
  ])('has the alternate address %s, clear port: %s', async (alternateAddress, clear, given) => {
    await using server = await start({ tls, clear, alternateAddress });
    const client = await clientTo(server);
    const port = given ?? server.tlsHosts[0]?.port ?? 0;
    expect(await client.wire.info('service-tls-alt')).toBe(`203.0.113.9:${port}`);
    const endpoints = await client.wire.info('endpoints');
    expect(endpoints).toContain(`service.tls-alternate-access-port=${port};`);
    expect(endpoints).toContain('service.tls-alternate-access-addresses=203.0.113.9;');
    client.close();
  });

  it('leaves nothing behind when handshakes are under way', async () => {
    const server = await start({ tls });
    const socket = connectTcp({ port: server.tlsHosts[0]?.port ?? 0, host: '127.0.0.1' });
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await server.stop();
    await closed;
  });

  it('is not there in the Community Edition, nor where it is not configured', async () => {
    await expect(EmbeddedServer.start({ tls })).rejects.toThrow("tls needs edition: 'enterprise'");
    await using community = await EmbeddedServer.start();
    const client = await WireClient.connect(community.port);
    expect(await client.info('service-tls-std')).toBe('ERROR:25:enterprise only');
    expect(await client.info('peers-tls-alt')).toBe('ERROR:25:enterprise only');
    client.close();
    await using enterprise = await start({});
    const other = await WireClient.connect(enterprise.port);
    expect(await other.info('service-tls-std')).toBe('');
    expect(await other.info('peers-tls-std')).toBe('0,3000,[]');
    other.close();
  });
});

describe('client certificates', () => {
  const security = { users: [{ name: 'cert-user', roles: ['user-admin'] }] };

  it('are required and checked', async () => {
    await using server = await start({ tls: mutual });
    const refused = async (options: ConnectionOptions): Promise<boolean> => {
      const socket = await connectTls(server, options).catch(() => undefined);
      if (socket === undefined) return true;
      const client = WireClient.over(socket);
      return (await client.frame()) === undefined;
    };
    expect(await refused({})).toBe(true);
    expect(await refused(clientOf('other'))).toBe(true);
    const client = await clientTo(server, clientOf('client'));
    expect(await client.wire.info('status')).toBe('ok');
    client.close();
  });

  it('log the user of their common name in', async () => {
    await using server = await start({ tls: mutual, security });
    const client = await clientTo(server, clientOf('client'));
    const { resultCode, fields } = await client.send('login');
    expect(resultCode).toBe(0);
    expect((await client.list('queryUsers')).blocks).toHaveLength(2);
    const second = await clientTo(server, clientOf('client'));
    expect(await second.code('authenticate', ...fields.slice(0, 1))).toBe(0);
    expect(await second.code('queryUsers')).toBe(0);
    const stranger = await clientTo(server, clientOf('stranger'));
    expect(await stranger.code('login')).toBe(60);
    const clear = await AdminClient.connect(server.port);
    expect(await clear.code('login')).toBe(60);
    expect(await clear.code('login', field.user('cert-user'), field.credential('nopassword'))).toBe(
      64,
    );
    for (const each of [client, second, stranger, clear]) each.close();
  });
});

describe('the option tls', () => {
  it.each([
    ['PEM', 'tls must be an object with port, cert, key, ca, authenticateClient, name'],
    [{ ...tls, certs: '' }, 'unknown option tls.certs; known are'],
    [{ ...tls, port: 65_536 }, 'tls.port must be an integer from 0 to 65535'],
    [{ cert: tls.cert }, 'tls.key must be PEM, or the path of a file with it'],
    [{ ...tls, key: '/none.key' }, 'tls.key: can\'t read the file "/none.key"'],
    [{ ...tls, key: pem('client.key') }, 'tls: cert, key and ca do not fit'],
    [{ ...tls, authenticateClient: true }, 'tls.authenticateClient needs tls.ca'],
    [{ ...tls, authenticateClient: 'any' }, 'tls.authenticateClient must be true or false'],
    [{ ...tls, name: '' }, 'tls.name must be a text'],
  ])('is refused with what is allowed', async (option, message) => {
    await expect(start({ tls: option } as never)).rejects.toThrow(message);
  });

  it('is needed by clear: false', async () => {
    await expect(start({ clear: false })).rejects.toThrow('clear: false needs tls');
  });
});
