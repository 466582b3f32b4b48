import { EmbeddedServer } from '@aeroform/embedded';
import {
  type AerospikeClient,
  createClient,
  exp,
  EXP_READ_EVAL_NO_FAIL,
  operations,
  predicates,
} from '../../src/index.js';

const SET = 'core_project';

describe('project of a query', () => {
  let server: EmbeddedServer;
  let client: AerospikeClient;

  beforeAll(async () => {
    server = await EmbeddedServer.start();
    client = await createClient({ hosts: [`127.0.0.1:${server.port}`] }).connect();
    await client.put(['test', SET, 1], { a: 1, b: 'x' });
    await client.put(['test', SET, 2], { a: 2 });
    await client.put(['test', SET, 3], { b: 'y' });
  });

  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  const plusOne = operations.expRead(
    'sum',
    exp.numAdd(exp.intBin('a'), exp.intVal(1)),
    EXP_READ_EVAL_NO_FAIL,
  );

  it('returns what operations read, of records without a result too', async () => {
    const query = client.query('test', SET).project([plusOne, operations.read('b')]);
    const bins = (await query.results()).map((record) => record.bins);
    expect(bins).toHaveLength(3);
    expect(bins).toEqual(
      expect.arrayContaining([
        { sum: 2, b: 'x' },
        { sum: 3, b: null },
        { sum: null, b: 'y' },
      ]),
    );
  });

  it('goes with filters and pages', async () => {
    const query = client
      .query('test', SET)
      .project([plusOne])
      .filter(exp.gt(exp.intBin('a'), exp.intVal(0)));
    const first = await query.page({ size: 1 });
    const second = await query.page({ size: 1, cursor: first.cursor });
    const sums = [...first.records, ...second.records].map(({ bins }) => bins['sum']);
    expect(new Set(sums)).toEqual(new Set([2, 3]));
  });

  it('refuses what writes, and what contradicts it', async () => {
    const query = client.query('test', SET);
    expect(() => query.project([operations.write('a', 1)])).toThrow(
      /operations\[0\] writes bin "a"; project\(\) only takes what reads/,
    );
    expect(() => query.project([])).toThrow();
    const projected = query.project([plusOne]);
    await expect(projected.select('a').results()).rejects.toThrow(/does not go with select/);
    await expect(projected.noBins().results()).rejects.toThrow(/does not go with noBins/);
    await expect(projected.operate([operations.write('a', 1)])).rejects.toThrow(/project\(\)/);
    await expect(projected.where(predicates.equals('a', 1)).aggregate('m', 'f')).rejects.toThrow(
      /project\(\)/,
    );
  });
});
