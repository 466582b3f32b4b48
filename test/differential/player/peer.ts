import { type Frame, Info3, readMessages, ResultCode } from '@aeroform/protocol';
import { Connection, type ServerAddress } from '../../conformance/replayer/connection.js';
import { infoFrame } from '../generator/frame.js';
import type { AnswerKind, GeneratedRequest, Settling } from '../generator/step.js';

const ANSWER_TIMEOUT = 10_000;
const POLL_MS = 2;
const POLLS = 2500;
/** So long truncated records may go on to show in errors. */
const TRUNCATION_MS = 50;

/** What a server answered to one request. */
export interface RawAnswer {
  readonly frames: readonly Frame[];
  readonly end: 'complete' | 'closed' | 'silent';
}

/** Whether a frame is the last one of an answer; of most answers the first is. */
const ENDS: Partial<Record<AnswerKind, (frame: Frame) => boolean>> = {
  batch: (frame) => isLast(frame),
  query: (frame) => isLast(frame) || isError(frame),
  'counted query': (frame) => isLast(frame) || isError(frame),
};

function isLast({ body }: Frame): boolean {
  const header = readMessages(body).at(-1)?.header;
  return header === undefined || (header.info3 & Info3.last) !== 0;
}

/** A query that is refused is answered with one message. Partitions may fail without ending it. */
function isError({ body }: Frame): boolean {
  const header = readMessages(body).at(-1)?.header;
  const ended = header !== undefined && (header.info3 & Info3.partitionDone) === 0;
  return ended && header.resultCode !== ResultCode.OK;
}

/** One of the two servers, over one connection that is opened again when it is closed. */
export class Peer {
  readonly name: string;
  readonly #address: ServerAddress;
  #connection: Connection | undefined;

  constructor(name: string, address: ServerAddress) {
    this.name = name;
    this.#address = address;
  }

  /** Sends a request and waits for the whole answer. */
  async ask({ frame, answer }: GeneratedRequest): Promise<RawAnswer> {
    const connection = await this.#open();
    connection.send(frame);
    const raw = await collect(connection, ENDS[answer]);
    if (raw.end !== 'complete') this.close();
    return raw;
  }

  /** The text that an info command is answered with. */
  async info(command: string): Promise<string> {
    const { frames } = await this.ask({ frame: infoFrame(command), answer: 'info' });
    return frames.map(({ body }) => body.toString('utf8')).join('');
  }

  /** Waits until the effects of a request are there. */
  async settle(settling: Settling): Promise<void> {
    const { command, done } = SETTLINGS[settling.kind](settling as never);
    for (let i = 0; i < POLLS; i++) {
      if (command === undefined) {
        await pause(TRUNCATION_MS);
        return;
      }
      if (done(await this.info(command))) return;
      await pause(POLL_MS);
    }
    throw new Error(`${this.name} does not get done with ${command ?? settling.kind}`);
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #open(): Promise<Connection> {
    if (this.#connection?.closed === true) this.close();
    this.#connection ??= await Connection.open(this.#address, ANSWER_TIMEOUT);
    return this.#connection;
  }
}

interface Poll {
  /** Undefined: only time has to pass. */
  readonly command: string | undefined;
  readonly done: (answer: string) => boolean;
}

type SettlingOf<Kind extends Settling['kind']> = Extract<Settling, { kind: Kind }>;

const SETTLINGS: { [Kind in Settling['kind']]: (settling: SettlingOf<Kind>) => Poll } = {
  sindex: ({ name }) => ({
    command: `sindex-stat:namespace=test;indexname=${name}`,
    done: (answer) => answer.includes('load_pct=100') || /ERROR|FAIL/.test(answer),
  }),
  job: ({ taskId }) => ({
    command: `query-show:trid=${taskId}`,
    done: (answer) => answer.includes('status=done') || /ERROR|FAIL/.test(answer),
  }),
  clock: () => ({ command: undefined, done: () => true }),
};

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

async function collect(
  connection: Connection,
  ends: (frame: Frame) => boolean = () => true,
): Promise<RawAnswer> {
  const deadline = performance.now() + ANSWER_TIMEOUT;
  for (;;) {
    const { frames } = connection;
    const last = frames.at(-1);
    if (last !== undefined && ends(last)) return { frames, end: 'complete' };
    if (connection.closed) return { frames, end: 'closed' };
    const left = deadline - performance.now();
    if (left <= 0) return { frames, end: 'silent' };
    await connection.change(left);
  }
}
