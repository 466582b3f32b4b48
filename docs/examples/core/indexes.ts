import {
  createClient,
  ctx,
  exp,
  type Host,
  INDEX_NUMERIC,
  INDEX_TYPE_LIST,
  predicates,
} from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();

  // #region create
  await client.indexStringCreate('test', 'users', 'city', 'users_city');
  await client.indexStringCreate('test', 'users', 'tags', 'users_tags', { collection: 'list' });
  await client.indexIntegerCreate('test', 'users', 'profile', 'users_height', {
    context: [ctx.mapKey('height')],
  });
  const half = exp.numDiv(exp.intBin('age'), exp.intVal(2));
  await client.indexExpressionCreate('test', 'users', half, INDEX_NUMERIC, 'users_half');
  // #endregion

  // #region use
  await client.put(['test', 'users', 1], {
    city: 'Berlin',
    tags: ['a', 'b'],
    profile: { height: 170 },
  });
  const users = client.query('test', 'users');
  const berlin = await users.where(predicates.equals('city', 'Berlin')).results();
  const tagged = await users.where(predicates.contains('tags', INDEX_TYPE_LIST, 'b')).results();
  const context = [ctx.mapKey('height')];
  const tall = await users.where(predicates.between('profile', 160, 180, { context })).results();
  // #endregion

  // #region list
  const names = (await client.indexList('test')).map(({ name }) => name);
  await client.indexRemove('test', 'users_city'); // also when it is gone already
  // #endregion

  // #region udf
  const source = 'function add(rec, a, b) return a + b end';
  await client.udfPut({ filename: 'numbers.lua', source }); // or the path of a file
  const five = await client.apply(['test', 'users', 1], 'numbers', 'add', [2, 3]);
  await client.udfRemove('numbers');
  // #endregion

  // #region info
  const builds = await client.infoAll('build'); // [{ nodeName, errorCode, response }], one per node
  const [node = ''] = client.getNodeNames();
  const statistics = await client.infoNode(node, 'statistics');
  const canTransact = await client.supports('transactions');
  // #endregion

  // #region truncate
  await client.truncate('test', 'users'); // or only what was written before a time, in nanoseconds
  // #endregion

  for (const name of names) await client.indexRemove('test', name);
  const hits = [berlin.length, tagged.length, tall.length];
  return [hits, names.length, five, builds.length, statistics.includes('='), canTransact];
}

export const expected = [[1, 1, 1], 4, 5, 1, true, false];
