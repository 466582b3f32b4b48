import { AdminField, Privilege, readRoleNames, readUserRates } from '@aeroform/protocol';
import { type AdminClient, dataOf, field } from '../support/admin-client';
import { useSecured } from '../support/secured';

const secured = useSecured({
  users: [
    { name: 'reader', password: 'admin', roles: ['read'] },
    { name: 'manager', password: 'admin', roles: ['user-admin'] },
    { name: 'pki', roles: ['read'] },
  ],
  roles: [{ name: 'own', privileges: ['read.test'] }],
});

let count = 0;
const create = async (...roles: string[]): Promise<string> => {
  const name = `made-${count++}`;
  const fields = [field.user(name), field.password('admin'), field.roles(...roles)];
  expect(await secured.admin.code('createUser', ...fields)).toBe(0);
  return name;
};
const rolesOf = async (name: string): Promise<string[]> => {
  const { blocks } = await secured.admin.list('queryUsers', field.user(name));
  return readRoleNames(dataOf(blocks[0], AdminField.roles) as Buffer);
};
const loginCode = async (client: AdminClient, name: string, password: string): Promise<number> =>
  client.code('login', field.user(name), field.credential(password));

describe('create user', () => {
  it('makes a user who can log in, with the roles sorted and without repetition', async () => {
    const name = await create('sys-admin', 'read-write', 'read', 'read');
    expect(await rolesOf(name)).toEqual(['read', 'read-write', 'sys-admin']);
    await secured.login(name);
  });

  it.each([
    ['without a name', [field.user(''), field.password('p'), field.roles()], 60],
    ['with a name of 64 bytes', [field.user('x'.repeat(64)), field.password('p')], 60],
    ['who exists', [field.user('reader'), field.password('p'), field.roles()], 61],
    ['without a password', [field.user('new'), field.roles()], 62],
    [
      'with a role whose name is too long',
      [field.user('new'), field.password('p'), field.roles('x'.repeat(64))],
      70,
    ],
  ])('refuses a user %s', async (_what, fields, code) => {
    expect(await secured.admin.code('createUser', ...fields)).toBe(code);
    expect((await secured.admin.list('queryUsers', field.user('new'))).end).toBe(60);
  });

  it('makes a user with a role that does not exist, which permits nothing until it does', async () => {
    const name = await create('later');
    expect(await rolesOf(name)).toEqual(['later']);
    const client = await secured.login(name);
    const query = async (): Promise<number> =>
      (await client.list('queryUsers', field.user('reader'))).end;
    expect(await query()).toBe(81);
    const userAdmin = field.privileges([Privilege.userAdmin]);
    expect(await secured.admin.code('createRole', field.role('later'), userAdmin)).toBe(0);
    expect(await query()).toBe(50);
    await secured.admin.code('dropRole', field.role('later'));
  });

  it('makes users without a password, who can neither log in with one nor be given one', async () => {
    const fields = [field.user('cert'), field.password('nopassword'), field.roles('read')];
    expect(await secured.admin.code('createUser', ...fields)).toBe(0);
    const client = await secured.connect();
    expect(await loginCode(client, 'cert', 'nopassword')).toBe(64);
    const password = [field.user('cert'), field.password('p')];
    expect(await secured.admin.code('setPassword', ...password)).toBe(64);
    const change = [field.user('cert'), field.oldPassword('nopassword'), field.password('p')];
    expect(await secured.admin.code('changePassword', ...change)).toBe(64);
  });
});

describe('drop user', () => {
  it('takes the rights from open connections and from tokens', async () => {
    const name = await create('read');
    const client = await secured.connect();
    const answer = await client.send('login', field.user(name), field.credential('admin'));
    const token = dataOf(answer, AdminField.sessionToken) as Buffer;
    expect(await secured.admin.code('dropUser', field.user(name))).toBe(0);
    expect(await client.wire.info('status')).toBe('');
    expect(await client.code('queryUsers', field.user(name))).toBe(80);
    expect(await client.code('authenticate', field.token(token))).toBe(60);
    expect(await loginCode(client, name, 'admin')).toBe(60);
    expect(await secured.admin.code('dropUser', field.user(name))).toBe(60);
  });

  it('does not let the token of a user serve another one of the same name', async () => {
    const client = await secured.connect();
    const again = [field.user('twice'), field.password('admin'), field.roles('read')];
    await secured.admin.code('createUser', ...again);
    const answer = await client.send('login', field.user('twice'), field.credential('admin'));
    const token = dataOf(answer, AdminField.sessionToken) as Buffer;
    await secured.admin.code('dropUser', field.user('twice'));
    await secured.admin.code('createUser', ...again);
    expect(await client.code('authenticate', field.user('twice'), field.token(token))).toBe(60);
    expect(await client.code('queryUsers', field.user('twice'))).toBe(80);
  });
});

