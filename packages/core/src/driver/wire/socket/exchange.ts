import { type MsgpackWriter, ProtoType, WireError } from '@aeroform/protocol';
import type { AerospikeErrorOptions } from '../../../error/aerospike-error.js';
import { abortFailure } from '../../../error/abort-failure.js';
import { inflateAnswer } from '../compression/inflate-answer.js';
import { connectionFailure, timeoutFailure } from '../failure.js';
import { type Abortable, listen, unlisten } from './abort-calls.js';
import type { Connection, ConnectionOwner } from './connection.js';
import { LateAnswer } from './late-answer.js';
import { monotonicNow, type TimingWheel, WheelEntry } from './timing-wheel.js';

/** How long something may take. */
export interface Limits {
  /** On the monotonic clock; Infinity for no end. */
  readonly deadline: number;
  /** Longest silence of the socket in milliseconds, 0 for no limit. */
  readonly socketTimeout: number;
  readonly signal: AbortSignal | null;
  /** How long an answer is waited for that comes too late, in milliseconds; 0 closes the connection. */
  readonly timeoutDelay?: number;
  /** Whether the request changes something, so that without an answer to it nobody knows. */
  readonly isChange?: boolean;
}

/** Reads one frame of an answer. */
export interface AnswerReader {
  /**
   * @param isOwn - nobody else uses the buffer; otherwise it is only valid during the call.
   * @returns true when the answer is complete; an offset to be called with again in the next turn of the
   * event loop, for frames that take long.
   */
  readFrame(
    type: number,
    buffer: Buffer,
    start: number,
    end: number,
    isOwn: boolean,
  ): boolean | number;
  /**
   * Reads a message frame as it comes, if that is wanted.
   *
   * @param isLast - the frame ends with this part.
   * @returns true when the answer is complete; the offset behind what could be read.
   */
  readPart?(buffer: Buffer, start: number, end: number, isLast: boolean): true | number;
}

/** Where a frame is in its buffer. */
interface FrameRange {
  readonly start: number;
  readonly end: number;
  /** Nobody else uses the buffer. */
  readonly isOwn: boolean;
}

/**
 * One request that has a connection for itself until the last frame of its answer. An answer that
 * is not read to its end closes the connection.
 */
export class Exchange extends WheelEntry implements Abortable, ConnectionOwner {
  readonly #wheel: TimingWheel;
  readonly #connection: Connection;
  readonly #node: string;
  readonly #limits: Limits;
  #reader: AnswerReader | undefined;
  #resolve!: () => void;
  #reject!: (error: Error) => void;
  #seenChunks = 0;
  /** State of the connection when the request was appended. */
  #flushesBefore = 0;
  #paused = false;
  /** The last frame that waits for another one to be inflated. */
  #line: Promise<void> | undefined;
  #done = false;

  constructor(wheel: TimingWheel, connection: Connection, node: string, limits: Limits) {
    super();
    this.#wheel = wheel;
    this.#connection = connection;
    this.#node = node;
    this.#limits = limits;
  }

