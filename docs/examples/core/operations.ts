import {
  bitCount,
  createClient,
  ctx,
  exp,
  hllAdd,
  hllGetCount,
  type Host,
  inverted,
  LIST_ORDERED,
  LIST_RETURN_VALUE,
  LIST_WRITE_ADD_UNIQUE,
  LIST_WRITE_NO_FAIL,
  listAppend,
  listGetByRankRange,
  listGetByValueRange,
  MAP_KEY_ORDERED,
  MAP_RETURN_KEY_VALUE,
  mapGetByRankRange,
  mapIncrement,
  mapPut,
  operations,
  withContext,
} from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();
  const key = ['test', 'games', 1] as const;

  // #region operate
  await client.put(key, { round: 1, title: 'chess' });
  const { bins } = await client.operate(key, [
    operations.increment('round', 1),
    operations.append('title', ' open'),
    operations.read('round'),
    operations.read('title'),
  ]); // all of it or nothing, on the server: { round: 2, title: 'chess open' }
  // #endregion

  // #region ordered
  const { orderedBins } = await client.operateOrdered(key, [
    operations.read('round'),
    operations.increment('round', 1),
    operations.read('round'),
  ]); // one entry per operation: 2, null, 3
  // #endregion

  // #region lists
  const unique = {
    order: LIST_ORDERED,
    flags: LIST_WRITE_ADD_UNIQUE | LIST_WRITE_NO_FAIL,
  } as const;
  await client.operate(key, [
    listAppend('scores', 30, unique),
    listAppend('scores', 10, unique),
    listAppend('scores', 20, unique),
    listAppend('scores', 20, unique), // there already: nothing happens
  ]);
  const top = await client.operate(key, [listGetByRankRange('scores', -2, LIST_RETURN_VALUE)]);
  const others = await client.operate(key, [
    listGetByValueRange('scores', 15, 25, inverted(LIST_RETURN_VALUE)),
  ]);
  // #endregion

  // #region maps
  await client.operate(key, [
    mapPut('players', 'ada', 7, { order: MAP_KEY_ORDERED }),
    mapPut('players', 'bob', 3),
    mapIncrement('players', 'bob', 5),
  ]);
  const best = await client.operate(key, [
    mapGetByRankRange('players', -1, MAP_RETURN_KEY_VALUE, 1),
  ]); // the player with most points, as pairs of key and value
  // #endregion

  // #region nested
  await client.put(key, { board: { moves: ['e4'] } });
  await client.operate(key, [withContext(listAppend('board', 'e5'), ctx.mapKey('moves'))]);
  // #endregion

  // #region bytes
  await client.put(key, { flags: Buffer.from([0b1011]) });
  const counted = await client.operate(key, [
    bitCount('flags', 0, 8),
    hllAdd('visitors', ['ada', 'bob', 'ada'], 10),
    operations.expRead('visits', exp.hllGetCount(exp.hllBin('visitors'))),
  ]);
  const visitors = await client.operate(key, [hllGetCount('visitors')]);
  // #endregion

  return [
    bins,
    orderedBins.map(({ value }) => value),
    top.bins,
    others.bins,
    best.bins,
    (await client.select(key, ['board'])).bins,
    counted.bins['flags'],
    visitors.bins,
  ];
}

export const expected = [
  { round: 2, title: 'chess open' },
  [2, null, 3],
  { scores: [20, 30] },
  { scores: [10, 30] },
  { players: [['bob', 8]] },
  { board: { moves: ['e4', 'e5'] } },
  3,
  { visitors: 2 },
];
