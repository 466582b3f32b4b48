// #region same
import {
  createClient,
  exp,
  type Host,
  operations,
  POLICY_EXISTS_CREATE_ONLY,
  RecordExistsError,
} from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  const client = await createClient({ hosts }).connect();
  const key = ['test', 'demo', 'user1'] as const;
  await client.put(key, { name: 'Alice', age: 30 }, { ttl: 300 });
  const record = await client.get(key); // record.key, record.meta.gen, record.bins
  await client.increment(key, 'age', 1);
  const { bins } = await client.operate(key, [
    operations.increment('age', 1),
    operations.read('age'),
  ]);
  const refused = await client
    .put(key, { age: 1 }, null, { exists: POLICY_EXISTS_CREATE_ONLY })
    .catch((error: unknown) => error instanceof RecordExistsError);
  const handle = await client.batchRead([key], ['name']);
  const adults = await client
    .query('test', 'demo')
    .results({ filterExpression: exp.ge(exp.intBin('age'), exp.intVal(18)) });
  await client.remove(key);
  await client.close();
  return [record.bins, bins, refused, handle.records()[0]?.bins, adults.length];
}
// #endregion

export const expected = [{ name: 'Alice', age: 30 }, { age: 32 }, true, { name: 'Alice' }, 1];
