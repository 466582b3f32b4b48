import {
  AdminField,
  type AdminMessage,
  Privilege,
  readPrivileges,
  readRoleNames,
} from '@aeroform/protocol';
import { dataOf, field } from '../support/admin-client';
import { useSecured } from '../support/secured';

const secured = useSecured({
  enableQuotas: true,
  users: [{ name: 'user', password: 'admin', roles: ['dropped', 'read'] }],
  roles: [{ name: 'dropped', privileges: ['write'] }],
});

const PREDEFINED = [
  ['data-admin', Privilege.dataAdmin],
  ['masking-admin', Privilege.maskingAdmin],
  ['read', Privilege.read],
  ['read-masked', Privilege.readMasked],
  ['read-write', Privilege.readWrite],
  ['read-write-udf', Privilege.readWriteUdf],
  ['sindex-admin', Privilege.sindexAdmin],
  ['sys-admin', Privilege.sysAdmin],
  ['truncate', Privilege.truncate],
  ['udf-admin', Privilege.udfAdmin],
  ['user-admin', Privilege.userAdmin],
  ['write', Privilege.write],
  ['write-masked', Privilege.writeMasked],
] as const;

let count = 0;
const create = async (...fields: Parameters<typeof secured.admin.send>[1][]): Promise<string> => {
  const name = `role-${count++}`;
  expect(await secured.admin.code('createRole', field.role(name), ...fields)).toBe(0);
  return name;
};
const query = async (name: string): Promise<AdminMessage | undefined> =>
  (await secured.admin.list('queryRoles', field.role(name))).blocks[0];
const privilegesOf = async (name: string): Promise<unknown> =>
  readPrivileges(dataOf(await query(name), AdminField.privileges) as Buffer).map(
    ({ privilege, namespace, set }) => [privilege, namespace, set],
  );

describe('predefined roles', () => {
  it('are there, each with the privilege of its name', async () => {
    const { blocks, end } = await secured.admin.list('queryRoles');
    const roles = blocks.map((block) => [
      dataOf(block, AdminField.role)?.toString(),
      ...readPrivileges(dataOf(block, AdminField.privileges) as Buffer).map(
        (each) => each.privilege,
      ),
    ]);
    expect(roles.filter(([name]) => name !== 'dropped')).toEqual(PREDEFINED.map((row) => [...row]));
    expect(end).toBe(50);
  });

  it('can be neither changed nor dropped nor made again', async () => {
    const { admin } = secured;
    const role = field.role('read');
    const privileges = field.privileges([Privilege.write]);
    expect(await admin.code('dropRole', role)).toBe(70);
    expect(await admin.code('grantPrivileges', role, privileges)).toBe(70);
    expect(await admin.code('setAllowlist', role, field.allowlist('10.0.0.1'))).toBe(70);
    expect(await admin.code('setQuotas', role, field.readQuota(1), field.writeQuota(1))).toBe(70);
    expect(await admin.code('createRole', role, privileges)).toBe(71);
  });
});

