import { optionError } from '../error/option-error.js';
import { EmbeddedCluster } from '../server/embedded-cluster.js';
import { EmbeddedServer } from '../server/embedded-server.js';
import type { EmbeddedServerOptions } from '../server/server-options.js';

export const CLUSTER_USAGE = `  --nodes <number>     start a cluster of so many nodes, 1 to 128; with a port above 0 the nodes
                       listen on it and those that follow
  --replication-factor <number>
                       nodes that have each record (default 2, or 1 for a single node)
`;

/** The flags of a cluster, as `parseArgs` takes them. */
export const CLUSTER_FLAGS = {
  nodes: { type: 'string' },
  'replication-factor': { type: 'string' },
} as const;

/** The flags as they were given. */
export interface ClusterFlags {
  readonly nodes?: string | undefined;
  readonly 'replication-factor'?: string | undefined;
}

/** What was started: one server, or a cluster with its first node as the address to begin with. */
export interface Started {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts what the flags ask for.
 *
 * @throws {EmbeddedError} on a wrong flag or option, and when an address can't be listened on.
 */
export async function startServer(
  { port = 0, ...options }: EmbeddedServerOptions,
  flags: ClusterFlags,
): Promise<Started> {
  if (flags.nodes === undefined) {
    if (flags['replication-factor'] !== undefined) {
      throw optionError('--replication-factor needs --nodes: a single server has each record once');
    }
    return EmbeddedServer.start({ ...options, port });
  }
  const nodes = readNumber('--nodes', flags.nodes);
  const factor = flags['replication-factor'];
  const cluster = await EmbeddedCluster.start({
    ...options,
    nodes,
    ports: Array.from({ length: nodes }, (_, index) => (port === 0 ? 0 : port + index)),
    ...(factor === undefined
      ? {}
      : { replicationFactor: readNumber('--replication-factor', factor) }),
  });
  return {
    host: options.host ?? '127.0.0.1',
    port: cluster.node(0).port,
    stop: () => cluster.stop(),
  };
}

function readNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) {
    throw optionError(`${name} must be a number from 1 to 128, found "${text}"`);
  }
  return Number(text);
}
