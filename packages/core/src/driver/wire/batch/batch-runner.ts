import { setImmediate } from 'node:timers/promises';
import { MsgpackWriter, ResultCode } from '@aeroform/protocol';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import { stageMetrics } from '../../../observability/stage-metrics.js';
import { BATCH_CONCURRENCY_SEQUENTIAL } from '../../../policy/batch-concurrency.js';
import { POLICY_REPLICA_MASTER } from '../../../policy/replica.js';
import type { BatchCommand, BatchRow, BatchRowAnswer, CallListener } from '../../driver.js';
import { isRepeatable, isWrite } from '../../is-write.js';
import { pause } from '../../pause.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Node } from '../cluster/node.js';
import { expectRacks, routeKey } from '../cluster/route-key.js';
import { isLoggedOut } from '../login/session-code.js';
import { deflateRequest } from '../compression/deflate-request.js';
import { Exchange, type Limits } from '../socket/exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import { BatchAnswer } from './batch-answer.js';
import { encodeBatch } from './encode-batch.js';

/** One batch on its way. */
interface BatchState {
  readonly command: BatchCommand;
  readonly answers: (BatchRowAnswer | undefined)[];
  readonly limits: Limits;
  /** Why a row is still without an answer. */
  readonly failures: (AerospikeError | undefined)[];
  /** Rows that were sent at least once. */
  readonly sent: Uint8Array;
  /** The node each row went to last; empty when none serves it. */
  readonly nodes: string[];
}

/** One encoded request, and the rows in it. */
interface BatchRequest {
  readonly indexes: readonly number[];
  readonly bytes: Buffer;
}

interface NodeRequests {
  readonly node: Node;
  readonly requests: readonly BatchRequest[];
}

const scratch = new MsgpackWriter();

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
    const state: BatchState = {
      command,
      answers: new Array<BatchRowAnswer | undefined>(rows.length).fill(undefined),
      limits: { deadline, socketTimeout: policy.socketTimeout, signal: policy.signal },
      failures: new Array<AerospikeError | undefined>(rows.length).fill(undefined),
      sent: new Uint8Array(rows.length),
      nodes: new Array<string>(rows.length).fill(''),
    };
    let open = rows.map((_row, index) => index);
    for (let attempt = 0; open.length > 0 && attempt <= policy.maxRetries; attempt++) {
      if (attempt > 0) {
        if (monotonicNow() + policy.sleepBetweenRetries >= deadline) break;
        await pause(policy.sleepBetweenRetries, policy.signal);
        if (policy.signal?.aborted === true) break;
        listener.retrying(state.failures[open[0] as number] as AerospikeError, attempt);
      }
      await this.#attempt(state, open, attempt);
      open = open.filter((index) => mayRetry(state, index));
    }
    return state.answers.map((answer, index) => answer ?? unanswered(state, index));
  }

  async #attempt(state: BatchState, open: readonly number[], attempt: number): Promise<void> {
    // All of it is encoded first: a value that cannot be written is found before a byte is sent.
    const startedAt = stageMetrics.enabled ? performance.now() : 0;
    const parts: NodeRequests[] = [];
    for (const [node, indexes] of this.#partition(state, open, attempt)) {
      parts.push({ node, requests: await encodeRequests(state, indexes) });
    }
    if (startedAt > 0) {
      stageMetrics.observe('encode', state.command.verb, performance.now() - startedAt);
    }
    if (state.command.policy.concurrency === BATCH_CONCURRENCY_SEQUENTIAL) {
      for (const part of parts) await this.#askNode(state, part);
      return;
    }
    await Promise.all(parts.map((part) => this.#askNode(state, part)));
  }

  /** Rows by the node that owns them. */
  #partition(state: BatchState, open: readonly number[], attempt: number): Map<Node, number[]> {
    const { rows, policy } = state.command;
    const parts = new Map<Node, number[]>();
    for (const index of open) {
      const row = rows[index] as BatchRow;
      const replica = isWrite(row) ? POLICY_REPLICA_MASTER : policy.replica;
      try {
        const node = routeKey(this.#cluster, row.key, replica, attempt);
        state.nodes[index] = node.name;
        const indexes = parts.get(node);
        if (indexes === undefined) parts.set(node, [index]);
        else indexes.push(index);
      } catch (error) {
        state.failures[index] = error as AerospikeError;
      }
    }
    return parts;
  }

  /** Sends the requests to one node, one after the other. */
  async #askNode(state: BatchState, { node, requests }: NodeRequests): Promise<void> {
    for (const request of requests) {
      try {
        await this.#send(state, node, request);
      } catch (error) {
        node.breaker.countFailure(error);
        for (const index of request.indexes) state.failures[index] = error as AerospikeError;
      }
    }
  }

  async #send(state: BatchState, node: Node, { indexes, bytes }: BatchRequest): Promise<void> {
    const { command, limits, answers, sent } = state;
    const connection = await node.pool.acquire(limits);
    try {
      const startedAt = stageMetrics.enabled ? performance.now() : 0;
      const answer = new BatchAnswer(node.name, command, answers);
      await new Exchange(this.#wheel, connection, node.name, limits).run((writer) => {
        writer.bytes(bytes);
        for (const index of indexes) sent[index] = 1;
      }, answer);
      if (startedAt > 0) {
        stageMetrics.observe('io', command.verb, performance.now() - startedAt);
      }
      if (answer.resultCode !== ResultCode.OK) refuse(state, node, indexes, answer.resultCode);
    } finally {
      node.pool.release(connection);
    }
  }
}

/** Large batches are encoded request by request, so that other work gets its turn. */
async function encodeRequests(
  { command }: BatchState,
  indexes: readonly number[],
): Promise<BatchRequest[]> {
  const requests: BatchRequest[] = [];
  let from = 0;
  while (from < indexes.length) {
    const next = encodeBatch(scratch.reset(), { ...command, indexes }, from);
    const frame = scratch.toBuffer();
    const bytes = command.policy.compress ? await deflateRequest(frame) : frame;
    requests.push({ indexes: indexes.slice(from, next), bytes });
    from = next;
    if (from < indexes.length) await setImmediate();
  }
  return requests;
}

/** The node refused the request as a whole: rows it did not answer were not carried out. */
function refuse(state: BatchState, node: Node, indexes: readonly number[], code: number): void {
  node.breaker.countResult(code);
  if (isLoggedOut(code)) node.connector.loseLogin();
  for (const index of indexes) {
    if (state.answers[index] !== undefined) continue;
    const error = errorFromResultCode(code, { node: node.name, command: state.command.verb });
    state.failures[index] = error;
    state.sent[index] = code === ResultCode.TIMEOUT ? 1 : 0;
  }
}

function mayRetry(state: BatchState, index: number): boolean {
  if (state.answers[index] !== undefined) return false;
  const failure = state.failures[index];
  if (failure?.isRetryable !== true && !isLoggedOut(failure?.resultCode ?? 0)) return false;
  return state.sent[index] === 0 || isRepeatable(state.command.rows[index] as BatchRow);
}

function unanswered(state: BatchState, index: number): BatchRowAnswer {
  const failure = state.failures[index] ?? new ClusterError('The node did not answer this row.');
  return {
    resultCode: failure.resultCode,
    inDoubt: state.sent[index] === 1 && isWrite(state.command.rows[index] as BatchRow),
    meta: null,
    bins: null,
    failure,
    node: state.nodes[index] as string,
  };
}
