import type { AerospikeError } from '../../../error/aerospike-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import type { CompleteAdminPolicy } from '../../../policy/complete-policy.js';
import type { InfoAnswer, InfoTarget } from '../../driver.js';
import { isChange } from '../../is-change.js';
import type { Limits } from '../socket/exchange.js';
import { requestInfo } from '../socket/info-exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';
import { onNode } from './on-node.js';

/** @throws {ClusterError} that lists the nodes there are, when the target is none. */
export function targetNodes(cluster: Cluster, target: InfoTarget): Node[] {
  if (target === 'all') return cluster.nodes;
  if (target === 'random') return [cluster.randomNode()];
  const found = cluster.nodes.filter(({ name }) => name === target.node);
  if (found.length > 0) return found;
  const names = cluster.nodes.map(({ name }) => name).join(', ');
  throw new ClusterError(`The cluster has no node "${target.node}"; it has ${names}.`, {
    code: 'NODE_NOT_FOUND',
  });
}

/** Sends an info command to nodes, all at once; a failure is part of the answer. */
export async function askNodes(
  nodes: readonly Node[],
  command: string,
  policy: CompleteAdminPolicy,
  wheel: TimingWheel,
): Promise<InfoAnswer[]> {
  const { timeout, signal } = policy;
  const deadline = timeout > 0 ? monotonicNow() + timeout : Infinity;
  const limits: Limits = { deadline, socketTimeout: 0, signal, isChange: isChange(command) };
  return Promise.all(nodes.map((node) => askNode(node, command, limits, wheel)));
}

async function askNode(
  node: Node,
  command: string,
  limits: Limits,
  wheel: TimingWheel,
): Promise<InfoAnswer> {
  try {
    const [value] = await onNode(node, wheel, limits, (target) => {
      return requestInfo(target, [command], limits);
    });
    return { node: node.name, value: value as string, failure: null };
  } catch (error) {
    return { node: node.name, value: null, failure: error as AerospikeError };
  }
}
