import {
  AdminError,
  PRIV_READ,
  PRIV_USER_ADMIN,
  PRIV_WRITE,
  RecordNotFound,
} from '../../src/index.js';
import { type Integration, startIntegration } from '../support/integration.js';
import { type Secured, startSecured } from '../support/secured.js';
import { rejection } from '../support/with-client.js';

describe('users', () => {
  let secured: Secured;

  beforeAll(async () => {
    secured = await startSecured({ users: [{ name: 'reader', password: 'old', roles: ['read'] }] });
  });
  afterAll(() => secured.stop());

  it('are created, told of and dropped', async () => {
    const { admin } = secured;
    await admin.adminCreateUser('alice', 'secret', ['read-write', 'read']);
    const alice = await admin.adminQueryUserInfo('alice');
    expect(alice).toEqual({
      user: 'alice',
      roles: ['read', 'read-write'],
      connsInUse: 0,
      readInfo: {
        quota: 0,
        singleRecordRate: 0,
        limitedQueryRate: 0,
        limitlessQueries: 0,
        values: [0, 0, 0, 0],
      },
      writeInfo: alice.readInfo,
    });
    const client = await secured.login('alice', 'secret');
    await client.put(['test', 'core_admin', 1], { a: 1 });
    expect((await admin.adminQueryUserInfo('alice')).connsInUse).toBeGreaterThan(0);
    const users = await admin.adminQueryUsersInfo();
    expect(users.map(({ user }) => user)).toEqual(['admin', 'alice', 'reader']);
    await admin.adminDropUser('alice');
    const error = await rejection(admin.adminQueryUserInfo('alice'));
    expect(error).toBeInstanceOf(AdminError);
    expect(error).toMatchObject({ code: 'INVALID_USER', resultCode: 60 });
    expect(error.message).toMatch(
      /^adminQueryUserInfo: the user does not exist: user "alice" \(INVALID_USER 60, node \w+\)\. Remedy: /,
    );
  });

  it('get roles and lose them', async () => {
    const { admin } = secured;
    await admin.adminCreateUser('bob', 'secret', []);
    const bob = await secured.login('bob', 'secret');
    const key = ['test', 'core_admin', 'missing'] as const;
    const violation = await rejection(bob.get(key));
    expect(violation).toMatchObject({ code: 'ROLE_VIOLATION', resultCode: 81 });
    await admin.adminGrantRoles('bob', ['read']);
    expect(await rejection(bob.get(key))).toBeInstanceOf(RecordNotFound);
    await admin.adminRevokeRoles('bob', ['read']);
    expect(await rejection(bob.get(key))).toMatchObject({ code: 'ROLE_VIOLATION' });
    expect((await admin.adminQueryUserInfo('bob')).roles).toEqual([]);
  });

  it('change their own password, and go on with it', async () => {
    const reader = await secured.login('reader', 'old');
    await reader.adminChangePassword('reader', 'new');
    await (await secured.login('reader', 'new')).close();
    expect(await rejection(secured.login('reader', 'old'))).toMatchObject({ resultCode: 65 });
    // The proof of the old password is that of the change before.
    await reader.adminChangePassword('reader', 'newer');
    await (await secured.login('reader', 'newer')).close();
    await reader.close();
    await reader.connect();
    expect((await reader.adminQueryUserInfo('reader')).user).toBe('reader');
  });

  it('have their password changed by a user admin, who need not know it', async () => {
    const { admin } = secured;
    await admin.adminCreateUser('carol', 'old', ['read']);
    const carol = await secured.login('carol', 'old');
    await admin.adminChangePassword('carol', 'new');
    await (await secured.login('carol', 'new')).close();
    const error = await rejection(carol.adminChangePassword('carol', 'newer'));
    expect(error).toMatchObject({ code: 'INVALID_PASSWORD', resultCode: 62 });
    expect(error.message).not.toContain('newer');
  });

  it('without a password can only come with a certificate', async () => {
    const { admin } = secured;
    await admin.adminCreatePkiUser('machine', ['read']);
    const changed = await rejection(admin.adminChangePassword('machine', 'password'));
    expect(changed).toMatchObject({ code: 'FORBIDDEN_PASSWORD', resultCode: 64 });
    const login = await rejection(secured.login('machine', 'nopassword'));
    expect(login).toMatchObject({ resultCode: 64 });
  });

  it('who do not manage users are refused, and told why', async () => {
    const { admin } = secured;
    await admin.adminCreateUser('dave', 'secret', ['read']);
    const dave = await secured.login('dave', 'secret');
    const error = await rejection(dave.adminCreateUser('eve', 'secret', ['read']));
    expect(error).toMatchObject({ code: 'ROLE_VIOLATION', resultCode: 81, isRetryable: false });
    expect(error.message).toContain('Remedy: have a user admin grant a role');
    expect(error.stack).toContain('admin.test');
    const exists = await rejection(admin.adminCreateUser('dave', 'secret', ['read']));
    expect(exists).toMatchObject({ code: 'USER_EXISTS', resultCode: 61 });
  });
});

