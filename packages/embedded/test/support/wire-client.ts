import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  ByteWriter,
  encodeFrame,
  encodeInfoRequest,
  type Frame,
  FrameSplitter,
  FieldType,
  type Message,
  type MessageField,
  type MessageHeader,
  type MessageOp,
  OpType,
  ParticleType,
  ProtoType,
  readMessages,
  writeMessage,
} from '@aeroform/protocol';

/** What a test says about a request; the rest is 0. */
export interface RequestParts extends Partial<Omit<MessageHeader, 'fieldCount' | 'opCount'>> {
  readonly fields?: readonly MessageField[];
  readonly ops?: readonly MessageOp[];
}

const EMPTY = Buffer.alloc(0);

export function text(type: number, value: string): MessageField {
  return { type, data: Buffer.from(value, 'latin1') };
}

/** Namespace, set and digest of a record; the digest is made of one byte. */
export function key(byte: number, set = 'set'): MessageField[] {
  return [
    text(FieldType.namespace, 'test'),
    text(FieldType.set, set),
    { type: FieldType.digest, data: Buffer.alloc(20, byte) },
  ];
}

export function op(
  type: number,
  name: string,
  value: Buffer = EMPTY,
  particleType: number = value.length === 0 ? ParticleType.null : ParticleType.blob,
): MessageOp {
  return { op: type, particleType, flags: 0, name: Buffer.from(name, 'latin1'), value };
}

/** Writes an integer to a bin. */
export function put(name: string, value: number): MessageOp {
  return op(OpType.write, name, int64(value), ParticleType.integer);
}

export function int64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

/** The body of a message. */
export function messageBody(parts: RequestParts): Buffer {
  const writer = new ByteWriter();
  const { fields = [], ops = [], ...header } = parts;
  const zero = { info1: 0, info2: 0, info3: 0, info4: 0, resultCode: 0 };
  const numbers = { generation: 0, recordTtl: 0, transactionTtl: 0 };
  writeMessage(writer, { ...zero, ...numbers, ...header }, fields, ops);
  return writer.toBuffer();
}

export function messageFrame(parts: RequestParts): Buffer {
  return encodeFrame(ProtoType.message, messageBody(parts));
}

/** A bare connection: frames go out, frames come back. */
export class WireClient {
  readonly socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #frames: Frame[] = [];
  #wake: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#frames.push(...this.#splitter.push(chunk));
      this.#wake?.();
    });
    socket.on('close', () => this.#wake?.());
    socket.on('error', () => undefined);
  }

  static async connect(port: number): Promise<WireClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new WireClient(socket);
  }

  /** Over a connection that is there. */
  static over(socket: Socket): WireClient {
    return new WireClient(socket);
  }

  /** The next frame; undefined when the server closes the connection instead. */
  async frame(): Promise<Frame | undefined> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      if (this.socket.destroyed || this.socket.readableEnded) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async exchange(bytes: Buffer): Promise<Frame | undefined> {
    this.socket.write(bytes);
    return this.frame();
  }

  /** Sends a message and returns the messages of the frame that answers it. */
  async messages(parts: RequestParts): Promise<Message[]> {
    const frame = await this.exchange(messageFrame(parts));
    if (frame === undefined) throw new Error('the connection was closed');
    return readMessages(frame.body);
  }

  /** Sends a message that has one message as its answer. */
  async message(parts: RequestParts): Promise<Message> {
    const [message, ...more] = await this.messages(parts);
    if (message === undefined || more.length > 0) throw new Error('not one message');
    return message;
  }

  async resultCode(parts: RequestParts): Promise<number> {
    return (await this.message(parts)).header.resultCode;
  }

  async info(command: string): Promise<string> {
    const frame = await this.exchange(encodeFrame(ProtoType.info, encodeInfoRequest([command])));
    const [, value = ''] = (frame?.body.toString('utf8') ?? '').split('\t');
    return value.replace(/\n$/, '');
  }

  close(): void {
    this.socket.destroy();
  }
}