describe('create role', () => {
  it('makes a role with privileges, addresses and quotas', async () => {
    const name = await create(
      field.privileges(
        [Privilege.write, 'test', 'demo'],
        [Privilege.udfAdmin],
        [Privilege.read, 'test'],
      ),
      field.allowlist('10.0.2.0/24,127.0.0.1'),
      field.readQuota(5),
      field.writeQuota(6),
    );
    const role = await query(name);
    expect(await privilegesOf(name)).toEqual([
      [Privilege.udfAdmin, '', ''],
      [Privilege.read, 'test', ''],
      [Privilege.write, 'test', 'demo'],
    ]);
    expect(dataOf(role, AdminField.allowlist)?.toString()).toBe('10.0.2.0/24,127.0.0.1');
    expect(dataOf(role, AdminField.readQuota)?.readUInt32BE()).toBe(5);
    expect(dataOf(role, AdminField.writeQuota)?.readUInt32BE()).toBe(6);
  });

  it('makes a role with addresses alone', async () => {
    const name = await create(field.allowlist('::1'));
    expect(await privilegesOf(name)).toEqual([]);
  });

  it.each([
    ['without a name', [field.role('')], 70],
    ['with a name of 64 bytes', [field.role('r'.repeat(64)), field.privileges([10])], 70],
    ['with an empty list of privileges', [field.role('new'), field.privileges()], 72],
    ['with a privilege that does not exist', [field.role('new'), field.privileges([64])], 72],
    ['with a set but no namespace', [field.role('new'), field.privileges([10, '', 'set'])], 72],
    ['with a word for an address', [field.role('new'), field.allowlist('bad_IP')], 73],
    ['with a network that is too narrow', [field.role('new'), field.allowlist('10.0.0.0/33')], 73],
    ['with a negative quota', [field.role('new'), field.readQuota(0xffff_fff0)], 75],
  ])('refuses a role %s', async (_what, fields, code) => {
    expect(await secured.admin.code('createRole', ...fields)).toBe(code);
    expect((await secured.admin.list('queryRoles', field.role('new'))).end).toBe(70);
  });
});

describe('privileges of a role', () => {
  it('are granted and revoked with just their scope', async () => {
    const name = await create(field.privileges([Privilege.read, 'test']));
    const { admin } = secured;
    const code = (command: 'grantPrivileges' | 'revokePrivileges', ...each: [number, string?][]) =>
      admin.code(command, field.role(name), field.privileges(...each));
    expect(await code('grantPrivileges', [Privilege.truncate], [Privilege.read, 'test'])).toBe(0);
    expect(await code('revokePrivileges', [Privilege.read])).toBe(0);
    expect(await privilegesOf(name)).toEqual([
      [Privilege.read, 'test', ''],
      [Privilege.truncate, '', ''],
    ]);
    expect(await code('revokePrivileges', [Privilege.read, 'test'])).toBe(0);
    expect(await privilegesOf(name)).toEqual([[Privilege.truncate, '', '']]);
    expect(await code('grantPrivileges', [99])).toBe(72);
    expect(await code('revokePrivileges')).toBe(72);
    expect(await admin.code('grantPrivileges', field.role('none'), field.privileges([10]))).toBe(
      70,
    );
  });
});

describe('addresses and quotas of a role', () => {
  it('are set, changed and taken away', async () => {
    const name = await create(field.privileges([Privilege.read]));
    const { admin } = secured;
    expect(await admin.code('setAllowlist', field.role(name), field.allowlist('2.2.2.2'))).toBe(0);
    expect(dataOf(await query(name), AdminField.allowlist)?.toString()).toBe('2.2.2.2');
    expect(await admin.code('setAllowlist', field.role(name), field.allowlist('x'))).toBe(73);
    expect(await admin.code('setAllowlist', field.role(name))).toBe(0);
    expect(dataOf(await query(name), AdminField.allowlist)).toBeUndefined();
    expect(await admin.code('setQuotas', field.role(name), field.writeQuota(9))).toBe(0);
    expect(await admin.code('setQuotas', field.role(name), field.readQuota(8))).toBe(0);
    const role = await query(name);
    expect(dataOf(role, AdminField.readQuota)?.readUInt32BE()).toBe(8);
    expect(dataOf(role, AdminField.writeQuota)?.readUInt32BE()).toBe(9);
    expect(await admin.code('setQuotas', field.role('none'), field.readQuota(8))).toBe(70);
    expect(await admin.code('setAllowlist', field.role('none'))).toBe(70);
  });
});

describe('drop role', () => {
  it('takes the role from its users', async () => {
    expect(await secured.admin.code('dropRole', field.role('dropped'))).toBe(0);
    const { blocks } = await secured.admin.list('queryUsers', field.user('user'));
    expect(readRoleNames(dataOf(blocks[0], AdminField.roles) as Buffer)).toEqual(['read']);
    expect(await secured.admin.code('dropRole', field.role('dropped'))).toBe(70);
  });
});