describe('roles', () => {
  let secured: Secured;

  beforeAll(async () => {
    secured = await startSecured({ enableQuotas: true });
  });
  afterAll(() => secured.stop());

  it('are created with all they can have, and told of', async () => {
    const { admin } = secured;
    const privileges = [
      { code: PRIV_READ, ns: 'test', set: 'a' },
      { code: 'READ_WRITE', ns: 'test' },
      { code: 'user-admin' },
    ] as const;
    await admin.adminCreateRole('all', privileges, {}, ['127.0.0.1', '10.0.0.0/8'], 100, 50);
    const role = await admin.adminQueryRole('all');
    expect(role).toEqual({
      name: 'all',
      privileges: [
        { code: PRIV_USER_ADMIN, name: 'user-admin', ns: '', set: '' },
        { code: PRIV_READ, name: 'read', ns: 'test', set: 'a' },
        { code: 11, name: 'read-write', ns: 'test', set: '' },
      ],
      allowlist: ['127.0.0.1', '10.0.0.0/8'],
      readQuota: 100,
      writeQuota: 50,
    });
    // What is told of a role makes it anew.
    await admin.adminCreateRole('copy', role.privileges, {}, role.allowlist, role.readQuota, 50);
    expect(await admin.adminQueryRole('copy')).toEqual({ ...role, name: 'copy' });
  });

  it('are listed with the predefined ones, and dropped', async () => {
    const { admin } = secured;
    await admin.adminCreateRole('short', []);
    expect(await admin.adminQueryRole('short')).toMatchObject({ privileges: [], allowlist: [] });
    const names = (await admin.adminQueryRoles()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['short', 'read', 'user-admin', 'truncate']));
    await admin.adminDropRole('short');
    const error = await rejection(admin.adminQueryRole('short'));
    expect(error).toMatchObject({ code: 'INVALID_ROLE', resultCode: 70 });
    expect(error.message).toContain('role "short"');
  });

  it('get privileges and lose them', async () => {
    const { admin } = secured;
    await admin.adminCreateRole('worker', [{ code: 'read', ns: 'test' }]);
    await admin.adminCreateUser('worker', 'secret', ['worker']);
    const worker = await secured.login('worker', 'secret');
    const put = (): Promise<unknown> => worker.put(['test', 'core_admin', 1], { a: 1 });
    expect(await rejection(put())).toMatchObject({ code: 'ROLE_VIOLATION' });
    await admin.adminGrantPrivileges('worker', [{ code: PRIV_WRITE, ns: 'test' }]);
    await put();
    await admin.adminRevokePrivileges('worker', [{ code: 'write', ns: 'test' }]);
    expect(await rejection(put())).toMatchObject({ code: 'ROLE_VIOLATION' });
  });

  it('limit where their users come from, under both names', async () => {
    const { admin } = secured;
    await admin.adminCreateRole('local', [{ code: 'read' }]);
    await admin.adminCreateUser('local', 'secret', ['local']);
    await admin.adminSetWhitelist('local', ['10.1.2.3']);
    expect((await admin.adminQueryRole('local')).allowlist).toEqual(['10.1.2.3']);
    const error = await rejection(secured.login('local', 'secret'));
    expect(error).toMatchObject({ resultCode: 82 });
    await admin.adminSetAllowlist('local', ['127.0.0.0/8', '::1']);
    await (await secured.login('local', 'secret')).close();
    await admin.adminSetAllowlist('local', null);
    expect((await admin.adminQueryRole('local')).allowlist).toEqual([]);
  });

  it('have quotas, which can be taken away', async () => {
    const { admin } = secured;
    await admin.adminCreateRole('slow', [{ code: 'read' }], undefined, null, 10);
    await admin.adminSetQuotas('slow', 20, 30);
    expect(await admin.adminQueryRole('slow')).toMatchObject({ readQuota: 20, writeQuota: 30 });
    await admin.adminCreateUser('slow', 'secret', ['slow']);
    const { readInfo, writeInfo } = await admin.adminQueryUserInfo('slow');
    expect([readInfo.quota, readInfo.values[0], writeInfo.quota]).toEqual([20, 20, 30]);
    await admin.adminSetQuotas('slow');
    expect(await admin.adminQueryRole('slow')).toMatchObject({ readQuota: 0, writeQuota: 0 });
  });

  it('that are there, or are predefined, are refused with the server’s code', async () => {
    const { admin } = secured;
    const calls: [call: Promise<unknown>, code: string][] = [
      [admin.adminCreateRole('read', [{ code: 'read' }]), 'ROLE_EXISTS'],
      [admin.adminDropRole('read'), 'INVALID_ROLE'],
      [admin.adminGrantRoles('nobody', ['read']), 'INVALID_USER'],
      [admin.adminSetQuotas('nothing', 1, 1), 'INVALID_ROLE'],
    ];
    for (const [call, code] of calls) expect(await rejection(call)).toMatchObject({ code });
  });

  it('have no quotas where the server does not count', async () => {
    const plain = await startSecured();
    const error = await rejection(plain.admin.adminCreateRole('r', [], {}, null, 1, 0));
    expect(error).toMatchObject({ code: 'QUOTAS_NOT_ENABLED', resultCode: 74 });
    expect(error.message).toContain('enable-quotas');
    await plain.stop();
  });
});

