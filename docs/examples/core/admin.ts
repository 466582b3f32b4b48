import { createClient, type Host, PRIV_READ, PRIV_READ_WRITE } from '@aeroform/core';

export const server = { edition: 'enterprise', security: {} } as const;

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect('admin', 'admin');

  // #region users
  await client.adminCreateUser('ada', 'a long passphrase', ['read-write']);
  await client.adminGrantRoles('ada', ['udf-admin']);
  await client.adminChangePassword('ada', 'another passphrase');
  const { roles } = await client.adminQueryUserInfo('ada');
  await client.adminDropUser('ada');
  // #endregion

  // #region roles
  await client.adminCreateRole('shop', [
    { code: PRIV_READ_WRITE, ns: 'test', set: 'orders' },
    { code: 'read', ns: 'test' }, // names and PRIV_… constants
  ]);
  await client.adminRevokePrivileges('shop', [{ code: PRIV_READ, ns: 'test' }]);
  await client.adminSetWhitelist('shop', ['10.0.0.0/8']);
  const shop = await client.adminQueryRole('shop');
  await client.adminDropRole('shop');
  // #endregion

  return [[...roles].sort(), shop.privileges.length, shop.allowlist];
}

export const expected = [['read-write', 'udf-admin'], 1, ['10.0.0.0/8']];
