/** The connections to one node, as they are now. */
export interface NodeStats {
  /** Name of the node. */
  readonly node: string;
  /** Open connections that carry nothing. */
  readonly idle: number;
  /** Open connections that carry something. */
  readonly used: number;
  /** Requests that wait for a connection. */
  readonly waiting: number;
  /** Whether the node gets no commands because too many failed (`maxErrorRate`). */
  readonly circuitOpen: boolean;
}

/** What a connected client says of itself. */
export interface ClientStats {
  readonly nodes: readonly NodeStats[];
  /** Calls that wait for a permit of `maxConcurrentOperations`. */
  readonly queued: number;
}

/** Asked for its state whenever somebody reads the metrics. */
export type StatsSource = () => ClientStats;

/** The clients of this process that are connected. */
export const liveClients: Set<StatsSource> = new Set();
