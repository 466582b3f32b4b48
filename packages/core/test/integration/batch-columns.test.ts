import * as arrow from 'apache-arrow';
import { BinTypeError, double, fromHalf, InvalidArgError, type Key } from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

let server: Integration;
let set: string;
const key = (id: number | string): Key => [NAMESPACE, set, id];

beforeAll(async () => {
  server = await startIntegration();
  set = await server.freshSet('columns');
  await server.client.batchWrite([
    [
      key(0),
      {
        i: 100,
        big: 2n ** 62n,
        f: 1.5,
        whole: double(2),
        flag: true,
        b: Buffer.from([1, 2, 3]),
        s: 'ab',
        v: [1, 2.5, -3],
        vb: Buffer.from(new Float32Array([0.5, 4]).buffer),
      },
    ],
    [key(1), { i: -5, f: 7 }],
    [key(3), { other: 1 }],
  ]);
});

afterAll(() => server.stop());

const keys = (): Key[] => [0, 1, 2, 3].map(key);

describe('columns', () => {
  it('hold the bins of a batch, with a row for each key', async () => {
    const handle = await server.client.batchRead(keys());
    const { columns, valid, resultCodes, gens, length } = handle.toColumns({
      i: 'int16',
      big: 'int64',
      f: 'float64',
      whole: 'float32',
      flag: 'bool',
      b: { type: 'bytes', size: 4 },
      s: { type: 'bytes', size: 2 },
      v: { type: 'vector', of: 'float32', length: 3 },
      vb: { type: 'vector', of: 'float32', length: 2 },
    });
    expect(length).toBe(4);
    expect([...resultCodes]).toEqual([0, 0, 2, 0]);
    expect([...gens]).toEqual([1, 1, 0, 1]);
    expect(columns.i).toEqual(new Int16Array([100, -5, 0, 0]));
    expect([...valid.i]).toEqual([1, 1, 0, 0]);
    expect(columns.big).toEqual(new BigInt64Array([2n ** 62n, 0n, 0n, 0n]));
    expect(columns.f).toEqual(new Float64Array([1.5, 7, 0, 0]));
    expect(columns.whole).toEqual(new Float32Array([2, 0, 0, 0]));
    expect([...columns.flag]).toEqual([1, 0, 0, 0]);
    expect([...columns.b.subarray(0, 4)]).toEqual([1, 2, 3, 0]);
    expect(Buffer.from(columns.s.subarray(0, 2)).toString()).toBe('ab');
    expect([...columns.v.subarray(0, 3)]).toEqual([1, 2.5, -3]);
    expect([...columns.vb.subarray(0, 2)]).toEqual([0.5, 4]);
  });

  it('hold the same of large batches, whose records are decoded as they come', async () => {
    const schema = {
      i: 'int16',
      big: 'int64',
      f: 'float64',
      flag: 'bool',
      b: { type: 'bytes', size: 4 },
      s: { type: 'bytes', size: 2 },
      v: { type: 'vector', of: 'float32', length: 3 },
      vb: { type: 'vector', of: 'float32', length: 2 },
    } as const;
    const small = (await server.client.batchRead(keys())).toColumns(schema);
    const many = Array.from({ length: 1000 }, keys).flat();
    const large = (await server.client.batchRead(many, null, { totalTimeout: 20_000 })).toColumns(
      schema,
    );
    expect(large.length).toBe(4000);
    for (const name of Object.keys(schema) as (keyof typeof schema)[]) {
      const { length } = small.columns[name];
      const tail = large.columns[name].subarray(-length);
      expect([...tail]).toEqual([...small.columns[name]]);
      expect([...large.valid[name].subarray(-4)]).toEqual([...small.valid[name]]);
    }
    expect([...large.gens.subarray(-4)]).toEqual([1, 1, 0, 1]);
  });

  it('can be asked for beside the records of the same handle', async () => {
    const handle = await server.client.batchRead(keys());
    expect(handle.toList()[1]?.bins).toEqual({ i: -5, f: 7 });
    expect([...handle.toColumns({ i: 'int32' }).columns.i]).toEqual([100, -5, 0, 0]);
  });

  it('hold half-precision floats as their bits', async () => {
    const handle = await server.client.batchRead(keys());
    const { columns } = handle.toColumns({ f: 'float16' });
    expect([...columns.f].map(fromHalf)).toEqual([1.5, 7, 0, 0]);
  });

  it('refuse values that do not fit, with row and bin', async () => {
    const handle = await server.client.batchRead(keys());
    const refused: [() => unknown, string][] = [
      [() => handle.toColumns({ i: 'uint8' }), 'Row 1, bin i: -5 does not fit uint8'],
      [() => handle.toColumns({ f: 'int32' }), 'Row 0, bin f: 1.5 does not fit int32'],
      [() => handle.toColumns({ big: 'int32' }), 'does not fit int32'],
      [() => handle.toColumns({ s: 'int8' }), 'Row 0, bin s: a string is no int8'],
      [() => handle.toColumns({ b: { type: 'bytes', size: 2 } }), '3 bytes do not fit 2'],
      [
        () => handle.toColumns({ v: { type: 'vector', of: 'int8', length: 2 } }),
        'a list of 3 is no vector of 2',
      ],
      [
        () => handle.toColumns({ vb: { type: 'vector', of: 'float64', length: 2 } }),
        '8 bytes are no vector of 2 float64 (16 bytes)',
      ],
    ];
    for (const [read, message] of refused) {
      expect(read).toThrow(BinTypeError);
      expect(read).toThrow(message);
    }
  });

  it('refuse schemas that make no sense', async () => {
    const handle = await server.client.batchRead(keys());
    const wrong = [
      {},
      { i: 'int7' },
      { i: { type: 'bytes', size: 0 } },
      { i: { type: 'bytes', size: 4, length: 4 } },
      { i: { type: 'vector', of: 'int8', length: 4, size: 4 } },
      null,
    ];
    for (const schema of wrong) {
      expect(() => handle.toColumns(schema as never)).toThrow(InvalidArgError);
    }
  });

  it('refuse a module that is not Apache Arrow', async () => {
    const columns = (await server.client.batchRead(keys())).toColumns({ i: 'int32' });
    for (const module of [undefined, null, {}, { default: arrow }]) {
      expect(() => columns.toArrow(module as never)).toThrow(InvalidArgError);
    }
  });

  it('become a table of Apache Arrow', async () => {
    const handle = await server.client.batchRead(keys());
    const table = handle
      .toColumns({
        i: 'int32',
        big: 'int64',
        f: 'float32',
        b: { type: 'bytes', size: 4 },
        v: { type: 'vector', of: 'float32', length: 3 },
      })
      .toArrow(arrow);
    expect(table.numRows).toBe(4);
    expect(
      table.schema.fields.map(
        ({ name, type }) => `${name} ${(type as { toString(): string }).toString()}`,
      ),
    ).toEqual([
      'i Int32',
      'big Int64',
      'f Float32',
      'b FixedSizeBinary[4]',
      'v FixedSizeList[3]<Float32>',
    ]);
    expect([...(table.getChild('i') as Iterable<number | null>)]).toEqual([100, -5, null, null]);
    expect(table.getChild('big')?.get(0)).toBe(2n ** 62n);
    const vector = table.getChild('v')?.get(0) as Iterable<number>;
    expect([...vector]).toEqual([1, 2.5, -3]);
    expect(table.getChild('v')?.get(1)).toBeNull();
  });
});

