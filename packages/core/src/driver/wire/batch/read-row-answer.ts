import { keepShape } from '../../../engine/keep-shape.js';
import type { RecordMetadata } from '../../../record/record.js';
import type { Bins } from '../../../value/bin-value.js';
import type { BatchRowAnswer, BinVisitor, RowContent } from '../../driver.js';
import { AnswerReader } from '../answer/answer-reader.js';

const reader = new AnswerReader();

/**
 * A row that worked, as the bytes that came: it is decoded whenever somebody looks at it, so that columns
 * can be filled without making a record first. Nothing is kept of what was decoded: rows outlive most of
 * the records that are made of them.
 */
export class ReadRowAnswer implements BatchRowAnswer {
  readonly resultCode: number;
  readonly node: string;
  readonly #buffer: Buffer;
  readonly #start: number;

  /** @param start - of the message in a buffer that nobody else writes to. */
  constructor(node: string, resultCode: number, buffer: Buffer, start: number) {
    this.node = node;
    this.resultCode = resultCode;
    this.#buffer = buffer;
    this.#start = start;
  }

  get inDoubt(): false {
    return false;
  }

  get failure(): null {
    return null;
  }

  get meta(): RecordMetadata {
    this.#open();
    return reader.metadata();
  }

  get bins(): Bins {
    this.#open();
    return reader.readBins();
  }

  content(): RowContent {
    this.#open();
    return { meta: reader.metadata(), bins: reader.readBins() };
  }

  visitBins(visit: BinVisitor, now: number): RecordMetadata {
    this.#open();
    const meta = reader.metadata(now);
    reader.visitBins(visit);
    return meta;
  }

  #open(): void {
    reader.open(this.#buffer, this.#start, this.#buffer.length);
    reader.beginMessage();
    reader.skipFields();
  }
}

keepShape(new ReadRowAnswer('', 0, Buffer.alloc(0), 0));
