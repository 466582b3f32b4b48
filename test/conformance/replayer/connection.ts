import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Frame, FrameSplitter, WireError } from '@aeroform/protocol';

/** Where the server under test listens. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** One socket, and the frames that came since the last request. */
export class Connection {
  readonly #socket: Socket;
  #splitter = new FrameSplitter();
  #frames: Frame[] = [];
  #byteCount = 0;
  #broken: WireError | undefined;
  #closed = false;
  #wake: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('close', () => {
      this.#closed = true;
      this.#wake?.();
    });
    // A reset shows as a close behind it.
    socket.on('error', () => undefined);
  }

  /** @throws when nobody listens there, or nobody answers within `milliseconds`. */
  static async open(address: ServerAddress, milliseconds: number): Promise<Connection> {
    const socket = connect({ ...address, noDelay: true });
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(milliseconds) });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return new Connection(socket);
  }

  get frames(): readonly Frame[] {
    return this.#frames;
  }

  /** All bytes received since the last request, those behind the last whole frame included. */
  get byteCount(): number {
    return this.#byteCount;
  }

  /** True when the server closed it. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Why what follows the frames is none; nothing is read behind it. */
  get broken(): WireError | undefined {
    return this.#broken;
  }

  /** Bytes of a frame that is not whole yet. */
  get restSize(): number {
    return this.#splitter.bufferedSize;
  }

  /** Sends a request and forgets what came before it. */
  send(request: Buffer): void {
    this.#splitter = new FrameSplitter();
    this.#frames = [];
    this.#byteCount = 0;
    this.#broken = undefined;
    this.#socket.write(request);
  }

  /** Waits for bytes or the end of the connection. @returns false when the time is up. */
  change(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (changed: boolean): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve(changed);
      };
      const timer = setTimeout(() => settle(false), milliseconds);
      this.#wake = () => settle(true);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#byteCount += chunk.length;
    try {
      if (this.#broken === undefined) this.#frames.push(...this.#splitter.push(chunk));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#broken = error;
    }
    this.#wake?.();
  }
}
