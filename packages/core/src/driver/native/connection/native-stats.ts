import type { ClientStats } from '../../../observability/live-clients.js';
import type { NativeConnection } from './native-connection.js';

/** Connections by node. Commands wait for all nodes together; the first node tells of them. */
export function nativeStats({ client, line }: NativeConnection): ClientStats {
  const nodes = client.stats().nodes.map(({ name, asyncConnections }, i) => ({
    node: name,
    idle: asyncConnections.inPool,
    used: asyncConnections.inUse,
    waiting: i === 0 ? line.waiting : 0,
    circuitOpen: false,
  }));
  return { nodes, queued: 0 };
}
