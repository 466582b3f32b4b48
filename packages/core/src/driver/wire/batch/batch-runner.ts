import { ResultCode } from '@aeroform/protocol';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { stageMetrics } from '../../../observability/stage-metrics.js';
import { BATCH_CONCURRENCY_SEQUENTIAL } from '../../../policy/batch-concurrency.js';
import type { BatchCommand, BatchRow, BatchRowAnswer, CallListener } from '../../driver.js';
import { isWrite } from '../../is-write.js';
import { pause } from '../../pause.js';
import { TimeSlice } from '../../time-slice.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Node } from '../cluster/node.js';
import { expectRacks, routeKey, routeWrite } from '../cluster/route-key.js';
import { isLoggedOut } from '../login/session-code.js';
import { Exchange, type Limits } from '../socket/exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import { BatchAnswer } from './batch-answer.js';
import { replicaOfRow } from './replica-of-row.js';
import { BatchState } from './batch-state.js';
import { type BatchRequest, encodeRequests } from './batch-requests.js';
import { overdue } from './overdue.js';

/** The requests of one attempt to one node. */
interface NodeRequests {
  readonly node: Node;
  readonly requests: readonly BatchRequest[];
}

/** Runs batches: rows go to the nodes that own them, over connections of their own. */
export class BatchRunner {
  readonly #cluster: Cluster;
  readonly #wheel: TimingWheel;

  constructor(cluster: Cluster, wheel: TimingWheel) {
    this.#cluster = cluster;
    this.#wheel = wheel;
  }

