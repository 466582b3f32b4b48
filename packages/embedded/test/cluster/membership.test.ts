import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Info1 } from '@aeroform/protocol';
import type { EmbeddedClusterOptions } from '../../src/index';
import { ClusterUnderTest, digestIn } from '../support/cluster';
import { WireClient } from '../support/wire-client';

const RECORDS = Array.from({ length: 300 }, (_, number) => number + 1);
const digestOf = (number: number): Buffer => digestIn((number * 37) % 4096, number);

let tested: ClusterUnderTest;

async function start(options?: EmbeddedClusterOptions): Promise<void> {
  tested = await ClusterUnderTest.start(options);
}

afterEach(() => tested.stop());

async function writeAll(index: number, value: (number: number) => number): Promise<void> {
  await tested.putAll(index, new Map(RECORDS.map((each) => [digestOf(each), value(each)])));
}

async function expectAll(index: number, value: (number: number) => number): Promise<void> {
  expect(await tested.getAll(index, RECORDS.map(digestOf))).toEqual(RECORDS.map(value));
}

async function generations(index: number): Promise<[partitions: number, peers: number]> {
  const partitions = Number(await tested.info(index, 'partition-generation'));
  return [partitions, Number(await tested.info(index, 'peers-generation'))];
}

describe('a node that stops', () => {
  it('takes no acknowledged record with it, and finds all of them when it is back', async () => {
    await start();
    await writeAll(0, (number) => number);
    const { id, port } = tested.cluster.node(1);
    await tested.cluster.node(1).stop();
    await expect(WireClient.connect(port)).rejects.toThrow('ECONNREFUSED');
    await expectAll(0, (number) => number);
    await expectAll(2, (number) => number);
    await writeAll(2, (number) => number * 2);
    await tested.cluster.node(1).start();
    expect(tested.cluster.node(1).id).toBe(id);
    expect(tested.cluster.node(1).port).toBe(port);
    await expectAll(1, (number) => number * 2);
    const { objects, nodes } = tested.cluster.inspect();
    expect(objects).toEqual({ test: RECORDS.length });
    const copies = nodes.map(({ server }) => server?.objects['test'] ?? 0);
    expect(copies.reduce((sum, each) => sum + each)).toBe(2 * RECORDS.length);
    expect(copies[1]).toBeGreaterThan(0);
  });

  it('is gone for clients at once, and back under a greater generation', async () => {
    await start();
    const [partitions, peers] = await generations(0);
    await tested.cluster.node(1).stop();
    const [fewerPartitions, fewerPeers] = await generations(0);
    expect(fewerPartitions).toBeGreaterThan(partitions);
    expect(fewerPeers).toBeGreaterThan(peers);
    expect(await tested.info(0, 'services')).toBe(`127.0.0.1:${tested.cluster.node(2).port}`);
    expect(await tested.info(0, 'cluster-stable:size=2')).toMatch(/^[0-9A-F]+$/);
    expect(tested.cluster.hosts.map(({ port }) => port)).not.toContain(tested.cluster.node(1).port);
    await tested.cluster.node(1).start();
    expect((await generations(0))[0]).toBeGreaterThan(fewerPartitions);
    expect((await generations(0))[1]).toBeGreaterThan(fewerPeers);
    expect((await tested.info(0, 'services')).split(';')).toHaveLength(2);
  });

  it('loses nothing when nodes go one after the other until one is left', async () => {
    await start({ nodes: 4, replicationFactor: 2 });
    await writeAll(0, (number) => number);
    for (const index of [0, 3, 1]) await tested.cluster.node(index).stop();
    await expectAll(2, (number) => number);
    expect(await tested.statistic(2, 'namespace/test', 'effective_replication_factor')).toBe('1');
    expect((await tested.query(2)).records).toBe(RECORDS.length);
    for (const index of [1, 0]) await tested.cluster.node(index).start();
    await tested.cluster.node(2).stop();
    await expectAll(0, (number) => number);
  });

  it('takes its partitions with it where there is no other replica', async () => {
    await start({ replicationFactor: 1 });
    await writeAll(0, (number) => number);
    const lost = tested.cluster.node(1).inspect().objects['test'] ?? 0;
    expect(lost).toBeGreaterThan(0);
    await tested.cluster.node(1).stop();
    expect(tested.cluster.inspect().objects).toEqual({ test: RECORDS.length - lost });
  });

  it('gets the indexes, modules and truncations that were made meanwhile', async () => {
    await start();
    await writeAll(0, (number) => number);
    await tested.cluster.node(1).cut();
    await tested.cluster.node(2).stop();
    await tested.info(0, 'sindex-create:namespace=test;set=s;indexname=i;bin=b;type=numeric');
    await tested.info(0, 'sindex-create:namespace=test;set=s;indexname=all;indextype=set');
    const source = Buffer.from('function f() return 1 end').toString('base64');
    const size = source.length;
    await tested.info(
      0,
      `udf-put:filename=m.lua;content=${source};content-len=${size};udf-type=LUA;`,
    );
    await new Promise((resolve) => setTimeout(resolve, 2));
    await tested.info(0, 'truncate:namespace=test;set=s');
    await tested.cluster.node(2).start();
    await tested.cluster.node(1).heal();
    for (const index of [1, 2]) {
      expect(await tested.info(index, 'sindex-list')).toBe(await tested.info(0, 'sindex-list'));
      expect(await tested.info(index, 'udf-get:filename=m.lua;')).toContain(source);
      expect(await tested.get(index, digestOf(1))).toBeUndefined();
    }
    expect(tested.cluster.inspect().objects).toEqual({ test: 0 });
    await tested.put(0, digestOf(1), 77);
    const entries = await Promise.all(
      [0, 1, 2].map((index) => tested.statistic(index, 'sindex/test/i', 'entries')),
    );
    expect(entries.filter((each) => each === '1')).toHaveLength(2);
  });

  it('leaves indexes and modules behind even if all nodes are stopped', async () => {
    await start({ nodes: 2 });
    await tested.info(0, 'sindex-create:namespace=test;set=s;indexname=i;bin=b;type=numeric');
    await tested.put(0, digestOf(1), 1);
    for (const { index } of tested.nodes) await tested.cluster.node(index).stop();
    expect(tested.cluster.hosts).toEqual([]);
    for (const { index } of tested.nodes) await tested.cluster.node(index).start();
    expect(await tested.info(1, 'sindex-list')).toContain('indexname=i');
    expect(await tested.get(0, digestOf(1))).toBeUndefined();
  });
});

