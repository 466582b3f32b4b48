import {
  batchEntry,
  createClient,
  type Host,
  type Key,
  listAppend,
  operations,
} from '@aeroform/core';
import * as arrow from 'apache-arrow';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using client = await createClient({ hosts }).connect();
  const key = (id: number): Key => ['test', 'items', id];

  // #region write
  const written = await client.batchWrite(
    [
      [key(1), { price: 10, size: 0.5 }],
      [key(2), { price: 20, size: 1.5 }, { ttl: 3600 }],
    ],
    { totalTimeout: 5000 },
    3, // sends again, up to three times, what failed for a passing reason
  );
  const failed = written.batchRecords.filter(({ result }) => result !== 0);
  // #endregion

  // #region read
  const handle = await client.batchRead([key(1), key(99), key(2)], ['price']);
  const found = handle.foundCount(); // 2
  const inOrder = handle.toList().map((record) => record?.bins['price'] ?? null); // [10, null, 20]
  const byKey = handle.toMap().get(key(2))?.bins; // { price: 20 }
  const codes = [...handle].map(({ result }) => result); // [0, 2, 0]
  // #endregion

  // #region mixed
  const mixed = await client.batch([
    batchEntry.read(key(1), { bins: ['price'] }),
    batchEntry.write(key(3), { price: 30 }, { meta: { ttl: 60 } }),
    batchEntry.operate(key(2), [listAppend('log', 'seen'), operations.read('price')]),
    batchEntry.remove(key(99)),
  ]);
  const results = mixed.batchRecords.map(({ result }) => result); // [0, 0, 0, 2]
  // #endregion

  // #region retry
  const patient = { totalTimeout: 10_000, retry: 5 };
  const { batchRecords } = await client.batchOperate([key(1)], [operations.touch(60)], patient);
  const unsure = batchRecords.filter(({ inDoubt }) => inDoubt); // never sent again
  // #endregion

  // #region columns
  const rows = await client.batchRead([key(1), key(99), key(2)]);
  const { columns, valid, resultCodes } = rows.toColumns({ price: 'int32', size: 'float64' });
  const prices = columns.price; // Int32Array [10, 0, 20]
  const isThere = valid.price; // Uint8Array [1, 0, 1]
  const wasFound = [...resultCodes].map((code) => code === 0); // [true, false, true]
  // #endregion

  // #region arrow
  const table = rows.toColumns({ price: 'int32' }).toArrow(arrow);
  // #endregion

  // #region write-columns
  await client.batchWriteColumns(
    { _key: new BigInt64Array([7n, 8n]), price: new Int32Array([70, 80]), name: ['x', 'y'] },
    'test',
    'items',
  );
  // #endregion

  const seven = (await client.get(key(7))).bins;
  const shown = [[...prices], [...isThere], wasFound, table.numRows];
  return [failed, found, inOrder, byKey, codes, results, unsure, ...shown, seven];
}

export const expected = [
  [],
  2,
  [10, null, 20],
  { price: 20 },
  [0, 2, 0],
  [0, 0, 0, 2],
  [],
  [10, 0, 20],
  [1, 0, 1],
  [true, false, true],
  3,
  { price: 70, name: 'x' },
];