  /** Every row gets an answer; rows that may be sent again are, as the policy says. */
  async run(command: BatchCommand, listener: CallListener): Promise<BatchRowAnswer[]> {
    const { rows, policy } = command;
    expectRacks(this.#cluster, policy.replica);
    const deadline = policy.totalTimeout > 0 ? monotonicNow() + policy.totalTimeout : Infinity;
    const { socketTimeout, signal, timeoutDelay } = policy;
    const limits = { deadline, socketTimeout, signal, timeoutDelay };
    const state = new BatchState(command);
    let open = rows.map((_row, index) => index);
    for (let attempt = 0; open.length > 0 && attempt <= policy.maxRetries; attempt++) {
      if (attempt > 0) {
        if (monotonicNow() + policy.sleepBetweenRetries >= deadline) break;
        await pause(policy.sleepBetweenRetries, policy.signal);
        if (policy.signal?.aborted === true) break;
        listener.retrying(state.reason(open), attempt);
      }
      await this.#attempt(state, open, { attempt, limits });
      open = state.openOf(open);
    }
    return state.finish();
  }

  async #attempt(
    state: BatchState,
    open: readonly number[],
    { attempt, limits }: { readonly attempt: number; readonly limits: Limits },
  ): Promise<void> {
    const parts = await this.#encode(state, open, { attempt, limits });
    if (state.command.policy.concurrency === BATCH_CONCURRENCY_SEQUENTIAL) {
      for (const part of parts) await this.#askNode(state, part, limits);
      return;
    }
    await Promise.all(parts.map((part) => this.#askNode(state, part, limits)));
  }

  /** All of it is encoded first: a value that cannot be written is found before a byte is sent. */
  async #encode(
    state: BatchState,
    open: readonly number[],
    { attempt, limits }: { readonly attempt: number; readonly limits: Limits },
  ): Promise<NodeRequests[]> {
    const startedAt = stageMetrics.enabled ? performance.now() : 0;
    const { command } = state;
    const parts: NodeRequests[] = [];
    let end: AerospikeError | undefined;
    const slice = new TimeSlice(() => {
      end = overdue(limits);
      if (end !== undefined) throw end;
    });
    try {
      for (const [node, indexes] of await this.#partition(state, open, { attempt, slice })) {
        parts.push({ node, requests: await encodeRequests(command, indexes, slice) });
      }
    } catch (error) {
      if (error !== end) throw error;
      state.fail(open, end as AerospikeError);
      return [];
    }
    if (startedAt > 0) {
      stageMetrics.observe('encode', command.verb, performance.now() - startedAt);
    }
    return parts;
  }

  /** Rows by the node that owns them. */
  async #partition(
    state: BatchState,
    open: readonly number[],
    { attempt, slice }: { readonly attempt: number; readonly slice: TimeSlice },
  ): Promise<Map<Node, number[]>> {
    const { rows, policy } = state.command;
    const parts = new Map<Node, number[]>();
    const unknown = new Map<string, AerospikeError>();
    // Neighbours mostly have a policy, and a node, in common.
    let last: { readonly node: Node; readonly indexes: number[] } | undefined;
    let replica = policy.replica;
    let isWriting = false;
    let previous: BatchRow | undefined;
    for (const index of open) {
      if (slice.isOver()) await slice.next();
      const row = rows[index] as BatchRow;
      if (previous === undefined || !isAlike(row, previous)) {
        isWriting = isWrite(row);
        replica = isWriting ? policy.replica : replicaOfRow(this.#cluster, row, policy);
      }
      previous = row;
      const { namespace } = row.key;
      const known = unknown.size === 0 ? undefined : unknown.get(namespace);
      if (known !== undefined) {
        state.fail([index], known);
        continue;
      }
      try {
        const node = isWriting
          ? routeWrite(this.#cluster, row.key, replica, state.lostOf(index))
          : routeKey(this.#cluster, row.key, replica, attempt);
        state.assign(index, node.name);
        if (last?.node !== node) last = { node, indexes: partOf(parts, node) };
        last.indexes.push(index);
      } catch (error) {
        const failure = error as AerospikeError;
        if (failure.resultCode === ResultCode.INVALID_NAMESPACE) unknown.set(namespace, failure);
        state.fail([index], failure);
      }
    }
    return parts;
  }

  /** Sends the requests to one node, one after the other. */
  async #askNode(
    state: BatchState,
    { node, requests }: NodeRequests,
    limits: Limits,
  ): Promise<void> {
    for (const request of requests) {
      const end = overdue(limits);
      if (end !== undefined) {
        state.fail(request.indexes, end);
        continue;
      }
      try {
        await this.#send(state, node, { request, limits });
      } catch (error) {
        node.breaker.countFailure(error);
        state.fail(request.indexes, error as AerospikeError);
      }
    }
  }

  async #send(
    state: BatchState,
    node: Node,
    { request, limits }: { readonly request: BatchRequest; readonly limits: Limits },
  ): Promise<void> {
    const { indexes } = request;
    const { verb } = state.command;
    const bytes = await request.take();
    const connection = await node.pool.acquire(limits);
    try {
      const startedAt = stageMetrics.enabled ? performance.now() : 0;
      const answer = new BatchAnswer(node.name, state.command, state.answers, state.kept);
      await new Exchange(this.#wheel, connection, node.name, limits).run((writer) => {
        writer.bytes(bytes);
        state.noteSent(indexes);
      }, answer);
      if (startedAt > 0) stageMetrics.observe('io', verb, performance.now() - startedAt);
      const { resultCode } = answer;
      if (resultCode === ResultCode.OK) return;
      node.breaker.countResult(resultCode);
      if (isLoggedOut(resultCode)) node.connector.loseLogin();
      state.refuse(indexes, node.name, resultCode);
    } finally {
      node.pool.release(connection);
    }
  }
}

/** Whether two rows go to the same copies of their records. */
function isAlike(row: BatchRow, other: BatchRow): boolean {
  return (
    row.kind === other.kind &&
    row.policy === other.policy &&
    row.key.namespace === other.key.namespace &&
    row.kind !== 'operate'
  );
}

function partOf(parts: Map<Node, number[]>, node: Node): number[] {
  let indexes = parts.get(node);
  if (indexes === undefined) parts.set(node, (indexes = []));
  return indexes;
}