describe('passwords', () => {
  it('are set by user admins', async () => {
    const name = await create();
    const fields = [field.user(name), field.password('other')];
    expect(await secured.admin.code('setPassword', ...fields)).toBe(0);
    const client = await secured.connect();
    expect(await loginCode(client, name, 'admin')).toBe(65);
    expect(await loginCode(client, name, 'other')).toBe(0);
    expect(await secured.admin.code('setPassword', field.user('x'), field.password('p'))).toBe(60);
    expect(await secured.admin.code('setPassword', field.user(name))).toBe(62);
  });

  it('are changed by everybody who knows the old one, their own or as user admin', async () => {
    const name = await create();
    const change = (from: string, to: string) =>
      [field.user(name), field.oldPassword(from), field.password(to)] as const;
    const own = await secured.login(name);
    expect(await own.code('changePassword', ...change('wrong', 'a'))).toBe(62);
    expect(await own.code('changePassword', ...change('admin', 'a'))).toBe(0);
    expect(await secured.admin.code('changePassword', ...change('admin', 'b'))).toBe(62);
    expect(await secured.admin.code('changePassword', ...change('a', 'b'))).toBe(0);
    const reader = await secured.login('reader');
    expect(await reader.code('changePassword', ...change('b', 'c'))).toBe(81);
    expect(await loginCode(await secured.connect(), name, 'b')).toBe(0);
  });

  it('leave open connections and tokens as they are when they change', async () => {
    const name = await create();
    const client = await secured.connect();
    const answer = await client.send('login', field.user(name), field.credential('admin'));
    const token = dataOf(answer, AdminField.sessionToken) as Buffer;
    await secured.admin.code('setPassword', field.user(name), field.password('other'));
    expect(await client.code('queryUsers', field.user(name))).toBe(0);
    expect(await client.code('authenticate', field.user(name), field.token(token))).toBe(0);
  });
});

describe('roles of users', () => {
  it('are granted and revoked', async () => {
    const name = await create('read');
    const { admin } = secured;
    expect(await admin.code('grantRoles', field.user(name), field.roles('write', 'own'))).toBe(0);
    expect(await rolesOf(name)).toEqual(['own', 'read', 'write']);
    expect(await admin.code('revokeRoles', field.user(name), field.roles('read', 'truncate'))).toBe(
      0,
    );
    expect(await rolesOf(name)).toEqual(['own', 'write']);
  });

  it.each(['grantRoles', 'revokeRoles'] as const)(
    '%s refuses users who do not exist, and roles without a name',
    async (command) => {
      const code = (user: string, ...roles: string[]): Promise<number> =>
        secured.admin.code(command, field.user(user), field.roles(...roles));
      expect(await code('none', 'read')).toBe(60);
      expect(await code('', 'read')).toBe(60);
      expect(await code('reader')).toBe(70);
      expect(await code('reader', 'x'.repeat(64))).toBe(70);
      expect(await secured.admin.code(command, field.user('reader'))).toBe(70);
    },
  );
});

describe('query users', () => {
  it('tells of one user: roles, rates and open connections', async () => {
    const name = await create('read');
    await secured.login(name);
    await secured.login(name);
    const { blocks, end, frames } = await secured.admin.list('queryUsers', field.user(name));
    expect({ count: blocks.length, end, frames }).toEqual({ count: 1, end: 50, frames: 2 });
    const [block] = blocks;
    expect(dataOf(block, AdminField.user)?.toString()).toBe(name);
    expect(dataOf(block, AdminField.connections)?.readUInt32BE()).toBe(2);
    for (const type of [AdminField.readInfo, AdminField.writeInfo]) {
      const rates = readUserRates(dataOf(block, type) as Buffer);
      expect(rates).toEqual({
        quota: 0,
        singleRecordRate: 0,
        limitedQueryRate: 0,
        limitlessQueries: 0,
      });
    }
  });

  it('tells of all users, in several frames when there are many', async () => {
    for (let i = 0; i < 120; i++) await create('read', 'read-write', 'sys-admin', 'own');
    const { blocks, end, frames } = await secured.admin.list('queryUsers');
    const names = blocks.map((block) => dataOf(block, AdminField.user)?.toString() ?? '');
    expect(names).toEqual([...names].sort((a, b) => (a < b ? -1 : 1)));
    expect(names).toEqual(expect.arrayContaining(['admin', 'manager', 'pki', 'reader']));
    expect(end).toBe(50);
    expect(frames).toBeGreaterThan(2);
  });

  it('lets everybody see only themselves, and user admins all', async () => {
    const reader = await secured.login('reader');
    expect((await reader.list('queryUsers', field.user('reader'))).end).toBe(50);
    expect((await reader.list('queryUsers', field.user('admin'))).end).toBe(81);
    expect((await reader.list('queryUsers', field.user('none'))).end).toBe(81);
    expect((await reader.list('queryUsers')).end).toBe(81);
    const manager = await secured.login('manager');
    expect((await manager.list('queryUsers')).end).toBe(50);
    expect((await manager.list('queryUsers', field.user('none'))).end).toBe(60);
  });
});

describe('managing users and roles', () => {
  it('takes the role user-admin, at once when it is granted or revoked', async () => {
    const name = await create('sys-admin');
    const client = await secured.login(name);
    for (const command of [
      'createUser',
      'dropUser',
      'setPassword',
      'grantRoles',
      'revokeRoles',
      'createRole',
      'dropRole',
      'grantPrivileges',
      'revokePrivileges',
      'setAllowlist',
      'setQuotas',
      'queryRoles',
    ] as const) {
      expect(await client.code(command, field.user('reader'), field.role('own'))).toBe(81);
    }
    const manager = [field.user(name), field.roles('user-admin')] as const;
    await secured.admin.code('grantRoles', ...manager);
    expect((await client.list('queryRoles')).end).toBe(50);
    await secured.admin.code('revokeRoles', ...manager);
    expect((await client.list('queryRoles')).end).toBe(81);
  });
});
