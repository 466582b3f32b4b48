import { inspect } from 'node:util';
import { createClient, InvalidArgError } from '../../src/index.js';
import { rejection } from '../support/with-client.js';

/** Not connected: a call that is refused for its arguments never came as far as to ask for a connection. */
const client = createClient({ hosts: 'localhost' });
const wrong = (value: unknown): never => value as never;

describe('arguments of user and role commands', () => {
  const privilege = { code: 'read' } as const;
  const cases: [what: string, argument: string, call: () => Promise<unknown>][] = [
    ['an empty user name', 'username', () => client.adminCreateUser('', 'p', [])],
    ['a user name of 64 bytes', 'username', () => client.adminDropUser('ü'.repeat(32))],
    ['a user name that is no string', 'username', () => client.adminDropUser(wrong(5))],
    ['a user name with NUL', 'username', () => client.adminGrantRoles('a\0b', ['read'])],
    ['an empty password', 'password', () => client.adminCreateUser('a', '', [])],
    ['a password of 64 bytes', 'password', () => client.adminChangePassword('a', 'x'.repeat(64))],
    ['a password that is no string', 'password', () => client.adminCreateUser('a', wrong(1), [])],
    ['roles that are no array', 'roles', () => client.adminCreateUser('a', 'p', wrong('read'))],
    ['an empty role name', 'roles[1]', () => client.adminCreatePkiUser('a', ['read', ''])],
    ['no roles to grant', 'roles', () => client.adminGrantRoles('a', [])],
    ['no roles to revoke', 'roles', () => client.adminRevokeRoles('a', [])],
    ['an empty role', 'role', () => client.adminCreateRole('', [privilege])],
    ['a long role', 'role', () => client.adminDropRole('r'.repeat(64))],
    [
      'privileges that are no array',
      'privileges',
      () => client.adminCreateRole('r', wrong('read')),
    ],
    [
      'a privilege that is no object',
      'privileges[0]',
      () => client.adminCreateRole('r', [wrong(1)]),
    ],
    ['no privileges to grant', 'privileges', () => client.adminGrantPrivileges('r', [])],
    ['no privileges to revoke', 'privileges', () => client.adminRevokePrivileges('r', [])],
    [
      'an unknown privilege',
      'privileges[1].code',
      () => client.adminCreateRole('r', [privilege, { code: wrong('reed') }]),
    ],
    [
      'an unknown privilege number',
      'privileges[0].code',
      () => client.adminGrantPrivileges('r', [{ code: wrong(9) }]),
    ],
    ['a missing code', 'privileges[0].code', () => client.adminCreateRole('r', [wrong({})])],
    [
      'an unknown field of a privilege',
      'privileges[0].namespace',
      () => client.adminCreateRole('r', [wrong({ code: 'read', namespace: 'test' })]),
    ],
    [
      'a scope of a privilege for the whole cluster',
      'privileges[0].ns',
      () => client.adminCreateRole('r', [{ code: 'user-admin', ns: 'test' }]),
    ],
    [
      'a set without a namespace',
      'privileges[0].ns',
      () => client.adminCreateRole('r', [{ code: 'read', set: 'a' }]),
    ],
    [
      'a namespace that is no string',
      'privileges[0].ns',
      () => client.adminCreateRole('r', [{ code: 'read', ns: wrong(5) }]),
    ],
    ['a host name', 'whitelist[0]', () => client.adminSetWhitelist('r', ['localhost'])],
    [
      'a network of 33 bits',
      'whitelist[1]',
      () => client.adminSetAllowlist('r', ['::1', '1.2.3.4/33']),
    ],
    ['two prefixes', 'whitelist[0]', () => client.adminSetAllowlist('r', ['1.2.3.4/8/8'])],
    ['one address as text', 'whitelist', () => client.adminSetAllowlist('r', wrong('1.2.3.4'))],
    ['a negative quota', 'readQuota', () => client.adminSetQuotas('r', -1, 0)],
    ['a fraction as quota', 'writeQuota', () => client.adminSetQuotas('r', 0, 0.5)],
    [
      'a quota of 32 bits',
      'writeQuota',
      () => client.adminCreateRole('r', [], {}, null, 0, 2 ** 31),
    ],
    ['an unknown policy field', 'policy.time', () => client.adminQueryRoles(wrong({ time: 1 }))],
    [
      'a policy of a user',
      'policy.timeout',
      () => client.adminCreateUser('a', 'p', [], { timeout: -1 }),
    ],
  ];

  it.each(cases)('refuse %s', async (_what, argument, call) => {
    const error = await rejection(call());
    expect(error).toBeInstanceOf(InvalidArgError);
    expect(error).toMatchObject({ argument });
    expect(error.message).toMatch(
      new RegExp(`^${argument.replaceAll(/[[\].]/g, '\\$&')} must|is no field`),
    );
  });

  it('take every way to write a privilege', async () => {
    const privileges = [
      { code: 'READ_WRITE_UDF' },
      { code: 'read-write_udf' as 'read-write-udf' },
      { code: 12 },
      { code: 'Sindex-Admin' as 'sindex-admin' },
    ] as const;
    const error = await rejection(client.adminGrantPrivileges('r', privileges));
    expect(error).toMatchObject({ code: 'NOT_CONNECTED' });
  });

  it('never show a password', async () => {
    const password = 'top secret, and much longer than the sixty-three bytes that are allowed';
    const calls = [
      client.adminCreateUser('a', password, []),
      client.adminChangePassword('a', password),
      client.adminChangePassword('a', wrong([password])),
    ];
    for (const call of calls) {
      expect(inspect(await rejection(call), { depth: 10 })).not.toContain('top secret');
    }
  });
});
