import type { CompleteBatchPolicy } from '../../../policy/complete-policy.js';
import { keepShape } from '../../../engine/keep-shape.js';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import type { BatchCommand, BatchRow, BatchRowAnswer } from '../../driver.js';
import { isRepeatable, isWrite } from '../../is-write.js';
import { isUnreachable } from '../failure.js';
import { leavesOpen } from '../leaves-open.js';
import { isLoggedOut } from '../login/session-code.js';
import type { KeptBytes } from './batch-answer.js';

/** Decoding so much takes a few milliseconds. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** Of a row: a request with it left, and no answer settled yet what became of it. */
const UNDER_WAY = 1;
/** Of a row: an earlier request with it was never answered. */
const LEFT_OPEN = 2;

/** What is known of each row of a batch on its way. */
export class BatchState {
  readonly command: BatchCommand;
  readonly answers: (BatchRowAnswer | undefined)[];
  readonly kept: KeptBytes = { left: MAX_KEPT_BYTES };
  /** Why a row is still without an answer. */
  readonly #failures: (AerospikeError | undefined)[];
  /** Rows that may have been carried out. */
  readonly #open: Uint8Array;
  /** How often the node of each row could not be reached; counted modulo 256. */
  readonly #lost: Uint8Array;
  /** The node each row went to last; empty when none serves it. */
  readonly #nodes: string[];

  constructor(command: BatchCommand) {
    const { length } = command.rows;
    this.command = command;
    this.answers = new Array<BatchRowAnswer | undefined>(length).fill(undefined);
    this.#failures = new Array<AerospikeError | undefined>(length).fill(undefined);
    this.#open = new Uint8Array(length);
    this.#lost = new Uint8Array(length);
    this.#nodes = new Array<string>(length).fill('');
  }

  /** The row goes to this node. */
  assign(index: number, node: string): void {
    this.#nodes[index] = node;
  }

  /** The rows leave for their node. */
  noteSent(indexes: readonly number[]): void {
    const open = this.#open;
    for (const index of indexes) {
      open[index] = open[index] === 0 ? UNDER_WAY : UNDER_WAY | LEFT_OPEN;
    }
  }

  /** These rows failed together; those that were answered before that stay as they are. */
  fail(indexes: readonly number[], error: AerospikeError): void {
    const isLost = isUnreachable(error);
    for (const index of indexes) {
      this.#failures[index] = error;
      if (isLost) this.#lost[index] = this.lostOf(index) + 1;
    }
  }

  /** The node refused the request as a whole: rows it did not answer were not carried out. */
  refuse(indexes: readonly number[], node: string, code: number): void {
    this.fail(indexes, errorFromResultCode(code, { node, command: this.command.verb }));
    if (leavesOpen(code)) return;
    for (const index of indexes) this.#open[index] = (this.#open[index] as number) & LEFT_OPEN;
  }

  /** How often the node of a row could not be reached so far. */
  lostOf(index: number): number {
    return this.#lost[index] as number;
  }

  /** Of these rows, those to be sent again. */
  openOf(indexes: readonly number[]): number[] {
    return indexes.filter((index) => this.#mayRetry(index));
  }

  /** Why the first of these rows is sent again. */
  reason(indexes: readonly number[]): AerospikeError {
    return this.#failures[indexes[0] as number] as AerospikeError;
  }

  /** An answer for each row. */
  finish(): BatchRowAnswer[] {
    const { answers } = this;
    for (let index = 0; index < answers.length; index++) answers[index] ??= this.#unanswered(index);
    return answers as BatchRowAnswer[];
  }

  #mayRetry(index: number): boolean {
    if (this.answers[index] !== undefined) return false;
    const failure = this.#failures[index];
    if (failure?.isRetryable !== true && !isLoggedOut(failure?.resultCode ?? 0)) return false;
    return this.#open[index] === 0 || isRepeatable(this.#row(index));
  }

  #unanswered(index: number): BatchRowAnswer {
    const failure = this.#failures[index] ?? new ClusterError('The node did not answer this row.');
    return {
      resultCode: failure.resultCode,
      inDoubt: this.#open[index] !== 0 && isWrite(this.#row(index)),
      meta: null,
      bins: null,
      failure,
      node: this.#nodes[index] as string,
    };
  }

  #row(index: number): BatchRow {
    return this.command.rows[index] as BatchRow;
  }
}

keepShape(new BatchState({ verb: 'batch', rows: [], policy: {} as CompleteBatchPolicy }));
