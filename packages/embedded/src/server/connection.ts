import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import {
  type Frame,
  FrameSplitter,
  PROTO_HEADER_SIZE,
  ProtoType,
  writeProtoHeader,
} from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Session } from '../cluster/session.js';
import type { AnswerWriter } from '../command/answer-writer.js';
import type { Responder } from '../command/responder.js';
import { InfoOverflowError } from '../info/answer-info.js';
import { countInternalError } from '../cluster/counters.js';
import type { User } from '../security/user.js';
import { dispatchFrame } from './dispatch.js';
import { dispatchFaulty, type FaultyContext } from './faulty-dispatch.js';
import type { Line } from './line.js';

/** Answers are handed to the socket at the latest when so many bytes have come together. */
const FLUSH_SIZE = 256 * 1024;
/** Larger answers leave the shared buffer to the socket instead of being copied. */
const COPY_LIMIT = 64 * 1024;
/** How much is read ahead while an answer is not complete, so that a leaving client is noticed. */
const READ_AHEAD = 64 * 1024;

/**
 * One client. Frames are answered strictly in their order; the answers to all frames of one chunk
 * leave in one write. While an answer is not complete, or the client does not take what was sent,
 * little more is read from it.
 */
export class Connection implements Responder, Session, Line {
  userAgent: string | undefined;
  user: User | undefined;
  readonly certificateName: string | undefined;
  readonly #node: Node;
  readonly #socket: Socket;
  /** Shared by all connections: between two frames it is empty. */
  readonly #answer: AnswerWriter;
  readonly #splitter = new FrameSplitter();
  #frames: Frame[] = [];
  #next = 0;
  /** A frame is being answered, or the client must first take what was sent. */
  #waiting = false;
  /** Bytes that came meanwhile. */
  #readAhead = 0;
  #broken = false;
  /** Nothing is answered any more. */
  #muted = false;
  #abort: AbortController | undefined;

  constructor(node: Node, socket: Socket, answer: AnswerWriter) {
    this.#node = node;
    this.#socket = socket;
    this.#answer = answer;
    this.certificateName = certificateNameOf(socket);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    // What fails is followed by 'close'.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#abort?.abort());
  }

  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.#socket.destroyed) this.#abort.abort();
    }
    return this.#abort.signal;
  }

  get remoteAddress(): string {
    return `${this.#socket.remoteAddress ?? ''}:${this.#socket.remotePort ?? 0}`;
  }

  close(): void {
    this.#socket.destroy();
  }

  async write(body: Buffer, type: ProtoType = ProtoType.message): Promise<void> {
    if (this.#socket.destroyed) return;
    // The answers to frames in front of this one go first.
    this.#flush();
    if (this.#socket.destroyed) return;
    const header = Buffer.allocUnsafe(PROTO_HEADER_SIZE);
    writeProtoHeader(header, type, body.length);
    this.#socket.cork();
    this.#socket.write(header);
    const more = this.#socket.write(body);
    this.#socket.uncork();
    if (!more) await this.#drained();
  }

  async send(bytes: Buffer): Promise<void> {
    if (this.#socket.destroyed) return;
    this.#flush();
    if (this.#socket.destroyed) return;
    if (!this.#socket.write(bytes)) await this.#drained();
  }

  end(): void {
    this.#giveUp();
  }

  reset(): void {
    this.#flush();
    this.#muted = true;
    // Only TCP can be reset, not what is encrypted on top of it.
    if (this.#socket instanceof TLSSocket) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  mute(reads: boolean): void {
    this.#flush();
    this.#muted = true;
    this.#frames = [];
    this.#next = 0;
    if (reads) this.#socket.resume();
    else this.#socket.pause();
  }

  #receive(chunk: Buffer): void {
    if (this.#muted) return;
    if (this.#waiting) {
      this.#readAhead += chunk.length;
      if (this.#readAhead >= READ_AHEAD) this.#socket.pause();
    }
    try {
      const frames = this.#splitter.push(chunk);
      if (this.#next === this.#frames.length) {
        this.#frames = frames;
        this.#next = 0;
      } else {
        this.#frames.push(...frames);
      }
      this.#splitter.assertIntact();
    } catch {
      this.#node.counters.brokenFrames++;
      this.#broken = true;
    }
    if (!this.#waiting) this.#answerFrames();
  }

  /** Answers the frames that are there, until one takes longer or the client takes no more. */
  #answerFrames(): void {
    const context = {
      node: this.#node,
      session: this,
      answer: this.#answer,
      responder: this,
      line: this,
    };
    while (this.#next < this.#frames.length && !this.#socket.destroyed) {
      const pending = this.#dispatch(context, this.#frames[this.#next++] as Frame);
      if (pending !== undefined) {
        this.#flush();
        this.#waitFor(pending);
        return;
      }
      if (this.#answer.offset >= FLUSH_SIZE && !this.#flush()) {
        this.#waitFor(this.#drained());
        return;
      }
    }
    this.#frames = [];
    this.#next = 0;
    const more = this.#flush();
    if (this.#broken) this.#socket.destroySoon();
    else if (!more) this.#waitFor(this.#drained());
  }

  /** A fault of the server itself costs the connection, never the process. */
  #dispatch(context: FaultyContext, frame: Frame): Promise<void> | undefined {
    const start = this.#answer.offset;
    try {
      const dispatch = this.#node.faults.isSet ? dispatchFaulty : dispatchFrame;
      return dispatch(context, frame)?.catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#answer.offset = start;
      this.#fail(error);
      return undefined;
    }
  }

  #fail(error: unknown): void {
    if (error instanceof InfoOverflowError) this.#node.counters.brokenFrames++;
    else countInternalError(this.#node.counters, error);
    this.#giveUp();
  }

  /** Closes the connection when everything has been sent. */
  #giveUp(): void {
    this.#frames = [];
    this.#next = 0;
    this.#broken = true;
  }

  #waitFor(pending: Promise<void>): void {
    this.#waiting = true;
    this.#readAhead = 0;
    void pending.then(() => {
      this.#waiting = false;
      if (this.#muted) return;
      this.#socket.resume();
      this.#answerFrames();
    });
  }

  /** @returns false when the client should first take what was sent. */
  #flush(): boolean {
    const answer = this.#answer;
    if (this.#node.journal !== undefined && !this.#makeDurable()) return true;
    if (answer.offset === 0) return true;
    let bytes = answer.view();
    if (bytes.length <= COPY_LIMIT) bytes = Buffer.from(bytes);
    else answer.buffer = Buffer.allocUnsafe(COPY_LIMIT);
    answer.reset();
    return this.#socket.write(bytes);
  }

  /** What can't be written down is not answered either. */
  #makeDurable(): boolean {
    try {
      this.#node.journal?.flush();
      return true;
    } catch (error) {
      this.#answer.reset();
      this.#fail(error);
      this.#socket.destroy();
      return false;
    }
  }

  #drained(): Promise<void> {
    const socket = this.#socket;
    if (socket.destroyed || !socket.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        socket.off('drain', done);
        socket.off('close', done);
        resolve();
      };
      socket.on('drain', done);
      socket.on('close', done);
    });
  }
}

/** The common name in the certificate of the client, if a certificate was asked for and is right. */
function certificateNameOf(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  // The type declarations leave out that a client may have none.
  const subject = socket.getPeerCertificate().subject as { CN?: string } | undefined;
  return subject?.CN;
}
