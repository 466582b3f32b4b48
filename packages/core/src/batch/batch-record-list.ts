import { keepShape } from '../engine/keep-shape.js';
import type { BatchRow, BatchRowAnswer } from '../driver/driver.js';
import { BatchRecord } from './batch-record.js';

/** The results of a batch, which are made when somebody looks at them. */
export class BatchRecordList {
  readonly #rows: readonly BatchRow[];
  readonly #answers: readonly BatchRowAnswer[];
  readonly #records: (BatchRecord | undefined)[];

  constructor(rows: readonly BatchRow[], answers: readonly BatchRowAnswer[]) {
    this.#rows = rows;
    this.#answers = answers;
    this.#records = new Array<BatchRecord | undefined>(answers.length).fill(undefined);
  }

  /** A list of results that were made before. */
  static of(records: readonly BatchRecord[]): BatchRecordList {
    const list = new BatchRecordList(
      [],
      records.map((record) => BatchRecord.answerOf(record)),
    );
    records.forEach((record, i) => {
      list.#records[i] = record;
    });
    return list;
  }

  get length(): number {
    return this.#answers.length;
  }

  /** Result of a row, which must be there; the same one for each call. */
  at(index: number): BatchRecord {
    const known = this.#records[index];
    if (known !== undefined) return known;
    const record = this.#make(index);
    this.#records[index] = record;
    return record;
  }

  /** Result of a row, made anew where nobody has asked for it before: it lives as long as it is used. */
  passing(index: number): BatchRecord {
    return this.#records[index] ?? this.#make(index);
  }

  /** What the driver gave for a row. */
  answer(index: number): BatchRowAnswer {
    return this.#answers[index] as BatchRowAnswer;
  }

  all(): BatchRecord[] {
    for (let i = 0; i < this.#answers.length; i++) this.at(i);
    return this.#records as BatchRecord[];
  }

  #make(index: number): BatchRecord {
    const { key } = this.#rows[index] as BatchRow;
    return new BatchRecord(key, this.#answers[index] as BatchRowAnswer);
  }
}

keepShape(new BatchRecordList([], []));
