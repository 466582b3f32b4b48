import type { AdminRequest } from '../admin/admin-request.js';
import type { AerospikeError } from '../error/aerospike-error.js';
import type { ResolvedKey } from '../key/resolve-key.js';
import type { ClientStats } from '../observability/live-clients.js';
import type { Verb } from '../observability/verb.js';
import type { Operation } from '../operation/operation.js';
import type {
  CompleteAdminPolicy,
  CompleteBatchApplyPolicy,
  CompleteBatchPolicy,
  CompleteBatchReadPolicy,
  CompleteBatchRemovePolicy,
  CompleteBatchWritePolicy,
  CompleteOperatePolicy,
  CompleteQueryPolicy,
  CompleteReadPolicy,
  CompleteRemovePolicy,
  CompleteWritePolicy,
} from '../policy/complete-policy.js';
import type { Predicate } from '../predicate/predicate.js';
import type {
  AerospikeRecord,
  OperateOrderedResult,
  OrderedBin,
  RecordMetadata,
} from '../record/record.js';
import type { UdfCall } from '../udf/udf-call.js';
import type { Bins, BinValue } from '../value/bin-value.js';
import type { Credentials } from './credentials.js';

interface CommandOf<Kind extends string, Policy> {
  readonly kind: Kind;
  /** The method the application called. */
  readonly verb: Verb;
  readonly key: ResolvedKey;
  readonly policy: Policy;
}

/** Reads bins: those named, or all when `bins` is null. */
export interface GetCommand extends CommandOf<'get', CompleteReadPolicy> {
  readonly bins: readonly string[] | null;
}

/** Reads generation and ttl only. */
export type HeaderCommand = CommandOf<'header', CompleteReadPolicy>;

export interface PutCommand extends CommandOf<'put', CompleteWritePolicy> {
  readonly bins: Bins;
}

export type RemoveCommand = CommandOf<'remove', CompleteRemovePolicy>;

/** Operations on one record; the answer holds one value for each bin that has a result. */
export interface OperateCommand extends CommandOf<'operate', CompleteOperatePolicy> {
  readonly operations: readonly Operation[];
}

/** Operations on one record; the answer holds one entry for each operation. */
export interface OperateOrderedCommand extends CommandOf<'operateOrdered', CompleteOperatePolicy> {
  readonly operations: readonly Operation[];
}

/** Runs a user-defined function on one record. */
export interface ApplyCommand extends CommandOf<'apply', CompleteWritePolicy> {
  readonly call: UdfCall;
}

/** Lists records in the monitor record of a transaction, which is made with the first of them. */
export interface AnnounceCommand extends CommandOf<'announce', CompleteOperatePolicy> {
  readonly operations: readonly Operation[];
}

/** What a user-defined function came to: its result, or why it failed. */
export type UdfAnswer =
  | { readonly value: BinValue }
  | { readonly failure: string; readonly resultCode: number };

/** A command on one record. */
export type RecordCommand =
  | GetCommand
  | HeaderCommand
  | PutCommand
  | RemoveCommand
  | OperateCommand
  | OperateOrderedCommand
  | ApplyCommand
  | AnnounceCommand;

/** What each kind of command answers. Failures reject with a typed error. */
export interface RecordAnswers {
  get: AerospikeRecord;
  /** Null when there is no such record. */
  header: RecordMetadata | null;
  put: RecordMetadata;
  remove: undefined;
  operate: AerospikeRecord;
  operateOrdered: OperateOrderedResult;
  apply: UdfAnswer;
  /** Until when the transaction may write, in seconds since 2010; 0 of servers without transactions. */
  announce: number;
}

interface RowOf<Kind extends string, Policy> {
  readonly kind: Kind;
  readonly key: ResolvedKey;
  readonly policy: Policy;
}

/** Reads bins: those named, none for `[]`, or all when `bins` is null. */
export interface BatchReadRow extends RowOf<'read', CompleteBatchReadPolicy> {
  readonly bins: readonly string[] | null;
}

export interface BatchWriteRow extends RowOf<'write', CompleteBatchWritePolicy> {
  /** Of the bins in the caller's arguments, for errors. */
  readonly path: string;
  readonly bins: Bins;
}

