import {
  type AerospikeClient,
  batchEntry,
  type BatchReadHandle,
  type BinValue,
  exp,
  INDEX_NUMERIC,
  INDEX_STRING,
  type Key,
  listAppend,
  operations,
  POLICY_GEN_EQ,
  predicates,
} from '@aeroform/core';

declare const client: AerospikeClient;
const key: Key = ['test', 'users', 1];
type User = { readonly name: string; readonly age: number };

/** Only compiles when the two types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_same: Same<A, B>): void => undefined;

// In a function, for consumers whose modules have no `await` at their top level.
export async function results(): Promise<void> {
  // Records: bins are any value, unless the caller says what they are.
  const plain = await client.get(key);
  same<(typeof plain.bins)[string], BinValue>(true);
  const user = await client.get<User>(key);
  const name: string = user.bins.name;
  // @ts-expect-error a value of any type
  const age: number = plain.bins['age'];
  // @ts-expect-error no such bin
  user.bins.email;
  // @ts-expect-error bins of a result do not change
  user.bins.age = 3;
  // @ts-expect-error generation is called gen
  user.meta.generation;
  // @ts-expect-error bins hold values of Aerospike
  await client.get<{ born: Date }>(key);
  // @ts-expect-error there may be no record
  (await client.exists(key)).meta.gen;
  // @ts-expect-error a write tells generation and ttl
  (await client.put(key, { a: 1 })).bins;

  // Arguments.
  // @ts-expect-error meta comes before policy
  await client.put(key, { a: 1 }, { totalTimeout: 5 });
  // @ts-expect-error a policy of reads
  await client.get(key, { gen: POLICY_GEN_EQ });
  // @ts-expect-error a removal has no ttl
  await client.remove(key, { ttl: 5 });
  // @ts-expect-error a list of operations
  await client.operate(key, operations.read('a'));
  // @ts-expect-error an operation is made by a function
  await client.operate(key, [{ op: 1, bin: 'a' }]);
  // @ts-expect-error an expression is no operation
  await client.operate(key, [exp.intBin('a')]);
  const { orderedBins } = await client.operateOrdered(key, [listAppend('l', 1)]);
  // @ts-expect-error results are in orderedBins, with a name each
  orderedBins['l'];

  // Batches.
  const handle = await client.batchRead<User>([key]);
  same<typeof handle, BatchReadHandle<User>>(true);
  for (const { record, result } of handle) same<typeof result, number>(true);
  const [first = null] = handle.toList();
  // @ts-expect-error a record may be missing
  first.bins;
  // @ts-expect-error bins or null, not one name
  await client.batchRead([key], 'name');
  // @ts-expect-error the bins are missing
  await client.batchWrite([[key]]);
  // @ts-expect-error an entry is made by batchEntry
  await client.batch([{ key, bins: { a: 1 } }]);
  // @ts-expect-error a removal has no ttl
  batchEntry.remove(key, { meta: { ttl: 5 } });
  // @ts-expect-error reads are not filtered by integers
  batchEntry.read(key, { policy: { filterExpression: exp.intVal(1) } });

  // Columns.
  const { columns, valid } = handle.toColumns({
    age: 'int64',
    score: 'float16',
    digest: { type: 'bytes', size: 20 },
    vector: { type: 'vector', of: 'float32', length: 3 },
  });
  const ageColumn: BigInt64Array = columns.age;
  const scoreColumn: Uint16Array = columns.score;
  const digestColumn: Uint8Array = columns.digest;
  const vectorColumn: Float32Array = columns.vector;
  const ageValid: Uint8Array = valid.age;
  // @ts-expect-error integers of 64 bits are bigints
  const wrongColumn: Int32Array = columns.age;
  // @ts-expect-error not in the schema
  columns.name;
  // @ts-expect-error no such type
  handle.toColumns({ age: 'int' });
  // @ts-expect-error bytes have a size
  handle.toColumns({ digest: { type: 'bytes' } });
  // @ts-expect-error a vector is of numbers
  handle.toColumns({ vector: { type: 'vector', of: 'string', length: 3 } });
  // @ts-expect-error a column is an array
  await client.batchWriteColumns({ _key: 1 }, 'test', 'users');

  // Queries.
  for await (const record of client.query<User>('test', 'users')) {
    same<typeof record.bins, User>(true);
  }
  client.query<User>('test').select('name', 'age');
  // @ts-expect-error no such bin
  client.query<User>('test').select('email');
  // @ts-expect-error an array of bins is no bin
  client.query('test').select(['name']);
  // @ts-expect-error an expression goes to filter()
  client.query('test').where(exp.boolVal(true));
  // @ts-expect-error a predicate goes to where()
  client.query('test').filter(predicates.equals('a', 1));
  // @ts-expect-error a filter is true or false
  client.query('test').filter(exp.intBin('a'));
  // @ts-expect-error a page has a size
  await client.query('test').page({ cursor: null });
  // @ts-expect-error queries do not read with this mode
  await client.query('test').results({ readModeAp: 1 });
  // @ts-expect-error between is of integers
  predicates.between('a', 'x', 'y');
  // @ts-expect-error the index of an integer
  await client.indexExpressionCreate('test', '', exp.ttl(), INDEX_STRING, 'i');
  // @ts-expect-error no index holds doubles
  await client.indexExpressionCreate('test', '', exp.floatBin('f'), INDEX_NUMERIC, 'i');
  // @ts-expect-error a text, or file name and source
  await client.udfPut({ name: 'a.lua', source: '' });
  const job = await client.query('test').operate([operations.touch()]);
  // @ts-expect-error no such option
  await job.wait({ timout: 5 });
  // @ts-expect-error a page may be the last
  const text: string = (await client.query('test').page({ size: 1 })).cursor;
  // @ts-expect-error operations of writes
  await client.query('test').operate([exp.intBin('a')]);
}
