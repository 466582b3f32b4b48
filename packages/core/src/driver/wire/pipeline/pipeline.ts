import { ProtoType, WireError } from '@aeroform/protocol';
import type { Connection, ConnectionOwner } from '../socket/connection.js';
import { monotonicNow } from '../socket/timing-wheel.js';
import type { CarriedCommand } from './carried-command.js';
import type { CommandCarrier } from './command-carrier.js';

/** What a pipeline tells the group it belongs to. */
export interface PipelineListener {
  /** Answers were read: there is room for more commands. */
  onRoom(): void;
  /** It takes no more commands, until it is back or for ever. */
  onPipelineAway(pipeline: Pipeline): void;
  /** Late answers came in time: it may take commands again. */
  onPipelineBack(pipeline: Pipeline): void;
  /** The connection was lost with commands on the way. */
  onPipelineBroken(): void;
  onPipelineClosed(pipeline: Pipeline): void;
}

/**
 * A connection with many single-record commands on the way. The server answers in the order of the
 * requests, so a command is known by its place in line; one that was given up keeps its place until
 * its answer has passed.
 */
export class Pipeline implements CommandCarrier, ConnectionOwner {
  readonly connection: Connection;
  readonly isShared: boolean = true;
  readonly #listener: PipelineListener;
  /** A ring: commands in the order they were sent; undefined where one was given up. */
  readonly #line: (CarriedCommand | undefined)[];
  readonly #mask: number;
  #head = 0;
  #tail = 0;
  #live = 0;
  #retired = false;
  /** Takes commands: neither retired nor waiting for late answers. */
  #isOpen = true;
  /** Until when late answers are waited for; undefined when they are not. */
  #patience: NodeJS.Timeout | undefined;
  #patienceEnds = 0;
  /** State of the connection at the last look. */
  #seenChunks = -1;
  #seenLoad = 0;

  /** @param depth - most commands on the way at a time; a power of two. */
  constructor(connection: Connection, depth: number, listener: PipelineListener) {
    this.connection = connection;
    this.#listener = listener;
    this.#line = new Array<CarriedCommand | undefined>(depth).fill(undefined);
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

  get isRetired(): boolean {
    return this.#retired;
  }

  /** Whether somebody still waits for an answer. */
  get isWanted(): boolean {
    return this.#live > 0;
  }

  enqueue(command: CarriedCommand): void {
    const isFirst = this.#tail === this.#head;
    command.place = this.#tail;
    this.#line[this.#tail++ & this.#mask] = command;
    this.#live++;
    // Nothing else is about to bring in further requests: waiting for them would only take time.
    if (isFirst) this.connection.flushSoon();
    else this.connection.scheduleFlush();
  }

  /** Its answer will be skipped. */
  abandon(command: CarriedCommand, wasSilent: boolean, delay: number): void {
    this.#line[command.place & this.#mask] = undefined;
    this.#live--;
    if (wasSilent) this.#doubt(delay);
    else this.#closeWhenSpent();
  }

  retire(): void {
    if (this.#retired) return;
    this.#retired = true;
    clearTimeout(this.#patience);
    this.#leave();
    this.#closeWhenSpent();
  }

  /** Whether nothing is on the way, nor was sent since then. */
  isIdleSince(time: number): boolean {
    return this.load === 0 && this.connection.sentAt <= time;
  }

  /**
   * To be called from time to time. Retires a connection that said nothing since the last call, while
   * somebody gave up on an answer: those who give up before their time is over do not tell of silence
   * themselves.
   */
  endSilence(): void {
    const { chunksReceived } = this.connection;
    const isSilent = chunksReceived === this.#seenChunks;
    const isStuck = isSilent && this.#seenLoad > 0 && this.load > this.#live;
    this.#seenChunks = chunksReceived;
    this.#seenLoad = this.load;
    if (isStuck) this.retire();
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
    if (this.#isOpen) this.#listener.onRoom();
    else if (this.#retired) this.#closeWhenSpent();
    else if (this.load === 0) this.#comeBack();
  }

  onClose(cause: Error): void {
    if (!this.#retired && this.load > 0) this.#listener.onPipelineBroken();
    this.#retired = true;
    this.#isOpen = false;
    clearTimeout(this.#patience);
    this.#listener.onPipelineClosed(this);
    while (this.#head < this.#tail) {
      const at = this.#head++ & this.#mask;
      const command = this.#line[at];
      this.#line[at] = undefined;
      command?.onConnectionLost(cause);
    }
  }

  /** The connection was silent for too long: it takes no more commands unless it speaks up in time. */
  #doubt(delay: number): void {
    if (delay > 0) this.#beginPatience(delay);
    else if (this.#patience === undefined) this.retire();
    this.#closeWhenSpent();
  }

  #beginPatience(delay: number): void {
    const ends = monotonicNow() + delay;
    if (this.#retired || ends <= this.#patienceEnds) return;
    clearTimeout(this.#patience);
    this.#patienceEnds = ends;
    this.#patience = setTimeout(() => this.retire(), delay).unref();
    this.#leave();
  }

  #comeBack(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#patienceEnds = 0;
    this.#isOpen = true;
    this.#listener.onPipelineBack(this);
  }

  #leave(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#listener.onPipelineAway(this);
  }

  #closeWhenSpent(): void {
    if (this.#retired && this.#live === 0) this.connection.close(new Error('given up on'));
  }
}
