import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Client, ConfigOptions, KeyOptions } from 'aerospike';
import { Aerospike } from '../support/raw-aerospike';
import { type ServerProcess, startServerProcess } from '../support/server-process';

const { admin, auth, Key, privilegeCode, status } = Aerospike;
const fixture = (name: string): string => path.join(__dirname, 'fixtures', name);
const key = new Key('test', 'demo', 'k') as KeyOptions;

let server: ServerProcess;
let client: Client;
const clients: Client[] = [];
/** For machines that are busy. */
const PATIENT = { totalTimeout: 10_000, socketTimeout: 10_000 };

const connect = async (config: ConfigOptions): Promise<Client> => {
  const policies = {
    read: new Aerospike.ReadPolicy(PATIENT),
    write: new Aerospike.WritePolicy(PATIENT),
  };
  const patient = { connTimeoutMs: PATIENT.totalTimeout, policies };
  const connected = await Aerospike.connect({ hosts: server.hosts, ...patient, ...config });
  clients.push(connected);
  // Connecting and administering block this thread: without a turn of the event loop its clock is
  // behind, and the time-outs of what comes next end early.
  await setImmediate();
  return connected;
};
const failure = async (work: Promise<unknown>): Promise<number> => {
  try {
    await work;
  } catch (error) {
    return (error as { code: number }).code;
  }
  return status.OK;
};

beforeAll(async () => {
  const security = [
    '--edition enterprise --security --enable-quotas --tls-port 0',
    '--user superuser:superuser:read-write-udf,sys-admin,user-admin',
  ];
  const certificates = ['--tls-cert', fixture('server.crt'), '--tls-key', fixture('server.key')];
  const args = [...security.flatMap((text) => text.split(' ')), ...certificates];
  server = await startServerProcess([...args, '--tls-ca', fixture('ca.crt')]);
  client = await connect({ user: 'superuser', password: 'superuser' });
});
afterAll(async () => {
  for (const each of clients) each.close(false);
  await server.stop();
});

