import type { Peer } from '@aeroform/protocol';
import type { NodeStats } from '../../../observability/live-clients.js';
import type { ExclusiveSender } from '../pipeline/exclusive-sender.js';
import type { PipelineGroup } from '../pipeline/pipeline-group.js';
import type { CircuitBreaker } from '../circuit-breaker.js';
import type { Connection } from '../socket/connection.js';
import type { ConnectionPool } from '../socket/connection-pool.js';
import type { NodeConnector } from './node-connector.js';

/** One server of the cluster, with its connections and what is known of its state. */
export interface Node {
  readonly name: string;
  readonly connector: NodeConnector;
  readonly breaker: CircuitBreaker;
  /** Version of the server. */
  readonly build: string;
  /** For requests that need a connection of their own. */
  readonly pool: ConnectionPool;
  /** For single-record commands, many at a time on each connection. */
  readonly pipelines: PipelineGroup;
  /** For single-record commands that may take long, each on a connection of the pool. */
  readonly exclusive: ExclusiveSender;
  readonly tending: TendState;
}

/** What the last tend of a node found. */
export interface TendState {
  connection: Connection | undefined;
  /** Failures in a row. */
  failures: number;
  /** Why the last look failed. */
  failure: Error | undefined;
  /** It left the cluster, and the look under way is the last. */
  isGone: boolean;
  /** Another node answers at its address. */
  replaced: boolean;
  /** Whether it has partitions, as it says itself; true before it has told. */
  isOwner: boolean;
  peersGeneration: number;
  partitionGeneration: number;
  rebalanceGeneration: number;
  /** Its rack in each namespace; empty unless the client asks for racks. */
  racks: ReadonlyMap<string, number>;
  /** The neighbours it told of. */
  peers: readonly Peer[];
}

/** The connections of a node, as metrics show them. */
export function nodeStats({ name, pool, pipelines, breaker }: Node): NodeStats {
  const loads = pipelines.loads;
  const carrying = loads.filter((load) => load > 0).length;
  return {
    node: name,
    idle: pool.idle + loads.length - carrying,
    used: pool.size - pool.idle + carrying,
    waiting: pool.waiting + pipelines.waiting,
    circuitOpen: breaker.isOpen,
  };
}

/** A generation that no server tells, so that the first look finds news. */
export const UNKNOWN_GENERATION = -2;

export function newTendState(connection: Connection | undefined): TendState {
  return {
    connection,
    failures: 0,
    failure: undefined,
    isGone: false,
    replaced: false,
    isOwner: true,
    peersGeneration: UNKNOWN_GENERATION,
    partitionGeneration: UNKNOWN_GENERATION,
    rebalanceGeneration: UNKNOWN_GENERATION,
    racks: new Map(),
    peers: [],
  };
}
