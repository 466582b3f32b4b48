import { EmbeddedServer, type EmbeddedServerOptions } from '../../src/index';
import { AdminClient, field } from '../support/admin-client';

const start = (security: unknown): Promise<EmbeddedServer> =>
  EmbeddedServer.start({ edition: 'enterprise', security } as EmbeddedServerOptions);

describe('the option security', () => {
  it.each([
    [{ user: [] }, 'security.user; known are users, roles, sessionTtl, enableQuotas'],
    ['yes', 'security must be an object'],
    [{ sessionTtl: 119 }, 'security.sessionTtl must be an integer from 120 to 864000'],
    [{ enableQuotas: 1 }, 'security.enableQuotas must be true or false'],
    [{ users: {} }, 'security.users must be a list'],
    [{ users: [{ name: '' }] }, 'security.users[0].name must be a text'],
    [{ users: [{ name: 'u', password: 'p'.repeat(64) }] }, 'security.users[0].password'],
    [{ users: [{ name: 'u', roles: ['none'] }] }, 'user "u" is wrong: no role "none"'],
    [{ users: [{ name: 'u' }, { name: 'u' }] }, 'user "u" is given twice'],
    [{ roles: [{ name: 'read' }] }, 'role "read" is given twice, or is predefined'],
    [{ roles: [{ name: 'r', privileges: ['reed'] }] }, 'security.roles[0].privileges[0] must be'],
    [{ roles: [{ name: 'r', privileges: ['sys-admin.test'] }] }, 'role "r" is wrong: a scope'],
    [
      { roles: [{ name: 'r', allowlist: ['home'] }] },
      'security.roles[0].allowlist must hold addresses',
    ],
    [{ roles: [{ name: 'r', readQuota: 1 }] }, 'which needs enableQuotas: true'],
    [{ roles: [{ name: 'r', readQuota: -1 }] }, 'security.roles[0].readQuota must be an integer'],
  ])('refuses %j and says what is allowed', async (security, message) => {
    await expect(start(security)).rejects.toMatchObject({ code: 'EMBEDDED_OPTION' });
    await expect(start(security)).rejects.toThrow(message);
  });

  it('needs the Enterprise Edition', async () => {
    const community = EmbeddedServer.start({ security: true });
    await expect(community).rejects.toThrow("security needs edition: 'enterprise'");
    await (await EmbeddedServer.start({ security: false })).stop();
  });

  it('has admin with the password admin, unless another one is given', async () => {
    await using server = await start({
      users: [{ name: 'admin', password: 'own', roles: ['read'] }],
    });
    const client = await AdminClient.connect(server.port);
    expect(await client.code('login', field.user('admin'), field.credential('admin'))).toBe(65);
    expect(await client.code('login', field.user('admin'), field.credential('own'))).toBe(0);
    client.close();
  });

  it('starts fast for admin alone', async () => {
    await (await start(true)).stop();
    const before = performance.now();
    const server = await start(true);
    const took = performance.now() - before;
    await server.stop();
    expect(took).toBeLessThan(50);
  });
});

describe('reset and snapshots', () => {
  it('put users and roles back, and keep connections logged in', async () => {
    await using server = await start({
      users: [{ name: 'u', password: 'admin', roles: ['read'] }],
    });
    const admin = await AdminClient.login(server.port);
    const u = await AdminClient.login(server.port, 'u', 'admin');
    const role = [field.role('r'), field.privileges([0])] as const;
    expect(await admin.code('createRole', ...role)).toBe(0);
    await admin.code('grantRoles', field.user('u'), field.roles('r'));
    await admin.code('createUser', field.user('new'), field.password('admin'), field.roles('r'));
    await admin.code('setPassword', field.user('u'), field.password('other'));
    const snapshot = server.snapshot();
    server.reset();
    expect(await u.code('queryUsers', field.user('u'))).toBe(0);
    expect((await u.list('queryUsers')).end).toBe(81);
    expect((await admin.list('queryRoles', field.role('r'))).end).toBe(70);
    expect((await admin.list('queryUsers', field.user('new'))).end).toBe(60);
    expect(await u.code('login', field.user('u'), field.credential('admin'))).toBe(0);
    server.restore(snapshot);
    expect((await u.list('queryUsers')).end).toBe(50);
    expect((await admin.list('queryUsers', field.user('new'))).end).toBe(50);
    expect(await u.code('login', field.user('u'), field.credential('admin'))).toBe(65);
    expect(await u.code('login', field.user('new'), field.credential('admin'))).toBe(0);
    admin.close();
    u.close();
  });
});

describe('the configuration of security', () => {
  it('is shown, and the length of sessions can be changed', async () => {
    await using server = await start({
      users: [{ name: 'sys', password: 'admin', roles: ['sys-admin'] }],
    });
    const { wire } = await AdminClient.login(server.port, 'sys');
    const get = 'get-config:context=security';
    const set = 'set-config:context=security;session-ttl=';
    expect(await wire.info(get)).toBe('enable-quotas=false;session-ttl=86400');
    expect(await wire.info(`${set}119`)).toBe('ERROR:4:invalid set-config parameter');
    expect(await wire.info(`${set}120`)).toBe('ok');
    expect(await wire.info(get)).toBe('enable-quotas=false;session-ttl=120');
    wire.close();
  });
});
