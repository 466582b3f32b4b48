import { connect, type Socket } from 'node:net';
import { MsgpackWriter } from '@aeroform/protocol';
import { FrameReader } from './frame-reader.js';

const RECEIVE_BUFFER_SIZE = 64 * 1024;
const SEND_BUFFER_SIZE = 16 * 1024;
/** A send buffer that grew beyond this for one large request is not kept. */
const LARGEST_KEPT_SEND_BUFFER = 1024 * 1024;

/** Where a node listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What a connection tells its owner. */
export interface ConnectionOwner {
  /** One frame, readable only during the call; false when the rest must not be read. */
  onFrame(type: number, buffer: Buffer, start: number, end: number): boolean;
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
  /** When bytes last arrived or the connection was last taken up, on the monotonic clock. */
  lastUsed: number;
  /** Chunks received so far: tells whether anything arrived since an earlier look. */
  chunksReceived = 0;
  /** Flushes so far: tells whether something appended earlier has left for the socket. */
  flushes = 0;
  closed = false;

  readonly #socket: Socket;
  readonly #frames: FrameReader;
  #flushScheduled = false;

  private constructor(address: Address, now: number, onSettled: (error?: Error) => void) {
    this.lastUsed = now;
    this.#frames = new FrameReader((type, buffer, start, end) => {
      return this.owner.onFrame(type, buffer, start, end) && !this.closed;
    });
    this.#socket = connect({
      host: address.host,
      port: address.port,
      noDelay: true,
      keepAlive: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(RECEIVE_BUFFER_SIZE),
        callback: (size, chunk) => this.#receive(size, chunk as Buffer),
      },
    });
    this.#socket.once('connect', () => onSettled());
    this.#socket.on('error', (error) => {
      onSettled(error);
      this.close(error);
    });
    this.#socket.on('close', () => this.close(new Error('the server closed the connection')));
  }

  /**
   * Opens a socket.
   *
   * @param timeout - milliseconds, 0 for the operating system's own.
   * @throws the system's error, or one that tells of the time-out.
   */
  static async open(address: Address, timeout: number, now: number): Promise<Connection> {
    let timer: NodeJS.Timeout | undefined;
    let connection: Connection | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        connection = new Connection(address, now, (error) => (error ? reject(error) : resolve()));
        if (timeout > 0) {
          timer = setTimeout(
            () => reject(new Error(`no connection within ${timeout} ms`)),
            timeout,
          );
        }
      });
      return connection as unknown as Connection;
    } catch (error) {
      (connection as Connection | undefined)?.close(error as Error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Sends what was appended to `writer` at the end of this turn of the event loop: what all sockets
   * brought in meanwhile has led to further requests by then, and they share one write.
   */
  scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    setImmediate(this.#flush);
  }

  /** Stops reading, so that the server has to wait. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
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
    owner.onClose(cause, this);
  }

  readonly #flush = (): void => {
    this.#flushScheduled = false;
    const writer = this.writer;
    if (this.closed || writer.offset === 0) return;
    this.flushes++;
    this.#socket.write(writer.view());
    const handedToKernel = this.#socket.writableLength === 0;
    if (!handedToKernel || writer.buffer.length > LARGEST_KEPT_SEND_BUFFER) {
      writer.buffer = Buffer.allocUnsafeSlow(SEND_BUFFER_SIZE);
    }
    writer.reset();
  };

  #receive(size: number, chunk: Buffer): boolean {
    if (this.closed) return false;
    this.chunksReceived++;
    try {
      this.#frames.push(chunk, size);
      this.owner.onChunkEnd?.();
    } catch (error) {
      this.close(error as Error);
    }
    return !this.closed;
  }
}