  /** Sends what `write` appends and resolves when `reader` has read the whole answer. */
  async run(write: (writer: MsgpackWriter) => void, reader: AnswerReader): Promise<void> {
    const { signal } = this.#limits;
    try {
      if (signal?.aborted === true) throw abortFailure(signal);
      if (this.#connection.closed) {
        throw connectionFailure(this.#node, new Error('the server closed the idle connection'));
      }
      this.#flushesBefore = this.#connection.flushes;
      write(this.#connection.writer);
      await new Promise<void>((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
        this.#reader = reader;
        this.#connection.owner = this;
        this.#connection.flush();
        this.#arm(monotonicNow());
        listen(signal, this);
      });
    } catch (error) {
      if (this.#connection.lateAnswer === undefined) this.#connection.close(error as Error);
      throw error;
    } finally {
      unlisten(signal, this);
    }
  }

  /** Stops reading while the consumer is busy; that time is not the server's silence. */
  pause(): void {
    if (this.#done || this.#paused) return;
    this.#paused = true;
    this.#connection.pause();
  }

  resume(): void {
    if (this.#done || !this.#paused) return;
    this.#paused = false;
    if (this.#line === undefined) this.#connection.resume();
    this.#arm(monotonicNow());
  }

  /** Gives up on the answer. */
  abandon(error: Error): void {
    this.#settle(error);
  }

  /** While frames wait, those behind them are wanted as a whole. */
  takesParts(type: number): boolean {
    return (
      type === ProtoType.message && this.#line === undefined && this.#reader?.readPart !== undefined
    );
  }

  onPart(buffer: Buffer, start: number, end: number, isLast: boolean): number {
    if (this.#done) throw new WireError(start, 'no frame without a request');
    const read = this.#reader?.readPart?.(buffer, start, end, isLast) ?? end;
    if (read !== true) return read;
    this.#settle();
    return end;
  }

  onFrame(type: number, buffer: Buffer, start: number, end: number, isOwn: boolean): boolean {
    if (this.#done) throw new WireError(start, 'no frame without a request');
    if (this.#line !== undefined) {
      this.#wait(type, Buffer.from(buffer.subarray(start, end)));
    } else if (type === ProtoType.compressed) {
      const message = inflateAnswer(buffer.subarray(start, end));
      if (Buffer.isBuffer(message)) {
        this.#readNow(ProtoType.message, message, { start: 0, end: message.length, isOwn: true });
      } else this.#wait(ProtoType.message, message);
    } else {
      this.#readNow(type, buffer, { start, end, isOwn });
    }
    return !this.#done;
  }

  #readNow(type: number, buffer: Buffer, range: FrameRange): void {
    const rest = this.#read(type, buffer, range);
    if (rest === null) return;
    const left = buffer.subarray(rest, range.end);
    this.#wait(type, nextTurn(range.isOwn ? left : Buffer.from(left)));
  }

  /** @returns the offset of what is left for another turn. */
  #read(type: number, buffer: Buffer, { start, end, isOwn }: FrameRange): number | null {
    const rest = this.#reader?.readFrame(type, buffer, start, end, isOwn) ?? false;
    if (rest === true) this.#settle();
    return typeof rest === 'number' ? rest : null;
  }

  /** Reads a frame once it is there and all those in front of it are read; the server waits meanwhile. */
  #wait(type: number, body: Buffer | Promise<Buffer>): void {
    if (this.#line === undefined) this.#connection.pause();
    const line = (this.#line ?? Promise.resolve())
      .then(() => this.#readLater(type, body))
      .catch((error: Error) => this.#connection.close(error))
      .finally(() => {
        if (this.#line !== line) return;
        this.#line = undefined;
        if (!this.#paused || this.#done) this.#connection.resume();
        if (!this.#done) this.#arm(monotonicNow());
      });
    this.#line = line;
  }

  async #readLater(type: number, body: Buffer | Promise<Buffer>): Promise<void> {
    const isPacked = Buffer.isBuffer(body) && type === ProtoType.compressed;
    const message = isPacked ? await inflateAnswer(body) : await body;
    let rest: number | null = 0;
    while (rest !== null && !this.#done) {
      if (rest > 0) await nextTurn(message);
      const range = { start: rest, end: message.length, isOwn: true };
      rest = this.#read(isPacked ? ProtoType.message : type, message, range);
    }
  }

  onClose(cause: Error): void {
    this.#settle(connectionFailure(this.#node, cause, this.#context));
  }

  onDue(now: number): void {
    if (now >= this.#limits.deadline) {
      this.#timeOut(`Node ${this.#node} did not answer within the total time-out`);
      return;
    }
    const { chunksReceived } = this.#connection;
    if (this.#paused || this.#line !== undefined || chunksReceived !== this.#seenChunks) {
      this.#seenChunks = chunksReceived;
      this.#arm(now);
      return;
    }
    const { socketTimeout } = this.#limits;
    this.#timeOut(`Node ${this.#node} was silent for ${socketTimeout} ms`);
  }

  #timeOut(text: string): void {
    const { timeoutDelay = 0 } = this.#limits;
    if (timeoutDelay > 0 && this.#line === undefined) {
      this.#connection.lateAnswer = new LateAnswer(this.#connection, timeoutDelay);
      this.#connection.owner = this.#connection.lateAnswer;
    }
    this.#settle(timeoutFailure(text, this.#context));
  }

  /** What a failure while waiting for the answer tells. */
  get #context(): AerospikeErrorOptions {
    const wasSent = this.#connection.flushes > this.#flushesBefore;
    return { node: this.#node, inDoubt: this.#limits.isChange === true && wasSent };
  }

  #arm(now: number): void {
    const { deadline, socketTimeout } = this.#limits;
    const silenceEnds = socketTimeout > 0 ? now + socketTimeout : Infinity;
    const due = Math.min(deadline, silenceEnds);
    if (due < Infinity) this.#wheel.schedule(this, due);
  }

  #settle(error?: Error): void {
    if (this.#done) return;
    this.#done = true;
    this.#wheel.cancel(this);
    // The frame that filled the queue may have been the last one: the next user must be able to read.
    if (this.#paused) this.#connection.resume();
    if (error) this.#reject(error);
    else this.#resolve();
  }

  onAbort(): void {
    this.#settle(abortFailure(this.#limits.signal as AbortSignal, this.#context));
  }
}

/** The same, after others had their turn. */
function nextTurn<T>(value: T): Promise<T> {
  return new Promise((resolve) => setImmediate(resolve, value));
}