export type BatchRemoveRow = RowOf<'remove', CompleteBatchRemovePolicy>;

/** Operations on one record; the read settings hold for those that read. */
export interface BatchOperateRow extends RowOf<
  'operate',
  CompleteBatchWritePolicy & CompleteBatchReadPolicy
> {
  /** Of the operations in the caller's arguments, for errors. */
  readonly path: string;
  readonly operations: readonly Operation[];
  /** The answer has an entry for each operation. */
  readonly ordered?: boolean;
}

/** Runs a user-defined function on one record; its result is in the bin SUCCESS. */
export interface BatchApplyRow extends RowOf<'apply', CompleteBatchApplyPolicy> {
  /** Of the arguments of the function in the caller's arguments, for errors. */
  readonly path: string;
  readonly call: UdfCall;
}

/** Asks whether a record is as a transaction has read it. */
export interface BatchVerifyRow extends RowOf<'verify', FilterOnly> {
  readonly version: Buffer;
}

/** Commits or undoes what a transaction has written to a record; may be repeated. */
export interface BatchRollRow extends RowOf<'roll', FilterOnly> {
  readonly transactionId: bigint;
  readonly direction: 'forward' | 'back';
}

/** Policy of rows that have none of their own. */
type FilterOnly = Pick<CompleteBatchReadPolicy, 'filterExpression'>;

/** One entry of a batch. */
export type BatchRow =
  | BatchReadRow
  | BatchWriteRow
  | BatchRemoveRow
  | BatchOperateRow
  | BatchApplyRow
  | BatchVerifyRow
  | BatchRollRow;

export interface BatchCommand {
  readonly verb: Verb;
  readonly rows: readonly BatchRow[];
  readonly policy: CompleteBatchPolicy;
}

/** Takes a bin that is not decoded: its particle, as a range of a buffer that is valid during the call. */
export type BinVisitor = (
  name: string,
  particleType: number,
  buffer: Buffer,
  start: number,
  end: number,
) => void;

/** What was read of a row; null when there is nothing. */
export interface RowContent {
  readonly meta: RecordMetadata | null;
  readonly bins: Bins | null;
}

/** What became of one row: a record, or a failure. */
export interface BatchRowAnswer extends RowContent {
  /** 0 when it worked; negative when the server did not answer the row. */
  readonly resultCode: number;
  /** True when a write may have happened although the row failed. */
  readonly inDoubt: boolean;
  /** Why the server did not answer the row. */
  readonly failure: AerospikeError | null;
  /** The node that was asked; empty when none was. */
  readonly node: string;
  /** Of rows of operations that ask for it: one result for each. */
  readonly orderedBins?: readonly OrderedBin[];
  /** Decodes `meta` and `bins` in one go; only answers that decode whenever they are looked at have it. */
  content?(): RowContent;
  /**
   * Hands over the bins as they came; drivers that decode themselves have it not.
   *
   * @param now - what the time to live counts from, in milliseconds.
   */
  visitBins?(visit: BinVisitor, now: number): RecordMetadata;
}

/** Partitions `begin` to `begin + count - 1`. */
export interface PartitionRange {
  readonly begin: number;
  readonly count: number;
}

/** How far one partition has been read by a query. */
export interface PartitionPosition {
  readonly id: number;
  /** Digest of the last record read; undefined when none was. */
  readonly digest: Buffer | undefined;
  /** The indexed value of that record, as the server sent it; undefined for scans. */
  readonly indexValue: Buffer | undefined;
}

/** A query or, without a predicate, a scan. */
export interface QueryCommand {
  readonly namespace: string;
  /** Null for the whole namespace. */
  readonly set: string | null;
  /** Bins to return; empty for all. */
  readonly bins: readonly string[];
  /** What to read in place of bins; empty for the bins themselves. */
  readonly operations: readonly Operation[];
  readonly predicate: Predicate | null;
  readonly partitions: PartitionRange;
  /** Where to go on, for the partitions that are not done; null at the start. */
  readonly positions: readonly PartitionPosition[] | null;
  readonly policy: CompleteQueryPolicy;
}

