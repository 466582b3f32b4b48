import { connect, type OnReadOpts, type Socket } from 'node:net';
import { MsgpackWriter, PROTO_HEADER_SIZE, readProtoHeader, WireError } from '@aeroform/protocol';
import type { Address } from './address.js';
import { FrameReader } from './frame-reader.js';
import { idleNow } from './idle-clock.js';
import type { LateAnswer } from './late-answer.js';
import { explainHandshake, explainTlsError, type TlsClient } from './tls-client.js';

const RECEIVE_BUFFER_SIZE = 64 * 1024;
const SEND_BUFFER_SIZE = 16 * 1024;
/** A send buffer that grew beyond this for one large request is not kept. */
const LARGEST_KEPT_SEND_BUFFER = 1024 * 1024;

/** How a connection is opened. */
export interface ConnectionOptions {
  /** Milliseconds until it must be open and encrypted. */
  readonly timeout: number;
  /** Undefined for connections that are not encrypted. */
  readonly tls: TlsClient | undefined;
  /** Gives up opening. */
  readonly signal: AbortSignal;
}

/** What a connection tells its owner. */
export interface ConnectionOwner {
  /**
   * One frame; false when the rest must not be read.
   *
   * @param isOwn - nobody else uses the buffer; otherwise it is readable only during the call.
   */
  onFrame(type: number, buffer: Buffer, start: number, end: number, isOwn: boolean): boolean;
  /** Whether a frame that comes in several chunks is wanted as it comes. */
  takesParts?(type: number): boolean;
  /**
   * A part of such a frame, readable only during the call.
   *
   * @returns the offset behind what could be read: the rest comes again in front of the next part.
   */
  onPart?(buffer: Buffer, start: number, end: number, isLast: boolean): number;
  /** All frames of one received chunk were handed over. */
  onChunkEnd?(): void;
  /** The connection is gone; no further call follows. */
  onClose(cause: Error, connection: Connection): void;
}

const ORPHAN: ConnectionOwner = {
  onFrame: () => {
    throw new Error('the server sent something that nobody asked for');
  },
  onClose: () => undefined,
};

/**
 * One socket to a node. Requests are appended to `writer` and go out in one write per turn of the
 * event loop; answers are decoded straight from the receive buffer, which is reused.
 */
export class Connection {
  readonly writer: MsgpackWriter = new MsgpackWriter(SEND_BUFFER_SIZE);
  /** Given by the current user of the connection; owners change when it goes back to the pool. */
  owner: ConnectionOwner = ORPHAN;
  /**
   * When a request was last sent, or the socket was created, on the clock of {@link idleNow}. Answers may
   * be read long after they came, when the process stood still.
   */
  sentAt: number = idleNow();
  /** Chunks received so far: tells whether anything arrived since an earlier look. */
  chunksReceived = 0;
  /** Flushes so far: tells whether something appended earlier has left for the socket. */
  flushes = 0;
  closed = false;
  /** What is still to come before the connection can be used again. */
  lateAnswer: LateAnswer | undefined = undefined;
  /** Told of the end, besides the owner. */
  onEnd: ((cause: Error) => void) | undefined = undefined;

  readonly #socket: Socket;
  readonly #frames: FrameReader;
  #flushScheduled = false;
  #paused = false;

