import { MsgpackWriter } from '@aeroform/protocol';
import { abortFailure } from '../../../error/abort-failure.js';
import { AdminError } from '../../../error/admin-error.js';
import type { AerospikeError, AerospikeErrorOptions } from '../../../error/aerospike-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { isRetryableResultCode } from '../../../error/from-result-code.js';
import type { CallListener, RecordCommand } from '../../driver.js';
import { type Stage, stageMetrics } from '../../../observability/stage-metrics.js';
import { isLoggedOut } from '../login/session-code.js';
import { connectionFailure, malformedAnswer, unsentFailure } from '../failure.js';
import { deflateRequest } from '../compression/deflate-request.js';
import { inflateAnswer } from '../compression/inflate-answer.js';
import { whenReady } from '../compression/when-ready.js';
import { monotonicNow, type TimingWheel, WheelEntry } from '../socket/timing-wheel.js';
import { AnswerReader } from '../answer/answer-reader.js';
import { noteVersion } from '../answer/note-version.js';
import {
  type CommandProgress,
  commandTimeout,
  failureContext,
  resultFailure,
} from './command-failure.js';
import { decodeRecordAnswer, isExpected } from './decode-record-answer.js';
import { encodeRecordCommand } from './encode-record-command.js';
import { isWrite } from '../../is-write.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { PipelineGroup } from '../pipeline/pipeline-group.js';
import type { PipelinedCommand } from '../pipeline/pipelined-command.js';

/** Further attempts, at least, as long as nothing was sent: those are safe for every command. */
const UNSENT_RETRIES = 2;
/** Shortest pause when no node serves the command, in milliseconds. */
const UNROUTED_PAUSE = 10;

const scratch = new MsgpackWriter();
const reader = new AnswerReader();

/** What a pending command needs of the driver. */
export interface CommandHost {
  readonly wheel: TimingWheel;
  /**
   * The connections of the node that serves an attempt; attempts count from 0.
   *
   * @throws when no node does.
   */
  route(command: RecordCommand, attempt: number): PipelineGroup;
  onSettled(): void;
}

/**
 * One single-record command from the call to its answer, through all its attempts. It is its own
 * entry in the timing wheel, its own place in a pipeline and its own abort listener, so that a
 * command costs one object.
 */
export class PendingCommand extends WheelEntry implements PipelinedCommand {
  /** Set by the pipeline that carries the command. */
  place = 0;
  isSettled = false;
  readonly #host: CommandHost;
  readonly #command: RecordCommand;
  readonly #listener: CallListener;
  readonly #resolve: (answer: unknown) => void;
  readonly #reject: (error: Error) => void;
  #deadline = Infinity;
  #attempts = 0;
  /** Attempts whose bytes went out. */
  #sent = 0;
  #group: PipelineGroup | undefined = undefined;
  #pipeline: Pipeline | undefined = undefined;
  /** State of the connection when the command was put in line. */
  #flushesBefore = 0;
  #chunksBefore = 0;
  /** When the request was written, in ms; 0 unless stages are timed. */
  #writtenAt = 0;
  /** The bytes to send, where the caller may change his values before they go out. */
  #encoded: Buffer | undefined = undefined;