/** What a background job does with each record. */
export type BackgroundWork =
  | { readonly kind: 'operate'; readonly operations: readonly Operation[] }
  | { readonly kind: 'apply'; readonly call: UdfCall };

/** A query that changes its records on the servers, and sends none. */
export interface BackgroundCommand {
  readonly verb: Verb;
  readonly namespace: string;
  /** Null for the whole namespace. */
  readonly set: string | null;
  readonly predicate: Predicate | null;
  readonly policy: CompleteWritePolicy;
  /** Records per second that each node changes at most; 0 for no limit. */
  readonly recordsPerSecond: number;
  readonly work: BackgroundWork;
  /** The same on all nodes; jobs are found by it. */
  readonly taskId: bigint;
}

/** An aggregation: a function over the records on the servers, which sends its results. */
export interface AggregateCommand {
  readonly namespace: string;
  /** Null for the whole namespace. */
  readonly set: string | null;
  readonly predicate: Predicate | null;
  readonly policy: CompleteQueryPolicy;
  readonly call: UdfCall;
}

/** Records as they arrive; ending the iteration early ends the query on the servers. */
export interface RecordStream extends AsyncIterableIterator<AerospikeRecord, undefined> {
  /** After the last record: the partitions that are not done, and how far they have been read. */
  readonly positions: readonly PartitionPosition[];
  /** The records that are here already, which saves a promise for each; drivers may have it not. */
  takeArrived?(): readonly AerospikeRecord[];
}

/** Answer of one node to an info command. */
export interface InfoAnswer {
  readonly node: string;
  readonly value: string | null;
  /** Why the node did not answer. */
  readonly failure: AerospikeError | null;
}

/** Who is asked for info: all nodes, one chosen at random, or one by its name. */
export type InfoTarget = 'all' | 'random' | { readonly node: string };

/** Told what happens to a call on its way. */
export interface CallListener {
  /** Another attempt follows, for this reason; attempts count from 1. */
  retrying(error: Error, attempt: number): void;
}

/**
 * What a client needs of whatever carries its commands. Of what belongs to a transaction, it notes the
 * version that the answer tells of.
 */
export interface Driver {
  /**
   * @throws {ClusterError} when no node of the cluster can be reached; {AdminError} when the login is
   *   refused; {ClientError} `ABORTED` by the signal.
   */
  connect(signal: AbortSignal | undefined): Promise<void>;
  /** Waits for the commands on the way, ends queries, then closes everything that is open. */
  close(): Promise<void>;
  /** Whether any node can be reached. */
  isConnected(): boolean;
  nodeNames(): string[];
  /** Version of the server that a node runs; undefined for nodes that are not there any more. */
  serverBuild(nodeName: string): string | undefined;
  /** @throws {ServerError} that names the namespaces there are, unless the cluster has this one. */
  expectNamespace(namespace: string): void;
  execute<C extends RecordCommand>(
    command: C,
    listener: CallListener,
  ): Promise<RecordAnswers[C['kind']]>;
  /** Whether the answer to `operateOrdered` can tell the result of each of these operations. */
  answersEach(operations: readonly Operation[]): boolean;
  /** One answer for each row, in the order of the rows; rejects only when nothing was tried. */
  batch(command: BatchCommand, listener: CallListener): Promise<BatchRowAnswer[]>;
  query(command: QueryCommand, listener: CallListener): RecordStream;
  /** Starts a job on all nodes. Rejects with the first refusal; the job may run on other nodes then. */
  background(command: BackgroundCommand): Promise<void>;
  /** The results of all nodes, each on its own: nothing is reduced any further. */
  aggregate(command: AggregateCommand): Promise<BinValue[]>;
  /** What the client logs in with; undefined without security. */
  readonly credentials: Credentials | undefined;
  /** Sends a command of the security protocol to one node. @returns what it read of each block. */
  admin<T>(request: AdminRequest<T>, policy: CompleteAdminPolicy): Promise<T[]>;
  /** Connections, and calls that wait, for metrics. */
  stats(): ClientStats;
  /** @throws {ClusterError} that lists the nodes there are, when the target is none. */
  info(target: InfoTarget, command: string, policy: CompleteAdminPolicy): Promise<InfoAnswer[]>;
}
