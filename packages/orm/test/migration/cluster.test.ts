import type { EmbeddedCluster } from '@aeroform/embedded';
import type { ClusterProcess } from '../../../../test/support/cluster-process.js';
import { startCluster } from '../../../../test/support/server-under-test.js';
import {
  Bin,
  DataSource,
  Entity,
  Id,
  Index,
  MigrationStoppedError,
  TransactionScopeError,
} from '../../src/index.js';
import { connectionTo } from '../support/connection.js';
import { startStrong } from '../transaction/strong.js';

@Entity({
  set: 'readings',
  setIndex: true,
  schemaVersion: 2,
  migrate: { 1: ({ celsius, ...rest }) => ({ ...rest, kelvin: (celsius as number) + 273 }) },
})
class Reading {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'int' }) @Index() kelvin!: number;
}

const COUNT = 200;

describe('on a cluster of three nodes', () => {
  let cluster: EmbeddedCluster | ClusterProcess;
  let dataSource: DataSource;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 3 });
    dataSource = new DataSource({
      ...connectionTo(cluster),
      namespace: 'test',
      entities: [Reading],
      indexes: { sync: 'create' },
    });
    await dataSource.initialize();
    const put = async (_: unknown, id: number) =>
      dataSource.client.put(['test', 'readings', id], { celsius: id }, { key: 1 });
    await Promise.all(Array.from({ length: COUNT }, put));
  });

  afterAll(async () => {
    await dataSource.destroy();
    await cluster.stop();
  });

  test('all nodes have the indexes', async () => {
    const diff = await dataSource.schema.diff();
    expect(diff).toEqual({ create: [], drop: [], mismatched: [], renamed: [], building: [] });
    const { nodes } = await dataSource.client.indexStatus('test', 'readings_kelvin');
    expect(nodes).toHaveLength(3);
  });

  test('drift counts and samples the records of all nodes once', async () => {
    const report = await dataSource.schema.drift(Reading);
    expect(report).toMatchObject({ records: COUNT, total: COUNT, versions: { 1: COUNT } });
  });

  test('a migration that a listener stops is resumed, and rewrites each record once', async () => {
    const first = await dataSource.schema
      .migrate(Reading, {
        pageSize: 5,
        onProgress: ({ migrated }) => {
          if (migrated >= 50) throw new Error('restart');
        },
      })
      .catch((error: unknown) => error);
    expect(first).toBeInstanceOf(MigrationStoppedError);
    const { progress } = first as MigrationStoppedError;
    expect(progress.migrated).toBeGreaterThanOrEqual(50);
    const { cursor } = progress;
    const rest = await dataSource.schema.migrate(Reading, { cursor, pageSize: 5 });
    expect(progress.migrated + rest.migrated).toBe(COUNT);
    const warm = dataSource
      .getRepository(Reading)
      .query()
      .where((f) => f.kelvin.gte(273));
    expect(await warm.count()).toBe(COUNT);
    const { bins, meta } = await dataSource.client.get(['test', 'readings', 7]);
    expect(bins).toEqual({ kelvin: 280, _v: 2 });
    expect(meta.gen).toBe(2);
  });

  test('a cluster that does not answer stops a migration, and nothing is counted twice', async () => {
    await dataSource.client.put(['test', 'readings', 900], { celsius: 1 }, { key: 1 });
    const query = jest.spyOn(dataSource.client, 'query').mockImplementation(() => {
      throw new Error('no node answers');
    });
    const stopped = await dataSource.schema.migrate(Reading).catch((error: unknown) => error);
    query.mockRestore();
    expect((stopped as Error).message).toMatch(/stopped at 0 % .*no node answers/);
    const { cursor } = (stopped as MigrationStoppedError).progress;
    expect(await dataSource.schema.migrate(Reading, { cursor })).toMatchObject({ migrated: 1 });
  });
});

test('nothing of the schema can be part of a transaction', async () => {
  const { dataSource, stop } = await startStrong({
    entities: [Reading],
    indexes: { sync: 'create' },
  });
  const { schema } = dataSource;
  const calls: readonly (() => Promise<unknown>)[] = [
    () => schema.diff(),
    () => schema.sync(),
    () => schema.dropIndex('x'),
    () => schema.truncate(Reading),
    () => schema.drift(Reading),
    () => schema.migrate(Reading),
  ];
  for (const call of calls) {
    await expect(dataSource.transaction(async () => call())).rejects.toThrow(TransactionScopeError);
  }
  await stop();
});
