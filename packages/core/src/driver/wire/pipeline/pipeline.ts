import { ProtoType, WireError } from '@aeroform/protocol';
import type { Connection, ConnectionOwner } from '../socket/connection.js';
import type { PipelinedCommand } from './pipelined-command.js';

/** What a pipeline tells the group it belongs to. */
export interface PipelineListener {
  /** Answers were read: there is room for more commands. */
  onRoom(): void;
  onPipelineClosed(pipeline: Pipeline): void;
  /** The connection was lost with commands on the way. */
  onPipelineBroken(): void;
}

/**
 * A connection with many single-record commands on the way. The server answers in the order of the
 * requests, so a command is known by its place in line; one that was given up keeps its place until
 * its answer has passed.
 */
export class Pipeline implements ConnectionOwner {
  readonly connection: Connection;
  readonly #listener: PipelineListener;
  /** A ring: commands in the order they were sent; undefined where one was given up. */
  readonly #line: (PipelinedCommand | undefined)[];
  readonly #mask: number;
  #head = 0;
  #tail = 0;
  #live = 0;
  #retired = false;
  /** State of the connection when it was last found to be in use. */
  #seenChunks = -1;
  #idleSince = 0;
  #closeDelay = 0;

  /** @param depth - most commands on the way at a time; a power of two. */
  constructor(connection: Connection, depth: number, listener: PipelineListener) {
    this.connection = connection;
    this.#listener = listener;
    this.#line = new Array<PipelinedCommand | undefined>(depth).fill(undefined);
    this.#mask = depth - 1;
    connection.owner = this;
  }

  /** Commands sent and not answered, including those given up. */
  get load(): number {
    return this.#tail - this.#head;
  }

  get isFull(): boolean {
    return this.#tail - this.#head > this.#mask;
  }

  /** Whether it takes no more commands. */
  get isRetired(): boolean {
    return this.#retired;
  }

  /** Puts an encoded command in line; its bytes are in the connection's writer already. */
  enqueue(command: PipelinedCommand): void {
    command.place = this.#tail;
    this.#line[this.#tail++ & this.#mask] = command;
    this.#live++;
    this.connection.scheduleFlush();
  }

  /** The caller no longer waits for this command: its answer will be skipped. */
  abandon(command: PipelinedCommand): void {
    this.#line[command.place & this.#mask] = undefined;
    this.#live--;
    this.#closeWhenSpent();
  }

  /**
   * Takes no more commands, and closes once nobody waits for an answer.
   *
   * @param delay - milliseconds that late answers are still read before closing.
   */
  retire(delay = 0): void {
    this.#closeDelay = Math.max(this.#closeDelay, delay);
    if (this.#retired) return;
    this.#retired = true;
    this.#listener.onPipelineClosed(this);
    this.#closeWhenSpent();
  }

  /** Whether nothing has come or gone for so many milliseconds; asked from time to time. */
  hasBeenIdle(now: number, duration: number): boolean {
    const { chunksReceived } = this.connection;
    if (this.load > 0 || chunksReceived !== this.#seenChunks) {
      this.#seenChunks = chunksReceived;
      this.#idleSince = now;
    }
    return now - this.#idleSince >= duration;
  }

  onFrame(type: number, buffer: Buffer, start: number, end: number): boolean {
    if (type !== ProtoType.message && type !== ProtoType.compressed) {
      throw new WireError(start, `a message frame, found type ${type}`);
    }
    if (this.#head === this.#tail) throw new WireError(start, 'no answer without a request');
    const at = this.#head++ & this.#mask;
    const command = this.#line[at];
    if (command === undefined) return true;
    this.#line[at] = undefined;
    this.#live--;
    if (type === ProtoType.compressed) command.onPackedAnswer(buffer.subarray(start, end), this);
    else if (!command.onAnswer(buffer, start, end)) this.retire();
    return true;
  }

  onChunkEnd(): void {
    if (this.#retired) this.#closeWhenSpent();
    else this.#listener.onRoom();
  }

  onClose(cause: Error): void {
    if (!this.#retired) {
      if (this.load > 0) this.#listener.onPipelineBroken();
      this.#listener.onPipelineClosed(this);
    }
    this.#retired = true;
    while (this.#head < this.#tail) {
      const at = this.#head++ & this.#mask;
      const command = this.#line[at];
      this.#line[at] = undefined;
      command?.onConnectionLost(cause);
    }
  }

  #closeWhenSpent(): void {
    if (!this.#retired || this.#live > 0) return;
    const close = (): void => this.connection.close(new Error('given up on'));
    if (this.#closeDelay > 0 && this.load > 0) setTimeout(close, this.#closeDelay).unref();
    else close();
  }
}