  private constructor(address: Address, tls: TlsClient | undefined) {
    this.#frames = new FrameReader({
      onFrame: (type, buffer, start, end, isOwn) =>
        this.owner.onFrame(type, buffer, start, end, isOwn) && !this.closed,
      takesParts: (type) => this.owner.takesParts?.(type) === true,
      onPart: (buffer, start, end, isLast) => this.#onPart(buffer, start, end, isLast),
    });
    const onread: OnReadOpts = {
      buffer: Buffer.allocUnsafeSlow(RECEIVE_BUFFER_SIZE),
      callback: (size, chunk) => this.#receive(size, chunk as Buffer),
    };
    const { host, port } = address;
    this.#socket = tls?.connect(address, onread) ?? connect({ host, port, onread });
    this.#socket.setNoDelay(true).setKeepAlive(true);
    this.#socket.on('error', (error) => this.close(explainTlsError(error)));
    this.#socket.on('close', this.#onServerClosed);
  }

  /**
   * Opens a socket.
   *
   * @throws the system's error, one that tells of the time-out, or the reason of the signal.
   */
  static async open(
    address: Address,
    { timeout, tls, signal }: ConnectionOptions,
  ): Promise<Connection> {
    signal.throwIfAborted();
    const connection = new Connection(address, tls);
    const onAbort = (): void => connection.close(signal.reason as Error);
    const onTimeout = (): void => connection.close(new Error(`no connection within ${timeout} ms`));
    const timer = setTimeout(onTimeout, timeout);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        connection.#socket.once(tls === undefined ? 'connect' : 'secureConnect', () => resolve());
        const explain = tls === undefined ? (cause: Error) => cause : explainHandshake;
        connection.owner = { ...ORPHAN, onClose: (cause) => reject(explain(cause)) };
      });
      // Before that, an end is part of a failure that tells more.
      connection.#socket.once('end', connection.#onServerClosed);
      connection.disown();
      return connection;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /**
   * Sends what was appended to `writer` at the end of this turn of the event loop: what all sockets
   * brought in meanwhile has led to further requests by then, and they share one write.
   */
  scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(this.flush);
  }

  /** The same as soon as the code that runs now is done, and what waited for its promises. */
  flushSoon(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    process.nextTick(this.flush);
  }

  /**
   * Sends what was appended to `writer` now: for requests that share their connection, and so their
   * write, with no other.
   */
  readonly flush = (): void => {
    this.#flushScheduled = false;
    const writer = this.writer;
    if (this.closed || writer.offset === 0) return;
    this.flushes++;
    this.sentAt = idleNow();
    this.#socket.write(writer.view());
    const handedToKernel = this.#socket.writableLength === 0;
    if (!handedToKernel || writer.buffer.length > LARGEST_KEPT_SEND_BUFFER) {
      writer.buffer = Buffer.allocUnsafeSlow(SEND_BUFFER_SIZE);
    }
    writer.reset();
  };

  /** Takes what was appended to `writer` from `start` on out of it again; returns the bytes. */
  takeBack(start: number): Buffer {
    const { writer } = this;
    const taken = writer.buffer.subarray(start, writer.offset);
    const rest = Buffer.allocUnsafeSlow(Math.max(SEND_BUFFER_SIZE, start));
    writer.buffer.copy(rest, 0, 0, start);
    writer.buffer = rest;
    writer.offset = start;
    return taken;
  }

  /** A copy of the frame in `writer` that begins at `start`. */
  copyFrame(start: number): Buffer {
    const { buffer } = this.writer;
    const size = PROTO_HEADER_SIZE + readProtoHeader(buffer, start).bodySize;
    return Buffer.from(buffer.subarray(start, start + size));
  }

  /** Stops reading, so that the server has to wait. */
  pause(): void {
    this.#paused = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#socket.resume();
  }

  /** Hands the connection to nobody, until somebody becomes its owner: a frame closes it. */
  disown(): void {
    this.owner = ORPHAN;
  }

  close(cause: Error): void {
    if (this.closed) return;
    this.closed = true;
    const owner = this.owner;
    this.owner = ORPHAN;
    this.#socket.destroy();
    this.onEnd?.(cause);
    owner.onClose(cause, this);
  }

  /** Nothing more is sent then, though the socket could: nobody would answer. */
  readonly #onServerClosed = (): void => {
    this.close(new Error('the server closed the connection'));
  };

  /**
   * @returns false to stop reading. Behind a full buffer there is more, of which Node would read two
   * megabytes before anything else has its turn: the rest is read in the next turn of the event loop.
   */
  #receive(size: number, chunk: Buffer): boolean {
    if (this.closed) return false;
    this.chunksReceived++;
    try {
      this.#frames.push(chunk, size);
      this.owner.onChunkEnd?.();
    } catch (error) {
      this.close(error as Error);
    }
    if (size < chunk.length || this.closed) return !this.closed;
    setImmediate(this.#readOn);
    return false;
  }

  /** The owner may be another one than that of the part before. */
  #onPart(buffer: Buffer, start: number, end: number, isLast: boolean): number {
    if (this.owner.onPart === undefined) throw new WireError(start, 'no rest of a frame');
    const read = this.owner.onPart(buffer, start, end, isLast);
    return this.closed ? -1 : read;
  }

  readonly #readOn = (): void => {
    if (!this.closed && !this.#paused) this.#socket.resume();
  };
}
