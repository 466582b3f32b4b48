import { parsePeers, parseReplicas } from '@aeroform/protocol';
import { log } from '../../../observability/log.js';
import { Connection } from '../socket/connection.js';
import { requestInfo } from '../socket/info-exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import { tendLimits } from './identify-node.js';
import { type Node, UNKNOWN_GENERATION } from './node.js';
import type { PartitionMap } from './partition-map.js';
import type { WireOptions } from './wire-options.js';

/** What tending needs besides the node. */
export interface TendContext {
  readonly options: WireOptions;
  readonly wheel: TimingWheel;
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
    await refresh(node, context);
    state.failures = 0;
    state.failure = undefined;
  } catch (error) {
    state.failures++;
    state.failure = error as Error;
    log('warn', 'aerospike.cluster', 'node does not answer', {
      node: node.name,
      failures: state.failures,
      reason: state.failure.message,
    });
    state.connection?.close(error as Error);
    state.connection = undefined;
  }
}

/**
 * A connection that the server closed since the last look is no failure yet. But the server may
 * have been restarted meanwhile, and its generations may have begun anew.
 */
async function reconnect({ address, tending }: Node, { options }: TendContext): Promise<void> {
  tending.partitionGeneration = UNKNOWN_GENERATION;
  tending.peersGeneration = UNKNOWN_GENERATION;
  tending.connection = await Connection.open(address, options.connectTimeout, monotonicNow());
}

async function refresh(node: Node, context: TendContext): Promise<void> {
  const state = node.tending;
  const asked = ['node', 'peers-generation', 'partition-generation'];
  const [name, peers, partition] = (await ask(node, asked, context)) as [string, string, string];
  if (name !== node.name) {
    state.replaced = true;
    throw new Error(`node ${node.name} was replaced by ${name}`);
  }
  if (Number(peers) !== state.peersGeneration) await refreshPeers(node, context);
  if (Number(partition) !== state.partitionGeneration) await refreshPartitions(node, context);
}

async function refreshPeers(node: Node, context: TendContext): Promise<void> {
  const { useServicesAlternate } = context.options;
  const command = useServicesAlternate ? 'peers-clear-alt' : 'peers-clear-std';
  const [text] = (await ask(node, [command], context)) as [string];
  const { generation, peers } = parsePeers(text);
  node.tending.peers = peers;
  node.tending.peersGeneration = generation;
}

async function refreshPartitions(node: Node, context: TendContext): Promise<void> {
  const asked = ['partition-generation', 'replicas'];
  const [generation, replicas] = (await ask(node, asked, context)) as [string, string];
  context.partitions.update(node, parseReplicas(replicas));
  node.tending.partitionGeneration = Number(generation);
}

function ask(node: Node, commands: string[], { wheel, options }: TendContext): Promise<string[]> {
  const connection = node.tending.connection as Connection;
  return requestInfo({ wheel, connection, node: node.name }, commands, tendLimits(options));
}
