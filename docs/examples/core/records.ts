import {
  type AerospikeClient,
  createClient,
  double,
  exp,
  geojson,
  type Host,
  type Key,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_KEY_SEND,
  RecordGenerationError,
  TTL_NEVER_EXPIRE,
} from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();

  // #region put-get
  const key = ['test', 'users', 'ada'] as const;
  await client.put(key, { name: 'Ada', age: 36, tags: ['math'] });
  const { bins, meta } = await client.get(key); // meta: { gen: 1, ttl: … }
  const some = await client.select(key, ['age']);
  const { meta: found } = await client.exists(key); // null when there is no such record
  // #endregion

  // #region change
  await client.increment(key, 'age', 1);
  await client.append(key, 'name', ' L.');
  await client.prepend(key, 'name', 'Dr. ');
  await client.put(key, { tags: null }); // removes the bin, as does removeBin(key, ['tags'])
  await client.touch(key, 3600); // one hour to live from now
  // #endregion

  // #region typed
  type User = { readonly name: string; readonly age: number };
  const user = (await client.get<User>(key)).bins;
  const line = `${user.name}, ${user.age}`;
  // #endregion

  // #region values
  await client.put(['test', 'users', 'values'], {
    whole: 1,
    exact: 2n ** 60n, // an integer: read as a bigint, never rounded
    real: 0.5,
    one: double(1), // a double that is whole
    yes: true,
    bytes: Buffer.from('raw'),
    list: [1, 'two', null],
    map: new Map<number, string>([[1, 'one']]),
    object: { nested: { deep: true } },
    at: geojson({ type: 'Point', coordinates: [13.4, 52.5] }),
  });
  // #endregion

  const versions = await optimistic(client, key);

  // #region policies
  const policy = { exists: POLICY_EXISTS_CREATE_ONLY, key: POLICY_KEY_SEND } as const;
  await client.put(['test', 'users', 'bob'], { age: 17 }, { ttl: TTL_NEVER_EXPIRE }, policy);
  const adult = exp.ge(exp.intBin('age'), exp.intVal(18));
  const refused = await client
    .put(['test', 'users', 'bob'], { vote: 'yes' }, null, { filterExpression: adult })
    .catch((error: Error) => error.name); // 'FilteredOut'
  // #endregion

  // #region cancel
  const signal = AbortSignal.timeout(50);
  await client.get(key, { signal });
  // #endregion

  await client.remove(key);
  return [bins['age'], meta.gen, some.bins, found?.gen, line, versions, refused];
}

// #region optimistic
async function optimistic(client: AerospikeClient, key: Key): Promise<number> {
  for (;;) {
    const { bins, meta } = await client.get(key);
    try {
      const changed = { age: (bins['age'] as number) + 1 };
      return (await client.put(key, changed, { gen: meta.gen })).gen; // only over that generation
    } catch (error) {
      if (!(error instanceof RecordGenerationError)) throw error; // else: read again, try again
    }
  }
}
// #endregion

export const expected = [36, 1, { age: 36 }, 1, 'Dr. Ada L., 37', 7, 'FilteredOut'];
