import { abortFailure } from '../../../error/abort-failure.js';
import { AdminError } from '../../../error/admin-error.js';
import type { AerospikeError, AerospikeErrorOptions } from '../../../error/aerospike-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { errorFromResultCode, isRetryableResultCode } from '../../../error/from-result-code.js';
import type { CallListener, RecordCommand } from '../../driver.js';
import { stageMetrics } from '../../../observability/stage-metrics.js';
import { isLoggedOut } from '../login/session-code.js';
import { connectionFailure, isUnreachable, malformedAnswer, unsentFailure } from '../failure.js';
import { leavesOpen } from '../leaves-open.js';
import { deflateRequest } from '../compression/deflate-request.js';
import { inflateAnswer } from '../compression/inflate-answer.js';
import { whenReady } from '../compression/when-ready.js';
import { type Abortable, listen, unlisten } from '../socket/abort-calls.js';
import { monotonicNow, WheelEntry } from '../socket/timing-wheel.js';
import { AnswerReader } from '../answer/answer-reader.js';
import { commandTimeout, failureContext } from './command-failure.js';
import { decodeRecordAnswer, isExpected, noteAnswer } from './decode-record-answer.js';
import type { CommandHost } from './command-host.js';
import { encodeApart } from './encode-apart.js';
import { encodeRecordCommand } from './encode-record-command.js';
import { timeStage } from './time-stage.js';
import { isWrite } from '../../is-write.js';
import type { Node } from '../cluster/node.js';
import type { CarriedCommand } from '../pipeline/carried-command.js';
import type { CommandCarrier } from '../pipeline/command-carrier.js';
import type { CommandSender } from '../pipeline/command-sender.js';

/** Further attempts, at least, as long as nothing was sent: those are safe for every command. */
const UNSENT_RETRIES = 2;
/** Shortest pause when no node serves the command, in milliseconds. */
const UNROUTED_PAUSE = 10;

/**
 * Larger requests do not share a connection, in bytes: as long as one is on its way, and the server reads
 * it, those behind it wait.
 */
const LARGEST_SHARED = 128 * 1024;

const reader = new AnswerReader();

/**
 * One single-record command from the call to its answer, through all its attempts. It is its own
 * entry in the timing wheel, its own place in a pipeline and its own abort listener, so that a
 * command costs one object. Commands share a few connections, except for those that may take long.
 */
