// #region before
const Aerospike = require('aerospike');
const { exp, filter, lists, maps, operations } = Aerospike;

async function main(hosts) {
  const client = await Aerospike.connect({ hosts });
  const key = new Aerospike.Key('test', 'users', 'ada');

  await client.put(key, { name: 'Ada', age: 36, stats: { log: [] } }, { ttl: 3600 });
  const record = await client.get(key);
  const gen = { gen: Aerospike.policy.gen.EQ };
  await client.put(key, { age: 37 }, { gen: record.gen }, new Aerospike.WritePolicy(gen));

  const result = await client.operate(key, [
    operations.incr('age', 1),
    lists.append('stats', 'in').withContext((context) => context.addMapKey('log')),
    maps.getByKey('stats', 'log', maps.returnType.VALUE),
    operations.read('age'),
  ]);

  const rows = await client.batchRead([
    { key, readAllBins: true },
    { key: new Aerospike.Key('test', 'users', 'nobody'), readAllBins: true },
  ]);
  const codes = rows.map(({ status }) => status);

  const index = { ns: 'test', set: 'users', bin: 'age', index: 'users_age' };
  const job = await client.createIntegerIndex(index);
  await job.wait();
  const adults = client.query('test', 'users', { filters: [filter.range('age', 18, 99)] });
  const named = exp.eq(exp.binStr('name'), exp.str('Ada'));
  const found = await adults.results({ filterExpression: named });
  await client.indexRemove('test', 'users_age');
  await client.remove(key);
  client.close();
  return [record.bins.name, result.bins, codes, found.length];
}
// #endregion

void main(process.argv[2]).then((result) => process.stdout.write(JSON.stringify(result)));
