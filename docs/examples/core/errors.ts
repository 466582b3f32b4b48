import {
  AerospikeError,
  createClient,
  type Host,
  InvalidArgError,
  RecordNotFound,
} from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();
  const key = ['test', 'users', 'nobody'] as const;

  // #region catch
  let age: number | null = null;
  try {
    age = (await client.get(key)).bins['age'] as number;
  } catch (error) {
    if (!(error instanceof RecordNotFound)) throw error; // by class…
  }

  const seen: string[] = [];
  try {
    await client.put(key, { name: undefined as never });
  } catch (error) {
    if (!(error instanceof AerospikeError)) throw error;
    if (error.isRetryable && !error.inDoubt) seen.push('try again');
    if (error.inDoubt) seen.push('look first: it may have happened');
    if (error.code === 'INVALID_ARGUMENT') seen.push((error as InvalidArgError).argument ?? ''); // …or code
  }
  // #endregion
  return [age, seen];
}

export const expected = [null, ['bins.name']];
