import { type AerospikeClient, createClient, type Host } from '@aeroform/core';

// #region login
export async function login(hosts: readonly Host[], password: string): Promise<AerospikeClient> {
  return createClient({ hosts, user: 'admin', password }).connect();
}
// #endregion

// #region tls
export function overTls(hosts: readonly Host[], ca: string, cert: string, key: string) {
  return createClient({ hosts, authMode: 'pki', tls: { ca, cert, key } });
}
// #endregion

export const server = { edition: 'enterprise', security: {} } as const;

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await login(hosts, 'admin');
  return client.isConnected();
}

export const expected = true;
