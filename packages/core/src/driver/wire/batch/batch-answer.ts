import type { CompleteBatchPolicy } from '../../../policy/complete-policy.js';
import { keepShape } from '../../../engine/keep-shape.js';
import { Info3, ProtoType, ResultCode, WireError } from '@aeroform/protocol';
import type { BatchCommand, BatchOperateRow, BatchRow, BatchRowAnswer } from '../../driver.js';
import { isWrite } from '../../is-write.js';
import { LOOK_EVERY_SMALL, TimeSlice } from '../../time-slice.js';
import type { ClientTransaction } from '../../../transaction/transaction.js';
import { leavesOpen } from '../leaves-open.js';
import { AnswerReader } from '../answer/answer-reader.js';
import { orderedResults } from '../answer/ordered-results.js';
import { noteVersion } from '../answer/note-version.js';
import type { AnswerReader as FrameConsumer } from '../socket/exchange.js';
import { ReadRowAnswer } from './read-row-answer.js';

/**
 * How many bytes of its answers a batch may still keep, to be decoded when somebody looks at their rows.
 * What comes behind them is decoded at once.
 */
export interface KeptBytes {
  left: number;
}

const reader = new AnswerReader();

/** Collects the rows that one node answers, in whatever order they come. */
export class BatchAnswer implements FrameConsumer {
  /** What the node answered to the batch as a whole. */
  resultCode: number = ResultCode.OK;
  readonly #node: string;
  readonly #rows: readonly BatchRow[];
  readonly #answers: (BatchRowAnswer | undefined)[];
  readonly #txn: ClientTransaction | null;
  readonly #kept: KeptBytes;

  constructor(
    node: string,
    { rows, policy }: BatchCommand,
    answers: (BatchRowAnswer | undefined)[],
    kept: KeptBytes,
  ) {
    this.#kept = kept;
    this.#node = node;
    this.#rows = rows;
    this.#txn = policy.txn;
    this.#answers = answers;
  }

  readFrame(
    type: number,
    buffer: Buffer,
    start: number,
    end: number,
    isOwn: boolean,
  ): boolean | number {
    if (type !== ProtoType.message) {
      throw new WireError(start, `a message frame, found type ${type}`);
    }
    // The socket's buffer is used again; rows that are decoded later have a copy.
    const isKept = this.#kept.left > 0;
    const isCopied = isKept && !isOwn;
    const frame = isCopied ? Buffer.from(buffer.subarray(start, end)) : buffer;
    if (isCopied) reader.open(frame, 0, frame.length);
    else reader.open(frame, start, end);
    const slice = new TimeSlice(undefined, isKept ? LOOK_EVERY_SMALL : undefined);
    while (reader.hasMore) {
      const at = reader.offset;
      if (slice.isOver()) return isCopied ? start + at : at;
      const resultCode = reader.beginMessage();
      if ((reader.info3 & Info3.last) !== 0) {
        this.resultCode = resultCode;
        return true;
      }
      this.#readRow(resultCode, isKept ? frame : null, at);
    }
    return false;
  }

  /** @param kept - the frame, if its bytes stay as they are. */
  #readRow(resultCode: number, kept: Buffer | null, at: number): void {
    const index = reader.rowIndex;
    const row = this.#rows[index];
    if (row === undefined) {
      throw new WireError(reader.offset, `a row of ${this.#rows.length}, found row ${index}`);
    }
    if (this.#txn !== null) {
      noteVersion(reader, this.#txn, { key: row.key, isWrite: isWrite(row), resultCode });
    }
    reader.skipFields();
    const hasBins = resultCode === ResultCode.OK || resultCode === ResultCode.UDF_ERROR;
    if (hasBins && row.kind === 'operate' && row.ordered === true) {
      this.#answers[index] = this.#orderedRow(row);
      return;
    }
    if (hasBins && kept !== null) {
      reader.skipOps();
      this.#kept.left -= reader.offset - at;
      this.#answers[index] = new ReadRowAnswer(this.#node, resultCode, kept, at);
      return;
    }
    const meta = hasBins ? reader.metadata() : null;
    const bins = hasBins ? reader.readBins() : null;
    if (!hasBins) reader.skipOps();
    const inDoubt = leavesOpen(resultCode) && isWrite(row);
    this.#answers[index] = { resultCode, inDoubt, meta, bins, failure: null, node: this.#node };
  }

  #orderedRow({ operations }: BatchOperateRow): BatchRowAnswer {
    const orderedBins = orderedResults(operations, reader.readResults(), reader.offset);
    const meta = reader.metadata();
    const answer = { resultCode: ResultCode.OK, inDoubt: false, bins: {}, failure: null };
    return { ...answer, meta, orderedBins, node: this.#node };
  }
}

const none: BatchCommand = {
  verb: 'batch',
  rows: [],
  policy: { txn: null } as CompleteBatchPolicy,
};
keepShape(new BatchAnswer('', none, [], { left: 0 }));
