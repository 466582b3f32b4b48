import type { Peer } from '@aeroform/protocol';
import type { Node } from './node.js';

/**
 * Whether a node belongs to the cluster of others: it is one of them, knows one of them, or one of them knows it. The
 * name of the cluster proves nothing, for many have none.
 *
 * @param peers - the neighbours that it tells of.
 */
export function isOfCluster(name: string, peers: readonly Peer[], nodes: readonly Node[]): boolean {
  if (nodes.length === 0) return true;
  return nodes.some(
    (node) => node.name === name || tellsOf(node.tending.peers, name) || tellsOf(peers, node.name),
  );
}

function tellsOf(peers: readonly Peer[], name: string): boolean {
  return peers.some(({ nodeName }) => nodeName === name);
}