describe('the official client with a user', () => {
  it('works as without', async () => {
    await client.put(key, { a: 1 });
    expect((await client.get(key)).bins).toEqual({ a: 1 });
    const records = await client.query('test', 'demo').results();
    expect(records).toHaveLength(1);
    expect(await client.infoAny('edition')).toContain('Aerospike Enterprise Edition');
  });

  it('is refused with a wrong password, and does not get to work without one', async () => {
    expect(await failure(connect({ user: 'superuser', password: 'x' }))).not.toBe(status.OK);
    expect(await failure(connect({}))).not.toBe(status.OK);
  });

  it('manages users', async () => {
    await client.createUser('app', 'secret', ['read', 'write']);
    expect(await failure(client.createUser('app', 'secret', []))).toBe(status.USER_ALREADY_EXISTS);
    await client.grantRoles('app', ['truncate']);
    await client.revokeRoles('app', ['write']);
    const user = await client.queryUser('app');
    expect(user).toMatchObject({
      name: 'app',
      roles: ['read', 'truncate'],
      readInfo: [0, 0, 0, 0],
      writeInfo: [0, 0, 0, 0],
      connsInUse: 0,
    });
    const app = await connect({ user: 'app', password: 'secret' });
    expect((await app.get(key)).bins).toEqual({ a: 1 });
    expect(await failure(app.put(key, { a: 2 }))).toBe(status.ROLE_VIOLATION);
    expect(await failure(app.createUser('x', 'y', []) as Promise<unknown>)).toBe(
      status.ROLE_VIOLATION,
    );
    expect((await client.queryUser('app')).connsInUse).toBeGreaterThan(0);
    expect((await client.queryUsers()).map(({ name }) => name)).toEqual([
      'admin',
      'app',
      'superuser',
    ]);
    await client.setPassword('app', 'changed');
    const again = await connect({ user: 'app', password: 'changed' });
    await again.changePassword('app', 'once more');
    await client.dropUser('app');
    expect(await failure(client.queryUser('app'))).toBe(status.INVALID_USER);
    expect(await failure(app.get(key))).toBe(status.NOT_AUTHENTICATED);
  });

  it('manages roles', async () => {
    const read = new admin.Privilege(privilegeCode.READ, { namespace: 'test', set: 'demo' });
    const udf = new admin.Privilege(privilegeCode.UDF_ADMIN);
    await client.createRole('role', [read], null, ['10.0.0.0/8'], 7, 8);
    await client.grantPrivileges('role', [udf]);
    await client.setWhitelist('role', ['127.0.0.1', '192.168.0.0']);
    await client.setQuotas('role', 100, 150);
    expect(await client.queryRole('role')).toMatchObject({
      name: 'role',
      privileges: [udf, read],
      whitelist: ['127.0.0.1', '192.168.0.0'],
      readQuota: 100,
      writeQuota: 150,
    });
    await client.revokePrivileges('role', [udf]);
    expect((await client.queryRole('role')).privileges).toEqual([read]);
    expect(await failure(client.createRole('role', [read]))).toBe(status.ROLE_ALREADY_EXISTS);
    expect((await client.queryRoles()).length).toBeGreaterThan(10);
    await client.dropRole('role');
    expect(await failure(client.queryRole('role'))).toBe(status.INVALID_ROLE);
  });

  it('administers with the rights of its roles', async () => {
    const index = {
      ns: 'test',
      set: 'demo',
      bin: 'a',
      index: 'by_a',
      datatype: Aerospike.indexDataType.NUMERIC,
    };
    const job = await client.createIndex(index as never);
    await job.wait(5);
    await client.indexRemove('test', 'by_a');
    await client.truncate('test', 'demo', 0);
    await client.createUser('reading', 'secret', ['read']);
    const reading = await connect({ user: 'reading', password: 'secret' });
    expect(await failure(reading.createIndex(index as never))).toBe(status.ROLE_VIOLATION);
    expect(await failure(reading.truncate('test', 'demo', 0))).toBe(status.ROLE_VIOLATION);
    const batch = await reading.batchRead([{ key, readAllBins: true }] as never);
    expect(batch[0]?.status).toBe(status.ERR_RECORD_NOT_FOUND);
    const written = await reading.batchWrite([
      { type: Aerospike.batchType.BATCH_WRITE, key, ops: [Aerospike.operations.write('a', 1)] },
    ] as never);
    expect(written[0]?.status).toBe(status.ROLE_VIOLATION);
  });
});

describe('the official client with TLS', () => {
  const secure = async (name: string): Promise<ConfigOptions> => ({
    hosts: [{ addr: '127.0.0.1', port: await tlsPort(), tlsname: 'embedded.test' }],
    tls: {
      enable: true,
      cafile: fixture('ca.crt'),
      certfile: fixture(`${name}.crt`),
      keyfile: fixture(`${name}.key`),
    } as never,
  });
  const tlsPort = async (): Promise<number> => {
    const answer = await client.infoAny('service-tls-std');
    return Number(answer.trim().split(':').at(-1));
  };

  it('logs in with a password', async () => {
    const config = await secure('client');
    const encrypted = await connect({ ...config, user: 'superuser', password: 'superuser' });
    await encrypted.put(key, { tls: 1 });
    expect((await encrypted.get(key)).bins).toEqual({ tls: 1 });
  });

  it('logs in with a certificate alone', async () => {
    await client.createPKIUser('cert-user', ['read']);
    expect(await failure(client.setPassword('cert-user', 'x'))).toBe(status.FORBIDDEN_PASSWORD);
    const config = await secure('client');
    const pki = await connect({ ...config, authMode: auth.AUTH_PKI });
    expect((await pki.get(key)).bins).toEqual({ tls: 1 });
    expect(await failure(pki.put(key, { a: 1 }))).toBe(status.ROLE_VIOLATION);
  });

  it('is refused with a certificate that nobody trusts', async () => {
    expect(await failure(connect(await secure('other')))).not.toBe(status.OK);
  });
});
