import type { RecordMetadata } from '../../../record/record.js';
import type { Bins } from '../../../value/bin-value.js';
import type { BatchRowAnswer, BinVisitor } from '../../driver.js';
import { AnswerReader } from '../answer/answer-reader.js';

const reader = new AnswerReader();

/**
 * A row that worked, as the bytes that came: it is decoded when somebody looks at it, so that columns
 * can be filled without making a record first.
 */
export class ReadRowAnswer implements BatchRowAnswer {
  readonly resultCode: number;
  readonly inDoubt = false;
  readonly failure = null;
  readonly node: string;
  readonly #buffer: Buffer;
  readonly #start: number;
  #meta: RecordMetadata | undefined = undefined;
  #bins: Bins | undefined = undefined;

  /** @param start - of the message in a buffer that nobody else writes to. */
  constructor(node: string, resultCode: number, buffer: Buffer, start: number) {
    this.node = node;
    this.resultCode = resultCode;
    this.#buffer = buffer;
    this.#start = start;
  }

  get meta(): RecordMetadata {
    if (this.#meta === undefined) this.#decode();
    return this.#meta as RecordMetadata;
  }

  get bins(): Bins {
    if (this.#bins === undefined) this.#decode();
    return this.#bins as Bins;
  }

  visitBins(visit: BinVisitor): RecordMetadata {
    this.#open();
    const meta = reader.metadata();
    reader.visitBins(visit);
    return meta;
  }

  #decode(): void {
    this.#open();
    this.#meta = reader.metadata();
    this.#bins = reader.readBins();
  }

  #open(): void {
    reader.open(this.#buffer, this.#start, this.#buffer.length);
    reader.beginMessage();
    reader.skipFields();
  }
}