describe('records on the move', () => {
  it('are served by the nodes that have them, and written to those that will have them', async () => {
    await start({ nodes: 2, migrationDelay: 60_000 });
    await writeAll(0, (number) => number);
    await tested.cluster.node(1).stop();
    await tested.cluster.node(1).start();
    const remaining = await tested.statistic(0, 'statistics', 'migrate_partitions_remaining');
    expect(Number(remaining)).toBeGreaterThan(0);
    expect(await tested.info(0, 'cluster-stable:')).toBe('ERROR:7:unstable cluster');
    expect(await tested.info(0, 'cluster-stable:ignore-migrations=true')).toMatch(/^[0-9A-F]+$/);
    const [masters, proles] = await tested.columns(0);
    expect([masters?.size, proles?.size]).toEqual([4096, 4096]);
    await expectAll(1, (number) => number);
    expect(tested.cluster.node(1).inspect().objects).toEqual({ test: 0 });
    expect((await tested.query(1)).refused).toHaveLength(4096);
    expect((await tested.query(0)).refused).toHaveLength(0);
    await writeAll(1, (number) => -number);
    expect(tested.cluster.node(1).inspect().objects).toEqual({ test: RECORDS.length });
    expect(await tested.delete(1, digestOf(1))).toBe(0);
    expect(await tested.get(0, digestOf(1))).toBeUndefined();
    await tested.put(1, digestOf(1), -1);
    await tested.cluster.node(0).stop();
    await expectAll(1, (number) => -number);
  });

  it('arrive, first at the masters and then at the other replicas', async () => {
    await start({ migrationDelay: 20 });
    await writeAll(0, (number) => number);
    await tested.cluster.node(1).stop();
    expect(tested.cluster.inspect().migrationsRemaining).toBeGreaterThan(0);
    const before = await generations(0);
    await tested.cluster.migrated();
    expect(tested.cluster.inspect().migrationsRemaining).toBe(0);
    expect((await generations(0))[0]).toBeGreaterThan(before[0]);
    expect(await tested.info(0, 'cluster-stable:')).toMatch(/^[0-9A-F]+$/);
    for (const index of [0, 2]) {
      expect(tested.cluster.node(index).inspect().objects).toEqual({ test: RECORDS.length });
    }
  });

  it('survive another change of the cluster meanwhile', async () => {
    await start({ nodes: 4, migrationDelay: 60_000 });
    await writeAll(0, (number) => number);
    await tested.cluster.node(1).stop();
    await writeAll(2, (number) => number + 1);
    await tested.cluster.node(1).start();
    await writeAll(3, (number) => number + 2);
    await tested.cluster.node(0).cut();
    await tested.cluster.node(0).heal();
    await writeAll(1, (number) => number + 3);
    await expectAll(0, (number) => number + 3);
    const { objects } = tested.cluster.inspect();
    expect(objects['test']).toBe(RECORDS.length);
  });
});

