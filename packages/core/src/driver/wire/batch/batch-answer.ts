import { Info3, ProtoType, ResultCode, WireError } from '@aeroform/protocol';
import type { BatchCommand, BatchRow, BatchRowAnswer } from '../../driver.js';
import { isWrite } from '../../is-write.js';
import type { ClientTransaction } from '../../../transaction/transaction.js';
import { AnswerReader } from '../answer/answer-reader.js';
import { noteVersion } from '../answer/note-version.js';
import type { AnswerReader as FrameConsumer } from '../socket/exchange.js';
import { ReadRowAnswer } from './read-row-answer.js';

/**
 * Rows of larger batches are decoded as they come. Of smaller ones they are when somebody looks at
 * them, which then takes a millisecond or two at most.
 */
const MAX_LAZY_ROWS = 2048;

const reader = new AnswerReader();

/** Collects the rows that one node answers, in whatever order they come. */
export class BatchAnswer implements FrameConsumer {
  /** What the node answered to the batch as a whole. */
  resultCode: number = ResultCode.OK;
  readonly #node: string;
  readonly #rows: readonly BatchRow[];
  readonly #answers: (BatchRowAnswer | undefined)[];
  readonly #txn: ClientTransaction | null;

  constructor(
    node: string,
    { rows, policy }: BatchCommand,
    answers: (BatchRowAnswer | undefined)[],
  ) {
    this.#node = node;
    this.#rows = rows;
    this.#txn = policy.txn;
    this.#answers = answers;
  }

  readFrame(type: number, buffer: Buffer, start: number, end: number): boolean {
    if (type !== ProtoType.message) {
      throw new WireError(start, `a message frame, found type ${type}`);
    }
    // The socket's buffer is used again; the rows are read later.
    const frame = Buffer.from(buffer.subarray(start, end));
    reader.open(frame, 0, frame.length);
    while (reader.hasMore) {
      const at = reader.offset;
      const resultCode = reader.beginMessage();
      if ((reader.info3 & Info3.last) !== 0) {
        this.resultCode = resultCode;
        return true;
      }
      this.#readRow(resultCode, frame, at);
    }
    return false;
  }

  #readRow(resultCode: number, frame: Buffer, at: number): void {
    const index = reader.rowIndex;
    const row = this.#rows[index];
    if (row === undefined) {
      throw new WireError(reader.offset, `a row of ${this.#rows.length}, found row ${index}`);
    }
    if (this.#txn !== null) {
      noteVersion(reader, this.#txn, { key: row.key, isWrite: isWrite(row), resultCode });
    }
    reader.skipFields();
    reader.skipOps();
    const hasBins = resultCode === ResultCode.OK || resultCode === ResultCode.UDF_ERROR;
    this.#answers[index] = hasBins
      ? this.#lazyRow(resultCode, frame, at)
      : {
          resultCode,
          inDoubt: resultCode === ResultCode.TIMEOUT && isWrite(row),
          meta: null,
          bins: null,
          failure: null,
          node: this.#node,
        };
  }

  #lazyRow(resultCode: number, frame: Buffer, at: number): BatchRowAnswer {
    const answer = new ReadRowAnswer(this.#node, resultCode, frame, at);
    if (this.#rows.length > MAX_LAZY_ROWS) answer.decode();
    return answer;
  }
}
