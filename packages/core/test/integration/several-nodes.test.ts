import type { EmbeddedCluster } from '@aeroform/embedded';
import type { ClusterProcess } from '../../../../test/support/cluster-process.js';
import { DRIVER } from '../../../../test/support/driver-under-test.js';
import { startCluster } from '../../../../test/support/server-under-test.js';
import { type AerospikeClient, createClient } from '../../src/index.js';

describe('a cluster of several nodes', () => {
  let cluster: EmbeddedCluster | ClusterProcess;
  let client: AerospikeClient;
  const config = () => ({ hosts: cluster.hosts, driver: DRIVER });

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 3, edition: 'enterprise', security: true });
    client = createClient({ ...config(), user: 'admin', password: 'admin' });
    await client.connect();
  });
  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  it('is asked node by node for info', async () => {
    const names = client.getNodeNames();
    expect(names).toHaveLength(3);
    const answers = await Promise.all(names.map((name) => client.infoNode(name, 'node')));
    expect(answers).toEqual(names);
    const versions = await client.serverVersions();
    expect(versions.map(({ nodeName }) => nodeName)).toEqual(names);
    expect(versions.every(({ isEnterprise }) => isEnterprise)).toBe(true);
    expect(await client.supports('transactions')).toBe(true);
  });

  it('tells of an index on each node, and counts the entries of all', async () => {
    await client.adminGrantRoles('admin', ['read-write', 'sys-admin']);
    await client.indexIntegerCreate('test', 'core_nodes', 'a', 'core_nodes_a');
    for (let i = 0; i < 30; i++) await client.put(['test', 'core_nodes', i], { a: i });
    const status = await client.indexStatus('test', 'core_nodes_a');
    expect(status.nodes.map(({ nodeName }) => nodeName)).toEqual(client.getNodeNames());
    const entries = status.nodes.map((node) => node.entries);
    expect(Math.min(...entries)).toBeGreaterThan(0);
    expect(entries.reduce((sum, each) => sum + each, 0)).toBe(status.entries);
  });

  it('knows of a new user on all nodes', async () => {
    await client.adminCreateUser('alice', 'secret', ['read']);
    const alice = createClient({ ...config(), user: 'alice', password: 'secret' });
    await alice.connect();
    expect(alice.getNodeNames().toSorted()).toEqual(client.getNodeNames().toSorted());
    for (let i = 0; i < 30; i++) await alice.exists(['test', 'core_nodes', i]);
    await alice.close();
  });
});
