import type { Address } from '../socket/address.js';
import type { Connection } from '../socket/connection.js';
import { requestInfo } from '../socket/info-exchange.js';
import { announceClient } from './announce-client.js';
import type { ClusterHost } from './cluster-host.js';
import { NodeConnector } from './node-connector.js';
import { tendLimits } from './tend-limits.js';

/** A node that answered, was found fit, and the connection over which it did. */
export interface IdentifiedNode {
  readonly name: string;
  readonly address: Address;
  /** Version of the server. */
  readonly build: string;
  readonly connector: NodeConnector;
  readonly connection: Connection;
}

/** What a node answers before it takes part in its cluster. */
const NOT_READY = '-1';

/**
 * Connects to an address, logs in, and asks who is there.
 *
 * @throws when nobody answers in time, the login fails, the node is not ready, or belongs to another
 *   cluster.
 */
export async function identifyNode(address: Address, host: ClusterHost): Promise<IdentifiedNode> {
  const connector = new NodeConnector(address, host);
  const connection = await connector.open();
  try {
    const { clusterName: expected } = host.options;
    const target = connector.target(connection);
    const asked = ['node', 'partition-generation', 'cluster-name', 'build'];
    const values = await requestInfo(target, asked, tendLimits(host));
    const [name, generation, clusterName, build] = values as [string, string, string, string];
    if (name === '') throw new Error('it does not tell its name');
    if (generation === NOT_READY) throw new Error('the node is still starting');
    if (expected !== undefined && clusterName !== expected) {
      throw new Error(`it belongs to cluster "${clusterName}", not to "${expected}"`);
    }
    connector.node = name;
    await announceClient(target, build, host);
    return { name, address, build, connector, connection };
  } catch (error) {
    connection.close(error as Error);
    throw error;
  }
}