describe('a node that is cut off', () => {
  it('refuses clients and is gone for the others, until it is healed with what it has', async () => {
    await start();
    await writeAll(0, (number) => number);
    const client = await tested.client(1);
    const { port } = tested.cluster.node(1);
    await tested.cluster.cut(1);
    expect(await client.frame()).toBeUndefined();
    await expect(WireClient.connect(port)).rejects.toThrow('ECONNREFUSED');
    expect(await tested.info(0, 'cluster-stable:size=2')).toMatch(/^[0-9A-F]+$/);
    await writeAll(0, (number) => number + 1);
    await tested.cluster.heal(1);
    await expectAll(1, (number) => number + 1);
    expect(await tested.info(0, 'cluster-stable:size=3')).toMatch(/^[0-9A-F]+$/);
  });

  it('is not asked for what was written without it, before it has that', async () => {
    await start({ migrationDelay: 150 });
    await tested.cluster.cut(1);
    await writeAll(0, (number) => number);
    await tested.cluster.heal(1);
    for (const index of [0, 1, 2]) await expectAll(index, (number) => number);
    await tested.cluster.migrated();
    for (const index of [0, 1, 2]) await expectAll(index, (number) => number);
  });

  it('can hang instead: it accepts connections and answers nothing', async () => {
    await start();
    const before = await tested.client(1);
    await tested.cluster.cut(1, 'hang');
    const during = await WireClient.connect(tested.cluster.node(1).port);
    const answers = Promise.race([before.info('node'), during.info('node')]);
    const silence = new Promise((resolve) => setTimeout(() => resolve('silence'), 30));
    expect(await Promise.race([answers, silence])).toBe('silence');
    await tested.cluster.heal(1);
    expect(await answers).toBe('');
    expect(await tested.info(1, 'node')).toBe(tested.cluster.node(1).id);
  });

  it('is not cut off in a way that there is not', async () => {
    await start();
    await expect(tested.cluster.cut(1, 'silent' as never)).rejects.toMatchObject({
      code: 'EMBEDDED_OPTION',
      message: 'the mode of a cut must be one of refuse, hang, serve, found "silent"',
    });
    expect(tested.cluster.node(1).state).toBe('running');
  });

  it.each(['refuse', 'hang', 'serve'] as const)('can be stopped meanwhile (%s)', async (mode) => {
    await start({ nodes: 2 });
    await tested.put(0, digestIn(1), 1);
    await tested.cluster.cut(1, mode);
    await tested.cluster.node(1).stop();
    expect(tested.cluster.node(1).state).toBe('stopped');
    await tested.cluster.node(1).start();
    expect(await tested.get(1, digestIn(1))).toBe(1);
    expect(tested.cluster.inspect().nodes.map(({ state }) => state)).toEqual([
      'running',
      'running',
    ]);
  });

  it.each([
    ['generation', 10],
    ['last-update-time', 20],
  ] as const)('merges what both sides wrote by %s', async (conflictResolutionPolicy, winner) => {
    await start({ namespaces: [{ name: 'test', conflictResolutionPolicy }] });
    const digest = digestIn(5);
    await tested.put(0, digest, 1);
    await tested.cluster.cut(1, 'serve');
    const rest = [0, 2];
    for (let i = 0; i < 3; i++) await tested.put(1, digest, 10);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await tested.put(rest[0] as number, digest, 20);
    await tested.put(1, digestIn(6), 30);
    expect(await tested.get(1, digest)).toBe(10);
    expect(await tested.get(2, digest)).toBe(20);
    expect(await tested.get(2, digestIn(6))).toBeUndefined();
    expect(await tested.info(1, 'cluster-stable:size=1')).toMatch(/^[0-9A-F]+$/);
    await tested.cluster.heal(1);
    for (const index of [0, 1, 2]) {
      expect(await tested.get(index, digest)).toBe(winner);
      expect(await tested.get(index, digestIn(6))).toBe(30);
    }
  });

  it('brings both versions together before a write, and before a read that asks all', async () => {
    await start({ nodes: 2, migrationDelay: 60_000 });
    await tested.cluster.migrated();
    await tested.cluster.cut(1, 'serve');
    const digests = Array.from({ length: 40 }, (_, number) => digestIn(number * 100));
    for (const digest of digests) {
      await tested.put(0, digest, 1);
      for (const value of [2, 3]) await tested.put(1, digest, value);
    }
    await tested.cluster.heal(1);
    for (const digest of digests) {
      expect(await tested.get(0, digest, Info1.readModeApAll)).toBe(3);
    }
  });

  it('has its own word only for what it cannot know: deleted records come back', async () => {
    await start();
    await tested.put(0, digestIn(1), 1);
    const [master] = (await tested.owners(1, 0)) as [number];
    await tested.cluster.cut(master);
    const other = (master + 1) % 3;
    expect(await tested.delete(other, digestIn(1))).toBe(0);
    await tested.cluster.heal(master);
    expect(await tested.get(other, digestIn(1))).toBe(1);
  });
});

