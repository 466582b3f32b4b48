import { createClient, type Host, POLICY_REPLICA_PREFER_RACK } from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region connect
  const client = createClient({ hosts }); // 'db1:3000,db2:3000', ['db1'], [['db1', 3000]], …
  await client.connect();
  try {
    await client.put(['test', 'demo', 'a'], { n: 1 });
  } finally {
    await client.close();
  }
  // #endregion

  // #region using
  await using another = await createClient({ hosts }).connect(); // closed at the end of the block
  const nodes = another.getNodeNames();
  // #endregion

  // #region config
  const configured = createClient({
    hosts,
    connectTimeout: 2000,
    maxConnsPerNode: 64,
    maxConcurrentOperations: 10_000,
    operationQueueTimeoutMs: 500,
    applicationId: 'shop',
    policies: {
      read: { totalTimeout: 200, maxRetries: 1 },
      write: { totalTimeout: 500 },
    },
  });
  // #endregion

  // #region racks
  const nearby = createClient({
    hosts,
    rackIds: [2, 1],
    policies: { read: { replica: POLICY_REPLICA_PREFER_RACK } },
  });
  // #endregion
  const isIdle = !configured.isConnected() && !nearby.isConnected();
  return [nodes.length, await another.ping(), isIdle];
}

export const expected = [1, true, true];
