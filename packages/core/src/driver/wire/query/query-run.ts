import { randomBytes } from 'node:crypto';
import { ResultCode } from '@aeroform/protocol';
import { abortFailure } from '../../../error/abort-failure.js';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { ClientError } from '../../../error/client-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import type { AerospikeRecord } from '../../../record/record.js';
import type { CallListener, PartitionPosition, QueryCommand } from '../../driver.js';
import { pause } from '../../pause.js';
import { QueuedStream } from '../../queued-stream.js';
import { packRequest } from '../compression/deflate-request.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Node } from '../cluster/node.js';
import { chooseOwner, expectRacks, unknownNamespace } from '../cluster/route-key.js';
import { isLoggedOut } from '../login/session-code.js';
import { Exchange, type Limits } from '../socket/exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import { encodeQuery } from './encode-query.js';
import { type NodePartitions, PartitionTracker } from './partition-tracker.js';
import { QueryAnswer } from './query-answer.js';

/** What a node answers that another attempt may cure; an abort is somebody's will. */
const PASSING: ReadonlySet<number> = new Set([
  ResultCode.PARTITION_UNAVAILABLE,
  ResultCode.CLUSTER_KEY_MISMATCH,
  ResultCode.TIMEOUT,
]);

/** How long nodes may take to end after the last record that is wanted, in milliseconds. */
const PATIENCE = 100;

/** What asking all nodes once came to. */
interface Round {
  /** What went wrong, if anything. */
  readonly failure: AerospikeError | undefined;
  /** A node may have more than it was asked for. */
  readonly isLimited: boolean;
}

/** What a query needs of its driver. */
export interface QueryHost {
  readonly cluster: Cluster;
  readonly wheel: TimingWheel;
  readonly listener: CallListener;
}

/** One query on its way, and the stream of its records. It starts when the first is asked for. */
export class QueryRun extends QueuedStream {
  readonly #cluster: Cluster;
  readonly #wheel: TimingWheel;
  readonly #listener: CallListener;
  readonly #command: QueryCommand;
  readonly #tracker: PartitionTracker;
  readonly #exchanges = new Set<Exchange>();
  #received = 0;
  #stopped = false;
  #patience: NodeJS.Timeout | undefined;

  constructor({ cluster, wheel, listener }: QueryHost, command: QueryCommand) {
    super(command.policy.recordQueueSize);
    this.#cluster = cluster;
    this.#wheel = wheel;
    this.#listener = listener;
    this.#command = command;
    this.#tracker = new PartitionTracker(command.partitions, command.positions);
  }

  get positions(): readonly PartitionPosition[] {
    return this.#tracker.positions;
  }

  onFull(): void {
    this.#exchanges.forEach((exchange) => exchange.pause());
  }

  onRoom(): void {
    this.#exchanges.forEach((exchange) => exchange.resume());
  }

