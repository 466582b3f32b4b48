import { parseInfoError, parsePeers, parseReplicas } from '@aeroform/protocol';
import { log } from '../../../observability/log.js';
import { requestInfo } from '../socket/info-exchange.js';
import type { Connection } from '../socket/connection.js';
import { announceClient } from './announce-client.js';
import type { ClusterHost } from './cluster-host.js';
import { addressCommand } from './node-address.js';
import { type Node, UNKNOWN_GENERATION } from './node.js';
import type { PartitionMap } from './partition-map.js';
import { parseRackIds } from './rack-ids.js';
import { tendLimits } from './tend-limits.js';

/** What tending needs besides the node. */
export interface TendContext {
  readonly host: ClusterHost;
  readonly partitions: PartitionMap;
}

/**
 * Looks after one node: is it still the same, does it know new neighbours, does it own other
 * partitions? A failure is counted, never thrown.
 */
export async function tendNode(node: Node, context: TendContext): Promise<void> {
  const state = node.tending;
  try {
    if (state.connection?.closed !== false) await reconnect(node, context);
    else await node.connector.renewLogin(state.connection);
    await refresh(node, context);
    if (state.failures > 0) noteRecovery(node);
    state.failures = 0;
    state.failure = undefined;
  } catch (error) {
    if (context.host.signal.aborted || state.isGone) return;
    state.failures++;
    state.failure = error as Error;
    log('warn', 'aerospike.cluster', 'node does not answer', {
      node: node.name,
      failures: state.failures,
      reason: state.failure.message,
    });
    state.connection?.close(error as Error);
    state.connection = undefined;
    node.connector.forgetLogin();
  }
}

function noteRecovery({ name, tending: { failures } }: Node): void {
  log('info', 'aerospike.cluster', 'node answers again', { node: name, failures });
}

/**
 * A connection that the server closed since the last look is no failure yet. But the server may
 * have been restarted meanwhile, and its generations may have begun anew.
 */
async function reconnect(node: Node, { host }: TendContext): Promise<void> {
  const { tending, connector, build } = node;
  tending.partitionGeneration = UNKNOWN_GENERATION;
  tending.peersGeneration = UNKNOWN_GENERATION;
  tending.rebalanceGeneration = UNKNOWN_GENERATION;
  const connection = await connector.open();
  if (tending.isGone) {
    const cause = new Error(`${node.name} left the cluster`);
    connection.close(cause);
    throw cause;
  }
  tending.connection = connection;
  await announceClient(connector.target(connection), build, host);
}

async function refresh(node: Node, context: TendContext): Promise<void> {
  const state = node.tending;
  const asked = ['node', 'peers-generation', 'partition-generation'];
  if (context.host.options.rackIds.length > 0) asked.push('rebalance-generation');
  const [name, peers, partition, rebalance] = await ask(node, asked, context);
  if (name !== node.name) {
    state.replaced = true;
    throw new Error(`node ${node.name} was replaced by ${name ?? 'none'}`);
  }
  if (Number(peers) !== state.peersGeneration) await refreshPeers(node, context);
  if (Number(partition) !== state.partitionGeneration) await refreshPartitions(node, context);
  if (rebalance !== undefined && Number(rebalance) !== state.rebalanceGeneration) {
    await refreshRacks(node, context);
  }
}

async function refreshPeers(node: Node, context: TendContext): Promise<void> {
  const [text] = (await ask(node, [addressCommand('peers', context.host)], context)) as [string];
  const { generation, peers } = parsePeers(text);
  node.tending.peers = peers;
  node.tending.peersGeneration = generation;
  const names = peers.map(({ nodeName }) => nodeName);
  log('debug', 'aerospike.cluster', 'peers told', { node: node.name, peers: names, generation });
}

/** The Community Edition knows no racks: reads go to all copies there, as without them. */
async function refreshRacks(node: Node, context: TendContext): Promise<void> {
  const asked = ['rebalance-generation', 'rack-ids'];
  const [generation, racks] = (await ask(node, asked, context)) as [string, string];
  const refusal = parseInfoError(racks);
  if (refusal !== undefined) {
    const fields = { node: node.name, reason: refusal.message };
    log('warn', 'aerospike.cluster', 'the node knows no racks', fields);
  }
  node.tending.racks = refusal === undefined ? parseRackIds(racks) : new Map();
  node.tending.rebalanceGeneration = Number(generation);
}

async function refreshPartitions(node: Node, context: TendContext): Promise<void> {
  const asked = ['partition-generation', 'replicas'];
  const [generation, replicas] = (await ask(node, asked, context)) as [string, string];
  node.tending.isOwner = context.partitions.update(node, parseReplicas(replicas));
  node.tending.partitionGeneration = Number(generation);
  log('debug', 'aerospike.cluster', 'partitions told', { node: node.name, generation });
}

function ask(node: Node, commands: string[], { host }: TendContext): Promise<string[]> {
  const target = node.connector.target(node.tending.connection as Connection);
  return requestInfo(target, commands, tendLimits(host));
}
