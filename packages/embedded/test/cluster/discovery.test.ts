import { formatHost, parsePeers } from '@aeroform/protocol';
import { ClusterUnderTest } from '../support/cluster';

describe('discovery', () => {
  let tested: ClusterUnderTest;
  const address = (index: number): string => `127.0.0.1:${tested.cluster.node(index).port}`;

  beforeAll(async () => {
    tested = await ClusterUnderTest.start({
      alternateAddresses: ['127.0.0.2', 'localhost:4000', '[::1]:4001'],
      rackIds: [1, 1, 2],
    });
  });
  afterAll(() => tested.stop());

  it('leads from any node to all others', async () => {
    const ids = await Promise.all([0, 1, 2].map((index) => tested.info(index, 'node')));
    expect(new Set(ids).size).toBe(3);
    for (const index of [0, 1, 2]) {
      const { generation, peers } = parsePeers(await tested.info(index, 'peers-clear-std'));
      expect(String(generation)).toBe(await tested.info(index, 'peers-generation'));
      const found = peers.map(({ nodeName, addresses }) => [nodeName, addresses.map(formatHost)]);
      const others = [0, 1, 2].filter((each) => each !== index);
      expect(new Map(found as [string, string[]][])).toEqual(
        new Map(others.map((each) => [ids[each], [address(each)]])),
      );
    }
  });

  it('tells the older forms of addresses', async () => {
    expect(await tested.info(0, 'service')).toBe(address(0));
    expect(await tested.info(0, 'service-clear-std')).toBe(address(0));
    const services = (await tested.info(0, 'services')).split(';');
    expect(services.sort()).toEqual([address(1), address(2)].sort());
    expect(await tested.info(0, 'alumni-clear-std')).toBe(await tested.info(0, 'peers-clear-std'));
  });

  it('tells alternate addresses to clients that ask for them', async () => {
    const { port } = tested.cluster.node(0);
    expect(await tested.info(0, 'service-clear-alt')).toBe(`127.0.0.2:${port}`);
    expect(await tested.info(1, 'service-clear-alt')).toBe('localhost:4000');
    const { peers } = parsePeers(await tested.info(0, 'peers-clear-alt'));
    const addresses = peers.flatMap((peer) => peer.addresses.map(formatHost));
    expect(addresses.sort()).toEqual(['[::1]:4001', 'localhost:4000']);
    const alternates = (await tested.info(0, 'services-alternate')).split(';');
    expect(alternates.sort()).toEqual(['[::1]:4001', 'localhost:4000']);
    expect(await tested.info(1, 'endpoints')).toContain('service.alternate-access-port=4000');
  });

  it('spreads masters and replicas evenly, each partition on two nodes', async () => {
    const columns = await Promise.all([0, 1, 2].map((index) => tested.columns(index)));
    for (const column of [0, 1]) {
      const sizes = columns.map((each) => (each[column] as ReadonlySet<number>).size);
      expect(sizes.reduce((sum, size) => sum + size)).toBe(4096);
    }
    for (const [masters] of columns as [ReadonlySet<number>][]) {
      expect(Math.abs(masters.size - 4096 / 3)).toBeLessThan(1);
    }
    for (const [masters, proles] of columns as [ReadonlySet<number>, ReadonlySet<number>][]) {
      expect([...masters].filter((id) => proles.has(id))).toEqual([]);
    }
  });

  it('answers the older forms of the partition map with the same bitmaps', async () => {
    const [, map = ''] = (await tested.info(0, 'replicas')).split(':0,2,');
    expect(await tested.info(0, 'replicas-all')).toBe(`test:2,${map}`);
    expect(await tested.info(0, 'replicas-master')).toBe(`test:${map.split(',', 1).join()}`);
  });

  it('says on every node that the cluster has three nodes and is stable', async () => {
    const key = await tested.info(0, 'cluster-stable:');
    for (const index of [0, 1, 2]) {
      expect(await tested.info(index, 'cluster-stable:size=3;ignore-migrations=true')).toBe(key);
      expect(await tested.info(index, 'cluster-stable:namespace=test')).toBe(key);
      expect(await tested.statistic(index, 'statistics', 'cluster_size')).toBe('3');
      expect(await tested.statistic(index, 'statistics', 'cluster_key')).toBe(key);
      expect(await tested.statistic(index, 'statistics', 'migrate_partitions_remaining')).toBe('0');
      expect(await tested.statistic(index, 'namespace/test', 'ns_cluster_size')).toBe('3');
      const factor = await tested.statistic(
        index,
        'namespace/test',
        'effective_replication_factor',
      );
      expect(factor).toBe('2');
    }
    const principals = [0, 1, 2].map((i) => tested.statistic(i, 'statistics', 'cluster_principal'));
    expect(new Set(await Promise.all(principals)).size).toBe(1);
  });

  it.each([
    ['cluster-stable:size=2', 'ERROR:7:cluster not specified size'],
    ['cluster-stable:size=x', 'ERROR:4:bad size'],
    ['cluster-stable:namespace=nope', 'ERROR:20:namespace not found on node'],
    ['cluster-stable:ignore-migrations=maybe', 'ERROR:4:bad ignore migrations'],
  ])('answers %s with %s, as the real server', async (command, answer) => {
    expect(await tested.info(0, command)).toBe(answer);
  });

  it('lists all partitions with their state', async () => {
    const [head, ...rows] = (await tested.info(0, 'partition-info')).split(';');
    expect(head?.split(':')).toHaveLength(18);
    expect(rows).toHaveLength(4096);
    const [masters, proles] = await tested.columns(0);
    for (const row of rows) {
      const [, id, state, replicas, replica] = row.split(':');
      expect(replicas).toBe('2');
      const place = masters?.has(Number(id)) ? '0' : proles?.has(Number(id)) ? '1' : '-1';
      expect(replica).toBe(place);
      expect(state).toBe(place === '-1' ? 'A' : 'S');
    }
  });

  it('keeps racks to the Enterprise Edition, but shows the rack in the configuration', async () => {
    expect(await tested.info(0, 'rack-ids')).toBe('ERROR:25:enterprise only');
    expect(await tested.info(0, 'racks:')).toBe('ERROR:25:enterprise only');
    const config = 'get-config:context=namespace;namespace=test';
    expect(await tested.statistic(2, config, 'rack-id')).toBe('2');
    expect(await tested.statistic(2, config, 'replication-factor')).toBe('2');
  });
});

describe('racks of the Enterprise Edition', () => {
  it('are told per node and for the cluster, and keep replicas apart', async () => {
    const tested = await ClusterUnderTest.start({ edition: 'enterprise', rackIds: [1, 1, 2] });
    const ids = tested.nodes.map(({ id }) => id);
    expect(await tested.info(0, 'rack-ids')).toBe('test:1');
    expect(await tested.info(2, 'rack-ids')).toBe('test:2');
    const racks = await tested.info(0, 'racks:namespace=test');
    const first = ids
      .slice(0, 2)
      .sort((a, b) => (a < b ? 1 : -1))
      .join(',');
    expect(racks).toBe(`rack_1=${first}:rack_2=${ids[2] ?? ''}`);
    expect(await tested.info(0, 'racks:')).toBe(`ns=test:${racks}`);
    expect(await tested.info(0, 'racks:namespace=no')).toBe('ERROR:20:namespace not found on node');
    const [masters, proles] = await tested.columns(2);
    expect((masters?.size ?? 0) + (proles?.size ?? 0)).toBe(4096);
    await tested.stop();
  });
});
