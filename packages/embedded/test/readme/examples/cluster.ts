import { EmbeddedCluster } from '../../../src/index';

export async function main(): Promise<unknown[]> {
  await using cluster = await EmbeddedCluster.start({ nodes: 3, replicationFactor: 2 });
  const { hosts } = cluster; // clients find the other nodes from any of them
  await cluster.node(1).stop(); // its partitions move to the others: nothing acknowledged is lost
  await cluster.cut(2); // clients and nodes don't reach it
  const states = cluster.nodes.map(({ state }) => state);
  await cluster.heal(2);
  await cluster.node(1).start();
  await cluster.addNode();
  return [hosts.length, states, cluster.nodes.length]; // [3, ['running', 'stopped', 'cut off'], 4]
}
