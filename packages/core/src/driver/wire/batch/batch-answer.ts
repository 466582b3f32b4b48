import { Info3, ProtoType, ResultCode, WireError } from '@aeroform/protocol';
import type { BatchRow, BatchRowAnswer } from '../../driver.js';
import { AnswerReader } from '../answer/answer-reader.js';
import type { AnswerReader as FrameConsumer } from '../socket/exchange.js';
import { isWriteRow } from './batch-row.js';

const reader = new AnswerReader();

/** Collects the rows that one node answers, in whatever order they come. */
export class BatchAnswer implements FrameConsumer {
  /** What the node answered to the batch as a whole. */
  resultCode: number = ResultCode.OK;
  readonly #node: string;
  readonly #rows: readonly BatchRow[];
  readonly #answers: (BatchRowAnswer | undefined)[];

  constructor(node: string, rows: readonly BatchRow[], answers: (BatchRowAnswer | undefined)[]) {
    this.#node = node;
    this.#rows = rows;
    this.#answers = answers;
  }

  readFrame(type: number, buffer: Buffer, start: number, end: number): boolean {
    if (type !== ProtoType.message) {
      throw new WireError(start, `a message frame, found type ${type}`);
    }
    reader.open(buffer, start, end);
    while (reader.hasMore) {
      const resultCode = reader.beginMessage();
      if ((reader.info3 & Info3.last) !== 0) {
        this.resultCode = resultCode;
        return true;
      }
      this.#readRow(resultCode);
    }
    return false;
  }

  #readRow(resultCode: number): void {
    const index = reader.rowIndex;
    const row = this.#rows[index];
    if (row === undefined) {
      throw new WireError(reader.offset, `a row of ${this.#rows.length}, found row ${index}`);
    }
    reader.skipFields();
    if (resultCode === ResultCode.OK) {
      this.#answers[index] = {
        resultCode,
        inDoubt: false,
        meta: reader.metadata(),
        bins: reader.readBins(),
        failure: null,
        node: this.#node,
      };
      return;
    }
    reader.skipOps();
    this.#answers[index] = {
      resultCode,
      inDoubt: resultCode === ResultCode.TIMEOUT && isWriteRow(row),
      meta: null,
      bins: null,
      failure: null,
      node: this.#node,
    };
  }
}
