import { Info3, ProtoType } from '@aeroform/protocol';
import { AnswerReader, isCutOff } from '../answer/answer-reader.js';
import type { Connection, ConnectionOwner } from './connection.js';

const reader = new AnswerReader();

/**
 * Reads and drops the answer to a request that nobody waits for any more, so that its connection can be
 * used again. One that has not come in time closes the connection.
 */
export class LateAnswer implements ConnectionOwner {
  /** Told when the answer has passed, or the connection is closed. */
  onEnd: (() => void) | undefined = undefined;
  readonly #connection: Connection;
  readonly #timer: NodeJS.Timeout;

  /** @param delay - milliseconds to wait for it. */
  constructor(connection: Connection, delay: number) {
    this.#connection = connection;
    const giveUp = (): void => connection.close(new Error('the late answer did not come'));
    this.#timer = setTimeout(giveUp, delay).unref();
  }

  onFrame(type: number, buffer: Buffer, start: number, end: number): boolean {
    if (type !== ProtoType.message) throw new Error('a late answer that is not looked into');
    this.onPart(buffer, start, end, true);
    return true;
  }

  takesParts(type: number): boolean {
    return type === ProtoType.message;
  }

  onPart(buffer: Buffer, start: number, end: number, isLast: boolean): number {
    reader.open(buffer, start, end, !isLast);
    let readTo = start;
    try {
      while (reader.hasMore) {
        reader.beginMessage();
        const isEnd = (reader.info3 & Info3.last) !== 0;
        reader.skipFields();
        reader.skipOps();
        readTo = reader.offset;
        if (isEnd) this.#end();
      }
    } catch (error) {
      if (!isCutOff(error)) throw error;
    }
    return readTo;
  }

  onClose(): void {
    this.#end();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#connection.disown();
    this.#connection.lateAnswer = undefined;
    this.onEnd?.();
  }
}