describe('a list of many users', () => {
  it('arrives complete, although it takes several frames', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `user-${String(i).padStart(3, '0')}`);
    const users = names.map((name) => ({ name, password: 'admin', roles: ['read', 'sys-admin'] }));
    const secured = await startSecured({ users });
    const found = await secured.admin.adminQueryUsersInfo();
    expect(found.map(({ user }) => user)).toEqual(['admin', ...names]);
    await secured.stop();
  });
});

describe('users and roles of a server without security', () => {
  let integration: Integration;

  beforeAll(async () => {
    integration = await startIntegration();
  });
  afterAll(() => integration.stop());

  it('are refused: the Community Edition has none', async () => {
    const { client } = integration;
    const calls = [
      client.adminCreateUser('alice', 'secret', ['read']),
      client.adminChangePassword('alice', 'secret'),
      client.adminQueryUsersInfo(),
      client.adminQueryRole('read'),
      client.adminSetQuotas('read', 1, 1),
    ];
    for (const call of calls) {
      const error = await rejection(call);
      expect(error).toBeInstanceOf(AdminError);
      expect(error).toMatchObject({ code: 'SECURITY_NOT_SUPPORTED', resultCode: 51 });
      expect(error.message).toContain('Remedy: users and roles need the Enterprise Edition');
    }
    expect(await client.ping()).toBe(true);
  });
});
