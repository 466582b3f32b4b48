import { BinTypeError } from '../../error/bin-error.js';
import type { BatchRecordList } from '../batch-record-list.js';
import { type ArrowModule, type ArrowTable, toArrow } from './arrow-table.js';
import { type ColumnFiller, columnFiller } from './column-filler.js';
import { checkSchema, type ColumnArray, type ColumnSchema } from './column-type.js';
import { MisfitError } from './fit-number.js';

export type { ColumnSchema };

/** The bins of many records as columns, with a row for each key of the batch. */
export interface BatchColumns<S extends ColumnSchema = ColumnSchema> {
  /** Number of rows. */
  readonly length: number;
  /** A typed array for each column; rows without a value are 0. */
  readonly columns: { readonly [K in keyof S]: ColumnArray<S[K]> };
  /** 1 for rows that have a value in the column, 0 where record or bin are missing. */
  readonly valid: { readonly [K in keyof S]: Uint8Array };
  /** Result code of each row: 0 when the record was read, 2 when there is none. */
  readonly resultCodes: Int32Array;
  /** Generation of each record, 0 without one. */
  readonly gens: Uint32Array;
  /** Seconds to live of each record, 0 without one. */
  readonly ttls: Uint32Array;
  /**
   * The columns as a table of Apache Arrow, whose missing values are null. It shares their memory.
   *
   * @param arrow - the module: `await import('apache-arrow')`.
   */
  toArrow<A extends ArrowModule>(arrow: A): ArrowTable<A>;
}

/** Fills the columns of a schema from the rows of a batch. */
export function readColumns<S extends ColumnSchema>(
  records: BatchRecordList,
  schema: S,
): BatchColumns<S> {
  checkSchema(schema);
  const reader = new ColumnReader(schema, records);
  for (let row = 0; row < records.length; row++) reader.read(row);
  return reader.result as unknown as BatchColumns<S>;
}

class ColumnReader {
  readonly result: BatchColumns;
  readonly #records: BatchRecordList;
  readonly #fillers: ReadonlyMap<string, ColumnFiller>;
  #row = 0;

  constructor(schema: ColumnSchema, records: BatchRecordList) {
    const { length } = records;
    const fillers = Object.entries(schema).map(
      ([name, type]) => [name, columnFiller(type, length)] as const,
    );
    this.#records = records;
    this.#fillers = new Map(fillers);
    const result: BatchColumns = {
      length,
      columns: Object.fromEntries(fillers.map(([name, filler]) => [name, filler.array])),
      valid: Object.fromEntries(fillers.map(([name]) => [name, new Uint8Array(length)])),
      resultCodes: new Int32Array(length),
      gens: new Uint32Array(length),
      ttls: new Uint32Array(length),
      toArrow: (arrow) => toArrow(arrow, schema, result),
    };
    this.result = result;
  }

  read(row: number): void {
    const answer = this.#records.answer(row);
    const { result } = this;
    result.resultCodes[row] = answer.resultCode;
    if (answer.resultCode !== 0) return;
    this.#row = row;
    const meta = answer.visitBins === undefined ? answer.meta : answer.visitBins(this.#visit);
    result.gens[row] = meta?.gen ?? 0;
    result.ttls[row] = meta?.ttl ?? 0;
    if (answer.visitBins !== undefined) return;
    for (const [name, filler] of this.#fillers) {
      const value = answer.bins?.[name];
      if (value === undefined || value === null) continue;
      this.#guard(name, () => filler.fill(row, value));
    }
  }

  readonly #visit = (
    name: string,
    particleType: number,
    buffer: Buffer,
    ...range: [number, number]
  ): void => {
    const filler = this.#fillers.get(name);
    if (filler === undefined) return;
    try {
      filler.fillFrom(this.#row, particleType, buffer, ...range);
    } catch (error) {
      throw this.#misfit(name, error);
    }
    (this.result.valid[name] as Uint8Array)[this.#row] = 1;
  };

  #guard(name: string, fill: () => void): void {
    try {
      fill();
    } catch (error) {
      throw this.#misfit(name, error);
    }
    (this.result.valid[name] as Uint8Array)[this.#row] = 1;
  }

  #misfit(name: string, error: unknown): unknown {
    if (!(error instanceof MisfitError)) return error;
    return new BinTypeError(`Row ${this.#row}, bin ${name}: ${error.message}.`, {
      key: this.#records.at(this.#row).key,
    });
  }
}