  constructor(
    host: CommandHost,
    command: RecordCommand,
    listener: CallListener,
    resolve: (answer: unknown) => void,
    reject: (error: Error) => void,
  ) {
    super();
    this.#host = host;
    this.#command = command;
    this.#listener = listener;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    const { signal, totalTimeout, maxRetries, compress } = this.#command.policy;
    const now = monotonicNow();
    if (totalTimeout > 0) this.#deadline = now + totalTimeout;
    if (signal?.aborted === true) {
      this.#fail(abortFailure(signal));
      return;
    }
    signal?.addEventListener('abort', this, { once: true });
    if (compress || (maxRetries > 0 && isWrite(this.#command))) this.hold();
    if (compress && !this.isSettled) this.#pack();
    else this.#attempt(now);
  }

  /** Compresses what is to be sent; large commands in another thread. */
  #pack(): void {
    if (this.#deadline < Infinity) this.#host.wheel.schedule(this, this.#deadline);
    whenReady(
      () => deflateRequest(this.#encoded as Buffer),
      (frame) => {
        this.#encoded = frame;
        this.#attempt();
      },
      (error) => this.#fail(error),
    );
  }

  /** Encodes the command now, to be sent later. */
  hold(): void {
    if (this.#encoded !== undefined) return;
    try {
      encodeRecordCommand(scratch.reset(), this.#command);
      this.#encoded = scratch.toBuffer();
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Sends the command on a connection that has room. */
  sendOn(pipeline: Pipeline): void {
    const { connection } = pipeline;
    const { writer } = connection;
    const start = writer.offset;
    const startedAt = stageMetrics.enabled ? performance.now() : 0;
    try {
      if (this.#encoded === undefined) encodeRecordCommand(writer, this.#command);
      else writer.bytes(this.#encoded);
    } catch (error) {
      writer.offset = start;
      this.#fail(error as Error);
      return;
    }
    if (startedAt > 0) this.#writtenAt = this.#timeStage('encode', startedAt);
    this.#pipeline = pipeline;
    this.#flushesBefore = connection.flushes;
    this.#chunksBefore = connection.chunksReceived;
    pipeline.enqueue(this);
  }

  /** @returns false when the answer cannot be read, or the connection is no longer logged in. */
  onAnswer(buffer: Buffer, start: number, end: number): boolean {
    const pipeline = this.#pipeline as Pipeline;
    this.#pipeline = undefined;
    this.#sent++;
    return this.#read(pipeline, buffer, start, end);
  }

  onPackedAnswer(body: Buffer, pipeline: Pipeline): void {
    this.#pipeline = undefined;
    this.#sent++;
    const attempt = this.#attempts;
    const isAwaited = (): boolean => !this.isSettled && this.#attempts === attempt;
    whenReady(
      () => inflateAnswer(body),
      (message) => {
        if (isAwaited() && !this.#read(pipeline, message, 0, message.length)) pipeline.retire();
      },
      (error) => {
        if (isAwaited()) this.#refuse(error);
        pipeline.retire();
      },
    );
  }

  /** The answer can not be read. */
  #refuse(error: Error): false {
    this.#group?.breaker.count();
    this.#fail(malformedAnswer(this.#group?.node ?? '', error, this.#context()));
    return false;
  }

  #read(pipeline: Pipeline, buffer: Buffer, start: number, end: number): boolean {
    const startedAt = this.#writtenAt > 0 ? this.#timeStage('io', this.#writtenAt) : 0;
    try {
      reader.open(buffer, start, end);
      const resultCode = reader.beginMessage();
      const { key, policy } = this.#command;
      if (policy.txn !== null) {
        const answered = { key, isWrite: isWrite(this.#command), resultCode };
        noteVersion(reader, policy.txn, answered);
      }
      if (isExpected(this.#command, resultCode)) {
        const answer = decodeRecordAnswer(this.#command, reader, resultCode);
        reader.expectEnd();
        if (startedAt > 0) this.#timeStage('decode', startedAt);
        this.#succeed(answer);
        return true;
      }
      return this.#onResultCode(resultCode, pipeline);
    } catch (error) {
      return this.#refuse(error as Error);
    }
  }

  /** The node could not be reached: nothing was sent in this attempt. */
  onUnsent(error: AerospikeError): void {
    const failure = unsentFailure(error, this.#context());
    if (error instanceof AdminError && !error.isRetryable) this.#fail(failure);
    else this.#retryOrFail(failure, UNSENT_RETRIES);
  }

  onConnectionLost(cause: Error): void {
    const wasSent = this.#leavePipeline();
    const error = connectionFailure(this.#group?.node ?? '', cause, this.#context());
    this.#retryOrFail(error, wasSent ? 0 : UNSENT_RETRIES);
  }

  onDue(now: number): void {
    if (now >= this.#deadline) {
      this.#group?.breaker.count();
      this.#abandon();
      const what = `did not end within ${this.#command.policy.totalTimeout} ms`;
      this.#fail(commandTimeout(this.#command, this.#progress, what));
    } else if (this.#group === undefined) {
      this.#attempt();
    } else {
      this.#onSilence(now);
    }
  }

  /** The signal of the policy was aborted. */
  handleEvent(): void {
    this.#abandon();
    this.#fail(abortFailure(this.#command.policy.signal as AbortSignal, this.#context()));
  }

  /** @param now - read from the clock when it is 0. */
  #attempt(now = 0): void {
    if (this.isSettled) return;
    try {
      this.#group = this.#host.route(this.#command, this.#attempts++);
    } catch (error) {
      this.#onUnrouted(error as Error);
      return;
    }
    this.#watch(now);
    this.#group.submit(this);
  }

  #onUnrouted(error: Error): void {
    this.#group = undefined;
    if (!(error instanceof ClusterError)) this.#fail(error);
    else this.#retryOrFail(unsentFailure(error, this.#context()), 0, UNROUTED_PAUSE);
  }

  /** Sets the time-out of what is under way; `now` is read from the clock when it is 0. */
  #watch(now: number): void {
    const { socketTimeout } = this.#command.policy;
    let due = this.#deadline;
    if (socketTimeout > 0) due = Math.min(due, (now || monotonicNow()) + socketTimeout);
    if (due < Infinity) this.#host.wheel.schedule(this, due);
  }

  #onSilence(now: number): void {
    const connection = this.#pipeline?.connection;
    if (connection !== undefined && connection.chunksReceived !== this.#chunksBefore) {
      this.#chunksBefore = connection.chunksReceived;
      this.#watch(now);
      return;
    }
    this.#group?.breaker.count();
    const wasSent = this.#abandon();
    const what = `got no answer for ${this.#command.policy.socketTimeout} ms`;
    const error = commandTimeout(this.#command, this.#progress, what);
    this.#retryOrFail(error, wasSent ? 0 : UNSENT_RETRIES);
  }

  /** @returns false when the connection is no longer logged in. */
  #onResultCode(resultCode: number, pipeline: Pipeline): boolean {
    const error = resultFailure(this.#command, this.#progress, resultCode);
    const wasLoggedOut = isLoggedOut(resultCode);
    this.#group?.breaker.countResult(resultCode);
    // What else was on the way on the same connection is no news.
    if (wasLoggedOut && !pipeline.isRetired) this.#group?.connector.loseLogin();
    if (wasLoggedOut) this.#retryOrFail(error, UNSENT_RETRIES);
    else if (isRetryableResultCode(resultCode)) this.#retryOrFail(error, 0);
    else this.#fail(error);
    return !wasLoggedOut;
  }

  #retryOrFail(error: Error, least: number, shortestPause = 0): void {
    const { maxRetries, sleepBetweenRetries } = this.#command.policy;
    const pause = Math.max(sleepBetweenRetries, shortestPause);
    const resumeAt = monotonicNow() + pause;
    if (this.#attempts > Math.max(maxRetries, least) || resumeAt >= this.#deadline) {
      this.#fail(error);
      return;
    }
    this.#group = undefined;
    this.#listener.retrying(error, this.#attempts);
    if (pause > 0) this.#host.wheel.schedule(this, resumeAt);
    else this.#attempt();
  }

  /** Gives up the attempt under way; true when it was sent. */
  #abandon(): boolean {
    this.#group?.withdraw(this);
    const pipeline = this.#pipeline;
    if (pipeline === undefined) return false;
    const wasSilent = pipeline.connection.chunksReceived === this.#chunksBefore;
    const wasSent = this.#leavePipeline();
    if (wasSilent) pipeline.retire(this.#command.policy.timeoutDelay);
    pipeline.abandon(this);
    if (wasSent || pipeline.connection.closed) return wasSent;
    // What was not flushed yet leaves nevertheless, for the connection stays open.
    this.#sent++;
    return true;
  }

  /** @returns the time, in ms. */
  #timeStage(stage: Stage, startedAt: number): number {
    const now = performance.now();
    stageMetrics.observe(stage, this.#command.verb, now - startedAt);
    return now;
  }

  #leavePipeline(): boolean {
    const pipeline = this.#pipeline;
    this.#pipeline = undefined;
    const wasSent = pipeline !== undefined && pipeline.connection.flushes > this.#flushesBefore;
    if (wasSent) this.#sent++;
    return wasSent;
  }

  get #progress(): CommandProgress {
    return { node: this.#group?.node, attempts: this.#attempts, sent: this.#sent };
  }

  #context(): AerospikeErrorOptions {
    return failureContext(this.#command, this.#progress);
  }

  #succeed(answer: unknown): void {
    this.#settle();
    this.#resolve(answer);
  }

  #fail(error: Error): void {
    if (this.isSettled) return;
    this.#settle();
    // Never before the caller awaits: only then does the error's stack find the line of the call.
    queueMicrotask(() => this.#reject(error));
  }

  #settle(): void {
    this.isSettled = true;
    this.#host.wheel.cancel(this);
    this.#command.policy.signal?.removeEventListener('abort', this);
    this.#host.onSettled();
  }
}
