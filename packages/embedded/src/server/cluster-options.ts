import path from 'node:path';
import { optionError } from '../error/option-error.js';
import { checkInteger, checkOptionNames, checkPort } from '../option/check-option.js';
import { MAX_NODES, MAX_RACK_ID, type NamespaceInput } from '../storage/namespace-options.js';
import {
  type EmbeddedServerOptions,
  parseServerOptions,
  SERVER_OPTIONS,
  type ServerOptions,
} from './server-options.js';

/** What differs from node to node. */
export interface ClusterNodeOptions {
  /** Port to listen on. Default 0: any free one, which the node then keeps. */
  readonly port?: number;
  /** Rack of the node in all namespaces, 0 to 1,000,000. Default: as the namespaces say. */
  readonly rackId?: number;
  /** As `EmbeddedServerOptions.alternateAddress`. */
  readonly alternateAddress?: string;
}

/** What `EmbeddedCluster.start` accepts: the options of a server, and those of a cluster. */
export interface EmbeddedClusterOptions extends Omit<EmbeddedServerOptions, 'port'> {
  /** How many nodes to start, 1 to 128. Default 3. */
  readonly nodes?: number;
  /**
   * How many nodes have each record, 1 to the number of nodes, in namespaces that do not say otherwise.
   * Default 2, or 1 for a single node.
   */
  readonly replicationFactor?: number;
  /** Port of each node, 0 for any free one. Default 0. */
  readonly ports?: readonly number[];
  /** Rack of each node, see {@link ClusterNodeOptions.rackId}. */
  readonly rackIds?: readonly number[];
  /** Alternate address of each node; `alternateAddress` is a host that all nodes have. */
  readonly alternateAddresses?: readonly string[];
  /**
   * Milliseconds before each of the two steps in which records move after nodes came or went, 0 to an
   * hour. With 0, the default, everything has moved when `stop`, `start` and so on are done; with more,
   * tests see what clients see while records move.
   */
  readonly migrationDelay?: number;
}

/** The options of a cluster, complete and checked. */
export interface ClusterOptions {
  /** One for each node to start. */
  readonly nodes: readonly ClusterNodeOptions[];
  readonly migrationDelay: number;
  /** Options of all nodes. */
  readonly server: EmbeddedServerOptions;
}

const DEFAULT_NODES = 3;
const DEFAULT_REPLICATION_FACTOR = 2;
const MAX_MIGRATION_DELAY = 60 * 60 * 1000;

/** Each node has a port of its own. */
const CLUSTER_OPTIONS: readonly string[] = [
  'nodes',
  'replicationFactor',
  'ports',
  'rackIds',
  'alternateAddresses',
  'migrationDelay',
  ...SERVER_OPTIONS.filter((name) => name !== 'port'),
];

/**
 * Completes and checks the options.
 *
 * @throws {EmbeddedError} naming the option and what is allowed.
 */
export function parseClusterOptions(input: EmbeddedClusterOptions): ClusterOptions {
  checkOptionNames(input, CLUSTER_OPTIONS);
  const {
    nodes,
    replicationFactor,
    ports,
    rackIds,
    alternateAddresses,
    migrationDelay,
    ...server
  } = input;
  checkTlsPort(server, nodes);
  const count = checkInteger(nodes ?? DEFAULT_NODES, 'nodes', 1, MAX_NODES);
  const factor = replicationFactor ?? Math.min(DEFAULT_REPLICATION_FACTOR, count);
  checkInteger(factor, 'replicationFactor', 1, count);
  perNode('ports', ports, count);
  perNode('rackIds', rackIds, count);
  perNode('alternateAddresses', alternateAddresses, count);
  const options: ClusterOptions = {
    nodes: Array.from({ length: count }, (_, index) => ({
      ...(ports === undefined ? {} : { port: ports[index] as number }),
      ...(rackIds === undefined ? {} : { rackId: rackIds[index] as number }),
      ...(alternateAddresses === undefined
        ? {}
        : { alternateAddress: alternateAddresses[index] as string }),
    })),
    migrationDelay: checkInteger(migrationDelay ?? 0, 'migrationDelay', 0, MAX_MIGRATION_DELAY),
    server: { ...server, namespaces: withFactor(server.namespaces ?? ['test'], factor) },
  };
  for (const index of options.nodes.keys()) nodeOptions(options, index, options.nodes[index] ?? {});
  return options;
}

function checkTlsPort({ tls }: EmbeddedServerOptions, nodes: number | undefined): void {
  if ((tls?.port ?? 0) === 0 || nodes === 1) return;
  throw optionError('tls.port must be 0 in a cluster: each node listens on a port of its own');
}

/**
 * The options of one node as a server.
 *
 * @param index - of the node; each has a data directory of its own.
 * @throws {EmbeddedError} naming the option and what is allowed.
 */
export function nodeOptions(
  { server }: ClusterOptions,
  index: number,
  { port, rackId, alternateAddress, ...rest }: ClusterNodeOptions,
): ServerOptions {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw optionError(
      `unknown option "${unknown}" of a node; known are port, rackId, alternateAddress`,
    );
  }
  if (rackId !== undefined) checkInteger(rackId, 'rackId', 0, MAX_RACK_ID);
  if (port !== undefined) checkPort(port, 'port');
  const { namespaces = [], dataDirectory } = server;
  const alternate = alternateAddress ?? server.alternateAddress;
  return parseServerOptions({
    ...server,
    port: port ?? 0,
    namespaces: rackId === undefined ? namespaces : withRack(namespaces, rackId),
    ...(alternate === undefined ? {} : { alternateAddress: alternate }),
    ...(dataDirectory === undefined ? {} : { dataDirectory: directoryOf(dataDirectory, index) }),
  } as EmbeddedServerOptions);
}

type Directory = Exclude<EmbeddedServerOptions['dataDirectory'], undefined>;

function directoryOf(directory: Directory, index: number): Directory {
  const name = `node-${index}`;
  if (typeof directory === 'string') return path.join(directory, name);
  return { ...directory, path: path.join(directory.path, name) };
}

function withRack(namespaces: readonly NamespaceInput[], rackId: number): NamespaceInput[] {
  return namespaces.map((each) => (typeof each === 'string' ? each : { ...each, rackId }));
}

/** Namespaces as objects, so that options can be added to them. */
function withFactor(
  namespaces: readonly NamespaceInput[],
  replicationFactor: number,
): readonly NamespaceInput[] {
  if (!Array.isArray(namespaces)) return namespaces;
  return (namespaces as readonly NamespaceInput[]).map((each) =>
    typeof each === 'string'
      ? { name: each, replicationFactor }
      : each && { replicationFactor, ...each },
  );
}

function perNode(name: string, values: readonly unknown[] | undefined, count: number): void {
  if (values === undefined) return;
  if (!Array.isArray(values) || values.length !== count) {
    throw optionError(`${name} must be a list of ${count} values, one for each node`);
  }
}
