// #region after
import {
  createClient,
  ctx,
  exp,
  type Host,
  listAppend,
  MAP_RETURN_VALUE,
  mapGetByKey,
  operations,
  predicates,
  withContext,
} from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();
  const key = ['test', 'users', 'ada'] as const;

  await client.put(key, { name: 'Ada', age: 36, stats: { log: [] } }, { ttl: 3600 });
  const { bins, meta } = await client.get(key);
  await client.put(key, { age: 37 }, { gen: meta.gen });

  const result = await client.operate(key, [
    operations.increment('age', 1),
    withContext(listAppend('stats', 'in'), ctx.mapKey('log')),
    mapGetByKey('stats', 'log', MAP_RETURN_VALUE),
    operations.read('age'),
  ]);

  const handle = await client.batchRead([key, ['test', 'users', 'nobody']]);
  const codes = [...handle].map(({ result: code }) => code);

  await client.indexIntegerCreate('test', 'users', 'age', 'users_age');
  const adults = client.query('test', 'users').where(predicates.between('age', 18, 99));
  const filter = exp.eq(exp.stringBin('name'), exp.stringVal('Ada'));
  const found = await adults.filter(filter).results();
  await client.indexRemove('test', 'users_age');
  await client.remove(key);
  return [bins['name'], result.bins, codes, found.length];
}
// #endregion

export const expected = ['Ada', { age: 38, stats: ['in'] }, [0, 2], 1];
