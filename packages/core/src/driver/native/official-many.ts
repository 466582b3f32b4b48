import type {
  OfficialBins,
  OfficialClient,
  OfficialError,
  OfficialInput,
  OfficialKey,
  OfficialMeta,
  OfficialOperation,
  OfficialPolicy,
} from './official-module.js';

type Failure = OfficialError | null | undefined;

/** A function to run, and what it is called with. */
export interface OfficialCall {
  readonly module: string;
  readonly funcname: string;
  readonly args: readonly OfficialInput[];
}

/** One row of a batch: what its type needs, nothing else. */
export interface OfficialRow {
  readonly type: number;
  readonly key: OfficialKey;
  readonly policy?: OfficialPolicy | undefined;
  readonly ops?: readonly OfficialOperation[];
  readonly bins?: readonly string[] | undefined;
  readonly readAllBins?: boolean;
  readonly udf?: OfficialCall;
}

/** What became of a row; metadata and bins only when it worked. */
export interface OfficialRowAnswer {
  readonly status: number;
  readonly inDoubt: boolean;
  readonly meta?: OfficialMeta;
  readonly bins?: OfficialBins;
}

/** What a query asks for. */
export interface OfficialQuery {
  readonly filters?: readonly Readonly<Record<string, unknown>>[];
  readonly selected?: readonly string[];
  readonly nobins?: boolean;
  /** 0 for all. */
  readonly maxRecords?: number;
  readonly ops?: readonly OfficialOperation[];
  readonly udf?: OfficialCall;
  readonly ttl?: number;
  /** Whether `partFilter` counts. */
  readonly pfEnabled?: boolean;
  readonly partFilter?: { readonly begin: number; readonly count: number };
}

/** A saved query; the addon takes and gives an array of numbers. */
export interface OfficialQueryState {
  readonly bytes: readonly number[];
  readonly bytesSize: number;
}

/** The key of a record of a query: the set is absent for none, the user key unless it is stored. */
export interface OfficialRecordKey {
  readonly ns: string;
  readonly set?: string;
  readonly key?: string | number | Buffer;
  readonly digest: Buffer;
}

/**
 * Told of each record; without bins, of the end, and of the state of a query that is not done then.
 * Nothing follows an error.
 */
export type RecordListener = (
  error: Failure,
  bins?: OfficialBins | null,
  meta?: Required<OfficialMeta> | OfficialQueryState,
  key?: OfficialRecordKey,
) => void;

type Done<T> = (error: Failure, answer: T) => void;

/** The commands of the addon on many records, on servers and on users. */
export interface OfficialManyCommands {
  batchRead(
    rows: readonly OfficialRow[],
    policy: OfficialPolicy,
    callback: Done<readonly OfficialRowAnswer[]>,
  ): void;
  batchWrite(
    rows: readonly OfficialRow[],
    policy: OfficialPolicy,
    callback: Done<readonly OfficialRowAnswer[]>,
  ): void;
  queryAsync(
    namespace: string,
    set: string | null,
    query: OfficialQuery,
    policy: OfficialPolicy,
    callback: RecordListener,
  ): void;
  /** @param maxRecords - after which the state comes: always a number, or it is what memory held. */
  queryPages(
    namespace: string,
    set: string | null,
    query: OfficialQuery,
    policy: OfficialPolicy,
    state: OfficialQueryState | null,
    maxRecords: number,
    context: null,
    callback: RecordListener,
  ): void;
  queryBackground(
    namespace: string,
    set: string | null,
    query: OfficialQuery,
    policy: OfficialPolicy,
    queryId: number,
    callback: Done<undefined>,
  ): void;
  infoNode(
    request: string,
    node: string,
    policy: OfficialPolicy,
    callback: Done<string | null>,
  ): void;
  udfRegister(file: string, type: number, policy: OfficialPolicy, callback: Done<undefined>): void;
}

/** The same addon as {@link OfficialClient.as_client}: its commands on many records. */
export function manyCommands({ as_client: commands }: OfficialClient): OfficialManyCommands {
  return commands as unknown as OfficialManyCommands;
}
