import type { Peer } from '@aeroform/protocol';
import type { ClusterHost } from './cluster-host.js';
import { reachable } from './node-address.js';
import { type Node, UNKNOWN_GENERATION } from './node.js';

/** Failed tends in a row after which a node counts as gone. */
const MAX_TEND_FAILURES = 5;

/** Gone: replaced, silent for long, or dropped by all others while it is silent or has no partitions. */
export function isGone(node: Node, nodes: readonly Node[]): boolean {
  const { tending, name } = node;
  if (tending.replaced || tending.failures >= MAX_TEND_FAILURES) return true;
  const others = nodes.filter((other) => other !== node && hasToldPeers(other));
  const isPeer = others.some(({ tending: { peers } }) =>
    peers.some(({ nodeName }) => nodeName === name),
  );
  if (others.length === 0 || isPeer) return false;
  return tending.failures > 0 || !tending.isOwner;
}

function hasToldPeers({ tending }: Node): boolean {
  return tending.failures === 0 && tending.peersGeneration !== UNKNOWN_GENERATION;
}

/** Whether a node that does not answer is said to be elsewhere: it may have been started there. */
export function hasMoved({ tending, connector }: Node, peer: Peer, host: ClusterHost): boolean {
  if (tending.failures === 0) return false;
  const { address } = connector;
  const told = peer.addresses.map((each) => reachable(each, peer.tlsName, host));
  return !told.some((each) => each.host === address.host && each.port === address.port);
}
