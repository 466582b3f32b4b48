import { createServer, type Server, type Socket } from 'node:net';
import {
  type AdminMessage,
  decodeInfoRequest,
  encodeAdminMessage,
  encodeFrame,
  encodeInfoAnswer,
  encodePartitionBitmap,
  FrameSplitter,
  Info2,
  type Message,
  MsgpackWriter,
  OpType,
  ProtoType,
  readAdminMessages,
  readMessage,
  wireParticleType,
  type WireValue,
  writeMessage,
  writeWireParticle,
} from '@aeroform/protocol';

/** A message that arrived, and how to answer it. */
export interface FakeRequest {
  readonly message: Message;
  readonly socket: Socket;
  /** Number of the connection, from 0. */
  readonly connection: number;
  /** Sends one whole message as the answer. */
  answer(parts?: AnswerParts): void;
}

export interface AnswerParts {
  readonly resultCode?: number;
  readonly generation?: number;
  readonly voidTime?: number;
  readonly rowIndex?: number;
  readonly info3?: number;
  readonly fields?: readonly { readonly type: number; readonly data: Buffer }[];
  readonly bins?: Readonly<Record<string, WireValue>>;
  /** How many empty results there are, if no bins are. */
  readonly results?: number;
}

export interface FakeServerOptions {
  readonly node?: string;
  readonly clusterName?: string;
  /** Where it listens; 127.0.0.1 unless given. */
  readonly address?: string;
  readonly port?: number;
  readonly namespace?: string;
  /** Info answers that differ from the usual ones; null for none at all. */
  readonly info?: (command: string) => string | null | undefined;
  readonly onMessage?: (request: FakeRequest) => void;
  /** Answers what the security protocol asks, on connections counted from 0. */
  readonly admin?: (
    request: AdminMessage,
    connection: number,
  ) => FakeAdminAnswer | readonly FakeAdminAnswer[] | Buffer;
}

/** A block of an answer; several share a frame, and bytes are sent as they are. */
export type FakeAdminAnswer = Pick<AdminMessage, 'resultCode'> & Partial<AdminMessage>;

const ALL_PARTITIONS = encodePartitionBitmap(() => true);

/** A server that answers the questions of a tending client, and messages as the test says. */
export class FakeServer {
  readonly node: string;
  onMessage: (request: FakeRequest) => void;
  partitionGeneration = 1;
  peersGeneration = 1;
  peers = '';
  /** Bitmaps of the namespace, one for each replica. */
  bitmaps: readonly string[] = [ALL_PARTITIONS];
  readonly sockets = new Set<Socket>();
  connections = 0;
  readonly #options: FakeServerOptions;
  #server: Server;
  #port = 0;

  private constructor(options: FakeServerOptions) {
    this.#options = options;
    this.node = options.node ?? 'FA11';
    this.onMessage = options.onMessage ?? ((request) => request.answer());
    this.#server = this.#create();
  }

  static async start(options: FakeServerOptions = {}): Promise<FakeServer> {
    const server = new FakeServer(options);
    await server.#listen(options.port ?? 0);
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get host(): string {
    return `${this.#address}:${this.#port}`;
  }

  get #address(): string {
    return this.#options.address ?? '127.0.0.1';
  }

  /** Listens on the same port again. */
  async restart(): Promise<void> {
    this.#server = this.#create();
    await this.#listen(this.#port);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  #create(): Server {
    return createServer((socket) => this.#accept(socket));
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, this.#address, () => {
        this.#port = (this.#server.address() as { port: number }).port;
        resolve();
      });
    });
  }

  #accept(socket: Socket): void {
    const connection = this.connections++;
    const splitter = new FrameSplitter();
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      for (const { type, body } of splitter.push(chunk)) {
        if (type === ProtoType.info) this.#answerInfo(socket, body);
        else if (type === ProtoType.admin) socket.write(this.#admin(body, connection));
        else this.#message(readMessage(body), socket, connection);
      }
    });
  }

  #answerInfo(socket: Socket, body: Buffer): void {
    const names = decodeInfoRequest(body);
    const rows = names.map((name) => ({ name, value: this.#infoValue(name) }));
    if (rows.some(({ value }) => value === null)) return;
    const answer = encodeInfoAnswer(rows as { name: string; value: string }[]);
    socket.write(encodeFrame(ProtoType.info, answer));
  }

  #admin(body: Buffer, connection: number): Buffer {
    const [request] = readAdminMessages(body) as [AdminMessage];
    const answer = this.#options.admin?.(request, connection) ?? { resultCode: 51 };
    if (Buffer.isBuffer(answer)) return answer;
    const blocks = [answer].flat().map((block) => ({ command: 0, fields: [], ...block }));
    return encodeFrame(ProtoType.admin, Buffer.concat(blocks.map(encodeAdminMessage)));
  }

  #infoValue(command: string): string | null {
    const { namespace = 'test', clusterName = 'fake', info } = this.#options;
    const usual: Record<string, string> = {
      node: this.node,
      build: '8.1.2.0',
      'cluster-name': clusterName,
      'partition-generation': String(this.partitionGeneration),
      'peers-generation': String(this.peersGeneration),
      'peers-clear-std': `${this.peersGeneration},3000,[${this.peers}]`,
      replicas: `${namespace}:0,${this.bitmaps.length},${this.bitmaps.join(',')};`,
    };
    const special = info?.(command);
    if (special !== undefined) return special;
    if (command.startsWith('user-agent-set:')) return 'ok';
    return usual[command] ?? 'ERROR:4:unrecognized command';
  }

  #message(message: Message, socket: Socket, connection: number): void {
    const answer = (parts: AnswerParts = {}): void => {
      socket.write(answerFrame({ results: resultCount(message), ...parts }));
    };
    this.onMessage({ message, socket, connection, answer });
  }
}

/** A frame with one message. */
export function answerFrame(parts: AnswerParts = {}): Buffer {
  return encodeFrame(ProtoType.message, answerBody(parts));
}

/** The results that a command on one record asks for: one for each of its operations but touch. */
function resultCount({ header, ops }: Message): number {
  if ((header.info2 & Info2.respondAllOps) === 0) return 0;
  return ops.filter(({ op }) => op !== OpType.touch).length;
}

export function answerBody({ results = 0, ...parts }: AnswerParts = {}): Buffer {
  const writer = new MsgpackWriter();
  const bins: [string, WireValue][] =
    parts.bins === undefined
      ? Array.from({ length: results }, () => ['', null])
      : Object.entries(parts.bins);
  const ops = bins.map(([name, value]) => ({
    op: OpType.read,
    particleType: wireParticleType(value),
    flags: 0,
    name: Buffer.from(name),
    value: particle(value),
  }));
  const header = {
    info1: 0,
    info2: 0,
    info3: parts.info3 ?? 0,
    info4: 0,
    resultCode: parts.resultCode ?? 0,
    generation: parts.generation ?? 1,
    recordTtl: parts.voidTime ?? 0,
    transactionTtl: parts.rowIndex ?? 0,
  };
  writeMessage(writer, header, parts.fields ?? [], ops);
  return writer.toBuffer();
}

function particle(value: WireValue): Buffer {
  const writer = new MsgpackWriter();
  writeWireParticle(writer, value);
  return writer.toBuffer();
}
