/** Kinds of query, in the server's words. */
export type QueryJobType = 'basic' | 'aggregation' | 'background-udf' | 'background-ops';

/** Why a query ended early. */
export const JobEnd = {
  ok: 0,
  unknown: 1,
  /** A short query took too long. */
  timeout: 9,
  aborted: 210,
  responseError: -1,
  responseTimeout: -2,
} as const;
export type JobEnd = (typeof JobEnd)[keyof typeof JobEnd];

/** What a query is about, as far as the list of queries shows it. */
export interface QueryJobDescription {
  /** Unsigned 64-bit id that the client chose; 0 lets the node choose one. */
  readonly id: bigint;
  readonly type: QueryJobType;
  readonly namespace: string;
  /** Empty for all sets. */
  readonly set: string;
  /** Empty without an index. */
  readonly sindexName: string;
  /** Partitions that the client asked for, resumed ones included; 0 when it named none. */
  readonly partitionsRequested: number;
  readonly partitionsResumed: number;
  /** Records per second, 0 for no limit. */
  readonly recordsPerSecond: number;
  /** Address of the client, `host:port`. */
  readonly client: string;
  /** What the type adds to the list of queries, `:key=value` each. */
  readonly details: string;
}

/** A query that runs or has run: what it is about and how far it is. */
export class QueryJob {
  id: bigint;
  readonly description: QueryJobDescription;
  /** Milliseconds since 1970. */
  readonly startedAt: number = Date.now();
  finishedAt: number | undefined;
  /** Partitions that are done or passed over. */
  partitionsDone = 0;
  end: JobEnd = JobEnd.ok;
  throttled = 0;
  filteredByMetadata = 0;
  filteredByBins = 0;
  succeeded = 0;
  failed = 0;
  /** Bytes sent to the client. */
  bytesSent = 0;

  constructor(description: QueryJobDescription) {
    this.id = description.id;
    this.description = description;
  }

  /** True after something ended it early. */
  get isAbandoned(): boolean {
    return this.end !== JobEnd.ok;
  }
}
