import { type ClientError, createClient, type Host } from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region states
  const client = createClient({ hosts }); // no I/O
  const early = await client.ping(); // false: never throws
  await client.connect();
  const isConnected = client.isConnected(); // true
  const again = await client.connect().catch((error: Error) => error.name); // 'ClientError'
  await client.close();
  await client.close(); // closing twice is closing once
  const late = await client.get(['test', 'users', 1]).catch((error: Error) => error.name); // 'ClientError'
  await client.connect(); // a closed client can connect again
  await client.close();
  // #endregion

  // #region drain
  await client.connect();
  const writes = [1, 2, 3].map((id) => client.put(['test', 'users', id], { id }));
  await client.close(); // waits for what is on the way
  const results = await Promise.all(writes);
  // #endregion

  await client.connect();
  // #region abort
  const controller = new AbortController();
  const { signal } = controller;
  const reading = client.get(['test', 'users', 1], { signal });
  controller.abort();
  const code = await reading.catch((error: ClientError) => error.code); // 'ABORTED'
  // #endregion
  await client.close();
  return [early, isConnected, again, late, results.length, code];
}

export const expected = [false, true, 'ClientError', 'ClientError', 3, 'ABORTED'];