  protected async run(): Promise<void> {
    try {
      await this.#readAll();
    } finally {
      clearTimeout(this.#patience);
    }
  }

  /** Rounds over what is left, until all partitions are read. */
  async #readAll(): Promise<void> {
    const { policy } = this.#command;
    expectRacks(this.#cluster, policy.replica);
    const deadline = policy.totalTimeout > 0 ? monotonicNow() + policy.totalTimeout : Infinity;
    const { socketTimeout, signal, sleepBetweenRetries, timeoutDelay } = policy;
    const limits: Limits = { deadline, socketTimeout, signal, timeoutDelay };
    let attempt = 0;
    for (;;) {
      if (signal?.aborted === true) throw abortFailure(signal);
      const { failure, isLimited } = await this.#round(limits, attempt);
      if (this.#stopped || this.#isSatisfied || this.#tracker.isComplete) return;
      if (isLimited && failure === undefined) continue;
      if (attempt >= policy.maxRetries) throw failure ?? partitionsMissing();
      if (failure !== undefined && !mayGoOn(failure)) throw failure;
      if (monotonicNow() + sleepBetweenRetries >= deadline) throw failure ?? partitionsMissing();
      this.#listener.retrying(failure ?? partitionsMissing(), ++attempt);
      await pause(sleepBetweenRetries, signal, this.#cluster.ending);
    }
  }

  /** Asks each node for the partitions it has. */
  async #round(limits: Limits, attempt: number): Promise<Round> {
    const { namespace, policy } = this.#command;
    const { partitions } = this.#cluster;
    if (this.#cluster.isClosed) {
      throw new ClientError('The client was closed before the query was done.', {
        code: 'NOT_CONNECTED',
      });
    }
    if (!partitions.has(namespace)) throw unknownNamespace(this.#cluster, namespace);
    const parts = this.#tracker.assign((id) => this.#owner(id, attempt));
    const left = policy.maxRecords - this.#received;
    const maxRecords = policy.maxRecords > 0 ? Math.ceil(left / parts.length) : 0;
    const atOnce = policy.maxConcurrentNodes > 0 ? policy.maxConcurrentNodes : parts.length;
    let failure: AerospikeError | undefined;
    let isLimited = false;
    const work = async (): Promise<void> => {
      for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
        try {
          if (await this.#askNode(part, limits, maxRecords)) isLimited = true;
        } catch (error) {
          noteFailure(part.node, error as AerospikeError);
          failure ??= error as AerospikeError;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, parts.length) }, work));
    return { failure, isLimited };
  }

  #owner(partitionId: number, attempt: number): Node | undefined {
    const { namespace, policy } = this.#command;
    return chooseOwner(this.#cluster, { namespace, partitionId }, policy.replica, attempt);
  }

  /** @returns true when the node may have more than the records it was asked for. */
  async #askNode(part: NodePartitions, limits: Limits, maxRecords: number): Promise<boolean> {
    const { node } = part;
    if (node.breaker.isOpen) throw node.breaker.refusal();
    const taskId = randomBytes(8).readBigUInt64BE() >> 1n;
    const request = { command: this.#command, partitions: part, taskId, maxRecords };
    const write = await packRequest(
      (writer) => encodeQuery(writer, request),
      this.#command.policy.compress,
    );
    const connection = await node.pool.acquire(limits);
    if (this.#stopped || this.#isSatisfied) {
      node.pool.release(connection);
      return false;
    }
    const exchange = new Exchange(this.#wheel, connection, node.name, limits);
    const answer = new QueryAnswer(this.#command, node.name, this.#tracker, (record) =>
      this.#onRecord(record),
    );
    this.#exchanges.add(exchange);
    try {
      if (this.queue.isFull) exchange.pause();
      await exchange.run(write, answer);
      if (maxRecords > 0 && answer.received >= maxRecords) return true;
      this.#tracker.finish(part, answer.unavailable);
      return false;
    } finally {
      this.#exchanges.delete(exchange);
      node.pool.release(connection);
    }
  }

  #onRecord(record: AerospikeRecord): boolean {
    if (this.#stopped || this.#isSatisfied) return false;
    this.queue.push(record);
    this.#received++;
    if (this.#isSatisfied) this.#onSatisfied();
    return true;
  }

  /** Whether all records are there that were asked for. */
  get #isSatisfied(): boolean {
    const { maxRecords } = this.#command.policy;
    return maxRecords > 0 && this.#received >= maxRecords;
  }

  /** The nodes are about to end, and their connections can be used again then. */
  #onSatisfied(): void {
    this.queue.end();
    this.#patience = setTimeout(() => this.stop(), PATIENCE).unref();
  }

  /** The servers are told by closing the connections. */
  protected stop(): void {
    clearTimeout(this.#patience);
    this.#stopped = true;
    const reason = new ClusterError('The query was ended early.', { code: 'QUERY_ENDED' });
    this.#exchanges.forEach((exchange) => exchange.abandon(reason));
  }
}

function noteFailure(node: Node, failure: AerospikeError): void {
  node.breaker.countFailure(failure);
  if (isLoggedOut(failure.resultCode)) node.connector.loseLogin();
}

function mayGoOn({ resultCode, isRetryable }: AerospikeError): boolean {
  return resultCode < 0 ? isRetryable : PASSING.has(resultCode) || isLoggedOut(resultCode);
}

function partitionsMissing(): ClusterError {
  return new ClusterError('Some partitions of the namespace have no node at the moment.', {
    code: 'PARTITION_WITHOUT_NODE',
  });
}
