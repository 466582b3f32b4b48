import type { AerospikeError } from '../../../error/aerospike-error.js';
import type { CompleteAdminPolicy } from '../../../policy/complete-policy.js';
import type { InfoAnswer } from '../../driver.js';
import type { Limits } from '../socket/exchange.js';
import { requestInfo } from '../socket/info-exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import type { Node } from './node.js';

/** Sends an info command to nodes, all at once; a failure is part of the answer. */
export async function askNodes(
  nodes: readonly Node[],
  command: string,
  policy: CompleteAdminPolicy,
  wheel: TimingWheel,
): Promise<InfoAnswer[]> {
  const { timeout, signal } = policy;
  const deadline = timeout > 0 ? monotonicNow() + timeout : Infinity;
  const limits: Limits = { deadline, socketTimeout: 0, signal };
  return Promise.all(nodes.map((node) => askNode(node, command, limits, wheel)));
}

async function askNode(
  node: Node,
  command: string,
  limits: Limits,
  wheel: TimingWheel,
): Promise<InfoAnswer> {
  try {
    const connection = await node.pool.acquire(limits);
    try {
      const target = { wheel, connection, node: node.name };
      const [value] = await requestInfo(target, [command], limits);
      return { node: node.name, value: value as string, failure: null };
    } finally {
      node.pool.release(connection);
    }
  } catch (error) {
    return { node: node.name, value: null, failure: error as AerospikeError };
  }
}