describe('nodes that are added and removed', () => {
  it('take over and hand over their share', async () => {
    await start({ nodes: 1, replicationFactor: 1 });
    await writeAll(0, (number) => number);
    const added = await tested.cluster.addNode({ alternateAddress: 'localhost' });
    expect(added.index).toBe(1);
    await expectAll(1, (number) => number);
    const { nodes } = tested.cluster.inspect();
    expect(nodes.map(({ masterPartitions }) => masterPartitions)).toEqual([
      { test: 2048 },
      { test: 2048 },
    ]);
    await tested.cluster.removeNode(0);
    await expectAll(1, (number) => number);
    expect(tested.cluster.nodes.map(({ index }) => index)).toEqual([1]);
    expect(() => tested.cluster.node(0)).toThrow('the nodes of this cluster are 1');
  });

  it('refuse what does not fit their state', async () => {
    await start({ nodes: 2 });
    const node = tested.cluster.node(0);
    await expect(node.start()).rejects.toThrow('node 0 is running; only a node that is stopped');
    await expect(node.heal()).rejects.toThrow('only a node that is cut off can be healed');
    await node.stop();
    await node.stop();
    expect(node.state).toBe('stopped');
    expect(() => node.inspect()).toThrow('node 0 is stopped');
    await expect(node.cut()).rejects.toMatchObject({ code: 'EMBEDDED_CLUSTER' });
    await tested.cluster.removeNode(0);
    expect(node.state).toBe('removed');
  });
});

describe('a cluster that is stopped', () => {
  it('starts no node any more', async () => {
    await start();
    const [node] = tested.nodes;
    await tested.cluster.stop();
    const stopped = {
      code: 'EMBEDDED_CLUSTER',
      message: 'the cluster is stopped; start another one',
    };
    await expect(tested.cluster.addNode()).rejects.toMatchObject(stopped);
    await expect(tested.cluster.node(node?.index ?? 0).start()).rejects.toMatchObject(stopped);
    expect(tested.cluster.hosts).toEqual([]);
  });
});

describe('a cluster with a data directory', () => {
  it('has all records when all of its nodes were stopped', async () => {
    const dataDirectory = await mkdtemp(path.join(tmpdir(), 'aeroform-cluster-'));
    await start({ dataDirectory });
    await writeAll(0, (number) => number);
    for (const { index } of tested.nodes) await tested.cluster.node(index).stop();
    for (const { index } of tested.nodes) await tested.cluster.node(index).start();
    await expectAll(1, (number) => number);
    await writeAll(1, (number) => number + 1);
    await tested.stop();
    await start({ dataDirectory });
    await expectAll(2, (number) => number + 1);
    expect(tested.cluster.inspect().objects).toEqual({ test: RECORDS.length });
    await tested.stop();
    await rm(dataDirectory, { recursive: true });
  });
});
