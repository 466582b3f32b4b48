import { createClient, type Host } from '@aeroform/core';

export const server = {
  edition: 'enterprise',
  namespaces: [{ name: 'test', strongConsistency: true }],
} as const;

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();
  const ada = ['test', 'accounts', 'ada'] as const;
  const bob = ['test', 'accounts', 'bob'] as const;
  await client.put(ada, { sum: 100 });
  await client.put(bob, { sum: 0 });

  // #region run
  const left = await client.transaction(async (txn) => {
    const { bins } = await client.get(ada, { txn });
    if ((bins['sum'] as number) < 30) throw new Error('not enough'); // undoes everything
    await client.increment(ada, 'sum', -30, null, { txn });
    await client.increment(bob, 'sum', 30, null, { txn });
    return (bins['sum'] as number) - 30;
  });
  // #endregion

  // #region explicit
  {
    await using txn = client.beginTransaction({ timeout: 5 }); // aborted unless it is committed
    await client.put(ada, { sum: 0 }, null, { txn });
    await client.put(bob, { sum: 100 }, null, { txn });
    await txn.commit();
  }
  // #endregion

  const handle = await client.batchRead([ada, bob]);
  return [left, handle.records().map(({ bins }) => bins['sum'])];
}

export const expected = [70, [0, 100]];