describe('batchWriteColumns', () => {
  it('writes a record for each row', async () => {
    const { client } = server;
    const result = await client.batchWriteColumns(
      {
        _key: ['a', 'b', 'c'],
        i: new Int32Array([1, 2, 3]),
        f: new Float64Array([1, 2.5, 3]),
        big: new BigInt64Array([1n, 2n ** 60n, -1n]),
        s: ['x', null, undefined],
        raw: { data: Buffer.from('112233'), size: 2 },
        _ignored: [1, 2, 3],
      },
      NAMESPACE,
      set,
    );
    expect(result.batchRecords.map(({ result: code }) => code)).toEqual([0, 0, 0]);
    const handle = await client.batchRead(['a', 'b', 'c'].map(key));
    expect(handle.toList().map((record) => record?.bins)).toEqual([
      { i: 1, f: 1, big: 1, s: 'x', raw: Buffer.from('11') },
      { i: 2, f: 2.5, big: 2n ** 60n, raw: Buffer.from('22') },
      { i: 3, f: 3, big: -1, raw: Buffer.from('33') },
    ]);
    // Whole numbers of a column of floats are doubles in the database, too.
    expect([...handle.toColumns({ f: 'float64' }).columns.f]).toEqual([1, 2.5, 3]);
    const wrong = await rejection(client.increment(key('a'), 'f', 1));
    expect(wrong).toBeInstanceOf(BinTypeError);
  });

  it('takes the keys from another column, and set and namespace of each row', async () => {
    const other = await server.freshSet('columns_other');
    await server.client.batchWriteColumns(
      { id: new Uint16Array([7, 8]), _set: [set, other], n: [1, 2] },
      NAMESPACE,
      set,
      'id',
    );
    expect((await server.client.get(key(7))).bins).toEqual({ n: 1 });
    expect((await server.client.get([NAMESPACE, other, 8])).bins).toEqual({ n: 2 });
  });

  it('takes whole numbers of a column of floats as integer keys', async () => {
    const { client } = server;
    await client.batchWriteColumns({ _key: new Float64Array([71]), n: [1] }, NAMESPACE, set);
    expect((await client.get(key(71))).bins).toEqual({ n: 1 });
  });

  it('names row and column of a value that cannot be written', async () => {
    const columns = { _key: [1, 2], n: [1, new Date() as never] };
    const call = server.client.batchWriteColumns(columns, NAMESPACE, set);
    expect(await rejection(call)).toMatchObject({ argument: 'data[1].bins.n' });
  });

  it('refuses columns that do not go together', async () => {
    const { client } = server;
    const wrong = [
      client.batchWriteColumns({ i: [1] }, NAMESPACE, set),
      client.batchWriteColumns({ _key: [1, 2], i: [1] }, NAMESPACE, set),
      client.batchWriteColumns({ _key: [1], i: 5 as never }, NAMESPACE, set),
      client.batchWriteColumns(
        { _key: [1], i: { data: Buffer.alloc(3), size: 2 } },
        NAMESPACE,
        set,
      ),
      client.batchWriteColumns({ _key: [1], i: { data: [1] as never, size: 1 } }, NAMESPACE, set),
      client.batchWriteColumns(
        { _key: [1], i: { data: Buffer.alloc(1), size: 1, more: 1 } as never },
        NAMESPACE,
        set,
      ),
      client.batchWriteColumns(
        { _key: [1], i: new DataView(new ArrayBuffer(1)) as never },
        NAMESPACE,
        set,
      ),
      client.batchWriteColumns({ _key: new Float64Array([1.5]), i: [1] }, NAMESPACE, set),
    ];
    for (const call of wrong) expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
  });
});