export class PendingCommand extends WheelEntry implements Abortable, CarriedCommand {
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
  /** Attempts whose bytes went out, and whose outcome no answer has settled: they may have happened. */
  #open = 0;
  /** Attempts whose node could not be reached. */
  #lost = 0;
  #node: Node | undefined = undefined;
  #carrier: CommandCarrier | undefined = undefined;
  /** Nobody knows how long it takes: it goes over a connection of its own. */
  #isLong: boolean;
  /** Where the request begins in the writer of its connection, as long as it has not left. */
  #writtenFrom = 0;
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
    this.#isLong = command.kind === 'apply';
  }

  start(): void {
    const { signal, totalTimeout, maxRetries, compress } = this.#command.policy;
    const now = monotonicNow();
    if (totalTimeout > 0) this.#deadline = now + totalTimeout;
    if (signal?.aborted === true) {
      this.#fail(abortFailure(signal));
      return;
    }
    listen(signal, this);
    const mayRepeat = maxRetries > 0 || this.#host.hasLogin;
    if (compress || (mayRepeat && isWrite(this.#command))) this.hold();
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
      this.#encoded = encodeApart(this.#command);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Sends the command on a connection that has room. */
  sendOn(carrier: CommandCarrier): void {
    const { connection } = carrier;
    const { writer } = connection;
    const start = writer.offset;
    const startedAt = stageMetrics.enabled ? performance.now() : 0;
    try {
      if (this.#encoded === undefined) encodeRecordCommand(writer, this.#command);
      else writer.bytes(this.#encoded);
    } catch (error) {
      writer.offset = start;
      return this.#fail(error as Error);
    }
    if (writer.offset - start > LARGEST_SHARED && carrier.isShared) {
      this.#encoded = connection.takeBack(start);
      this.#submit();
      return;
    }
    if (startedAt > 0) this.#writtenAt = timeStage('encode', this.#command.verb, startedAt);
    this.#carrier = carrier;
    this.#writtenFrom = start;
    this.#flushesBefore = connection.flushes;
    this.#chunksBefore = connection.chunksReceived;
    carrier.enqueue(this);
  }

  /** @returns false when the answer cannot be read, or the connection is no longer logged in. */
  onAnswer(buffer: Buffer, start: number, end: number): boolean {
    const carrier = this.#carrier as CommandCarrier;
    this.#carrier = undefined;
    this.#open++;
    return this.#read(carrier, buffer, start, end);
  }

  onPackedAnswer(body: Buffer, carrier: CommandCarrier): void {
    this.#carrier = undefined;
    this.#open++;
    // The server has spoken: only the end of the call is waited for.
    this.#watch(Infinity);
    const attempt = this.#attempts;
    const isAwaited = (): boolean => !this.isSettled && this.#attempts === attempt;
    whenReady(
      () => inflateAnswer(body),
      (message) => {
        if (isAwaited() && !this.#read(carrier, message, 0, message.length)) carrier.retire();
      },
      (error) => {
        if (isAwaited()) this.#refuse(error);
        carrier.retire();
      },
    );
  }

  /** The answer can not be read. */
  #refuse(error: Error): false {
    this.#node?.breaker.count();
    this.#fail(malformedAnswer(this.#node?.name ?? '', error, this.#context()));
    return false;
  }

  #read(carrier: CommandCarrier, buffer: Buffer, start: number, end: number): boolean {
    const startedAt =
      this.#writtenAt > 0 ? timeStage('io', this.#command.verb, this.#writtenAt) : 0;
    try {
      reader.open(buffer, start, end);
      const resultCode = reader.beginMessage();
      const { txn } = this.#command.policy;
      if (txn !== null) noteAnswer(reader, txn, this.#command, resultCode);
      if (isExpected(this.#command, resultCode)) {
        const answer = decodeRecordAnswer(this.#command, reader, resultCode);
        reader.expectEnd();
        if (startedAt > 0) timeStage('decode', this.#command.verb, startedAt);
        this.#settle();
        this.#resolve(answer);
        return true;
      }
      return this.#onResultCode(resultCode, carrier);
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
    const wasSent = this.#leaveCarrier();
    const error = connectionFailure(this.#node?.name ?? '', cause, this.#context());
    this.#retryOrFail(error, wasSent ? 0 : UNSENT_RETRIES);
  }

  onDue(now: number): void {
    if (now >= this.#deadline) {
      this.#fail(this.#timeOut(`did not end within ${this.#command.policy.totalTimeout} ms`));
    } else if (this.#node === undefined) this.#attempt();
    else this.#onSilence(now);
  }

  /** The signal of the policy was aborted. */
  onAbort(): void {
    this.#sender()?.withdraw(this);
    this.#abandon(false);
    this.#fail(abortFailure(this.#command.policy.signal as AbortSignal, this.#context()));
  }

  /** @param now - read from the clock when it is 0. */
  #attempt(now = 0): void {
    if (this.isSettled) return;
    try {
      this.#node = this.#host.route(this.#command, this.#attempts++, this.#lost);
    } catch (error) {
      return this.#onUnrouted(error);
    }
    this.#isLong ||= this.#lost > 0 && this.#host.mayBePassedOn(this.#command, this.#node);
    const { socketTimeout } = this.#command.policy;
    this.#watch(socketTimeout > 0 ? (now || monotonicNow()) + socketTimeout : Infinity);
    this.#submit();
  }

  #sender(): CommandSender | undefined {
    return this.#isLong ? this.#node?.exclusive : this.#node?.pipelines;
  }

  #submit(): void {
    if (this.#encoded !== undefined && this.#encoded.length > LARGEST_SHARED) this.#isLong = true;
    this.#sender()?.submit(this);
  }

  #onUnrouted(error: unknown): void {
    if (!(error instanceof ClusterError)) this.#fail(error as Error);
    else this.#retryOrFail(unsentFailure(error, this.#context()), 0, UNROUTED_PAUSE);
  }

  /** Sets the time-out of what is under way. */
  #watch(silenceEnds: number): void {
    const due = Math.min(this.#deadline, silenceEnds);
    if (due < Infinity) this.#host.wheel.schedule(this, due);
    else this.#host.wheel.cancel(this);
  }

  #onSilence(now: number): void {
    const { socketTimeout } = this.#command.policy;
    const connection = this.#carrier?.connection;
    if (connection !== undefined && connection.chunksReceived !== this.#chunksBefore) {
      this.#chunksBefore = connection.chunksReceived;
      this.#watch(now + socketTimeout);
      return;
    }
    const openBefore = this.#open;
    const error = this.#timeOut(`got no answer for ${socketTimeout} ms`);
    this.#retryOrFail(error, this.#open > openBefore ? 0 : UNSENT_RETRIES);
  }

  /** @returns false when the connection is no longer logged in. */
  #onResultCode(resultCode: number, carrier: CommandCarrier): boolean {
    if (!leavesOpen(resultCode)) this.#open--;
    const context = { ...this.#context(), command: this.#command.verb };
    const error = errorFromResultCode(resultCode, context);
    const wasLoggedOut = isLoggedOut(resultCode);
    this.#node?.breaker.countResult(resultCode);
    // What else was on the way on the same connection is no news.
    if (wasLoggedOut && !carrier.isRetired) this.#node?.connector.loseLogin();
    if (wasLoggedOut) this.#retryOrFail(error, UNSENT_RETRIES);
    else if (isRetryableResultCode(resultCode)) this.#retryOrFail(error, 0);
    else this.#fail(error);
    return !wasLoggedOut;
  }

  #retryOrFail(error: Error, least: number, shortestPause = 0): void {
    const { maxRetries, sleepBetweenRetries } = this.#command.policy;
    const pause = Math.max(sleepBetweenRetries, shortestPause);
    const resumeAt = monotonicNow() + pause;
    // Not of attempts beyond those: who asks for none would rather know at once than wait for two nodes.
    if (isUnreachable(error) && this.#attempts <= maxRetries) this.#lost++;
    if (this.#attempts > Math.max(maxRetries, least) || resumeAt >= this.#deadline) {
      this.#fail(error);
      return;
    }
    // What is sent is what was given, whatever the caller does with his values meanwhile.
    if (this.#open === 0) this.hold();
    if (this.isSettled) return;
    this.#node = undefined;
    this.#listener.retrying(error, this.#attempts);
    if (pause > 0) this.#host.wheel.schedule(this, resumeAt);
    else this.#attempt();
  }

  /** Gives up the attempt under way, for its time is over. */
  #timeOut(what: string): AerospikeError {
    const shortage = this.#sender()?.withdraw(this);
    this.#abandon(true);
    if (shortage !== undefined) return unsentFailure(shortage, this.#context());
    this.#node?.breaker.count();
    return commandTimeout(this.#command, this.#context(), what);
  }

  /** @param isLate - whether the time of the command is over. */
  #abandon(isLate: boolean): void {
    const carrier = this.#carrier;
    if (carrier === undefined) return;
    const wasSilent = isLate && carrier.connection.chunksReceived === this.#chunksBefore;
    const wasSent = this.#leaveCarrier();
    carrier.abandon(this, wasSilent, this.#command.policy.timeoutDelay);
    // What was not flushed yet leaves nevertheless, if the connection stays open.
    if (!wasSent && !carrier.connection.closed) this.#open++;
  }

  /** @returns whether the request has left. */
  #leaveCarrier(): boolean {
    const { connection } = this.#carrier as CommandCarrier;
    this.#carrier = undefined;
    const wasSent = connection.flushes > this.#flushesBefore;
    if (wasSent) this.#open++;
    else this.#encoded ??= connection.copyFrame(this.#writtenFrom);
    return wasSent;
  }

  #context(): AerospikeErrorOptions {
    const progress = { node: this.#node?.name, attempts: this.#attempts, open: this.#open };
    return failureContext(this.#command, progress);
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
    unlisten(this.#command.policy.signal, this);
    this.#host.onSettled();
  }
}
