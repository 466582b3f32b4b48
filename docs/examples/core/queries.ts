import {
  createClient,
  exp,
  type Host,
  operations,
  partitionFilterAfter,
  partitionFilterByRange,
  predicates,
} from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();
  const ids = Array.from({ length: 50 }, (_, id) => id);
  await client.batchWrite(ids.map((id) => [['test', 'orders', id], { id, total: id * 10 }]));
  await client.indexIntegerCreate('test', 'orders', 'total', 'orders_total');

  // #region query
  const orders = client.query('test', 'orders'); // without where(): the whole set
  const big = orders.where(predicates.between('total', 400, 499));
  const records = await big.select('id').results(); // all of them, in memory
  // #endregion

  // #region stream
  let sum = 0;
  for await (const { bins } of orders) {
    sum += bins['total'] as number; // sockets pause while this loop is busy
    if (sum > 100_000) break; // ends the query on the servers
  }
  // #endregion

  // #region filter
  const even = exp.eq(exp.numMod(exp.intBin('id'), exp.intVal(2)), exp.intVal(0));
  const filtered = await big.filter(even).recordsPerSecond(10_000).results();
  // #endregion

  // #region pages
  const page = await orders.page({ size: 20 });
  const stored = page.cursor; // text, also for another process; null at the end
  const next = await orders.page({ size: 20, cursor: stored });
  let pages = 0;
  for await (const { records: some } of orders.pages(20)) pages += some.length > 0 ? 1 : 0;
  // #endregion

  // #region partitions
  const part = await orders.partitions(partitionFilterByRange(0, 2048)).results();
  const last = part.at(-1); // what its partition keeps behind it:
  const behind = last && (await orders.partitions(partitionFilterAfter(last.key[3])).results());
  // #endregion

  // #region job
  const job = await big.operate([operations.write('checked', true)]);
  const progress = await job.wait({ timeout: 10_000 });
  // #endregion

  await client.indexRemove('test', 'orders_total');
  const sizes = [page.records.length, next.records.length, pages, behind?.length];
  const isPart = part.length > 0 && part.length < 50;
  return [records.length, sum, filtered.length, ...sizes, isPart, progress.isDone];
}

export const expected = [10, 12_250, 5, 20, 20, 3, 0, true, true];
