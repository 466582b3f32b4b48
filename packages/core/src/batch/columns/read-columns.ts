import type { BinVisitor } from '../../driver/driver.js';
import { BinTypeError } from '../../error/bin-error.js';
import type { BinValue } from '../../value/bin-value.js';
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

/** A column, and which of its rows have a value. */
interface Column {
  readonly name: string;
  readonly filler: ColumnFiller;
  readonly valid: Uint8Array;
}

class ColumnReader {
  readonly result: BatchColumns;
  readonly #records: BatchRecordList;
  readonly #columns: ReadonlyMap<string, Column>;
  /** When the columns are filled: times to live count from then. */
  readonly #now = Date.now();
  /** The bins of the last row in their order, which is that of the next row mostly. */
  readonly #names: string[] = [];
  readonly #columnsInOrder: (Column | undefined)[] = [];
  #row = 0;
  #place = 0;

  constructor(schema: ColumnSchema, records: BatchRecordList) {
    const { length } = records;
    const columns = Object.entries(schema).map(([name, type]): Column => {
      return { name, filler: columnFiller(type, length), valid: new Uint8Array(length) };
    });
    this.#records = records;
    this.#columns = new Map(columns.map((column) => [column.name, column]));
    const result: BatchColumns = {
      length,
      columns: Object.fromEntries(columns.map(({ name, filler }) => [name, filler.array])),
      valid: Object.fromEntries(columns.map(({ name, valid }) => [name, valid])),
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
    this.#place = 0;
    const meta =
      answer.visitBins === undefined ? answer.meta : answer.visitBins(this.#visit, this.#now);
    result.gens[row] = meta?.gen ?? 0;
    result.ttls[row] = meta?.ttl ?? 0;
    if (answer.visitBins !== undefined) return;
    for (const column of this.#columns.values()) this.#fill(column, answer.bins?.[column.name]);
  }

  /** From a bin as it came. */
  readonly #visit: BinVisitor = (name, particleType, buffer, start, end) => {
    const column = this.#next(name);
    if (column === undefined) return;
    try {
      column.filler.fillFrom(this.#row, particleType, buffer, start, end);
    } catch (error) {
      throw this.#misfit(name, error);
    }
    column.valid[this.#row] = 1;
  };

  /** The column of the next bin of the row. */
  #next(name: string): Column | undefined {
    const place = this.#place++;
    if (this.#names[place] === name) return this.#columnsInOrder[place];
    const column = this.#columns.get(name);
    this.#names[place] = name;
    this.#columnsInOrder[place] = column;
    return column;
  }

  /** From a value that the driver decoded. */
  #fill({ name, filler, valid }: Column, value: BinValue | undefined): void {
    if (value === undefined || value === null) return;
    try {
      filler.fill(this.#row, value);
    } catch (error) {
      throw this.#misfit(name, error);
    }
    valid[this.#row] = 1;
  }

  #misfit(name: string, error: unknown): unknown {
    if (!(error instanceof MisfitError)) return error;
    return new BinTypeError(`Row ${this.#row}, bin ${name}: ${error.message}.`, {
      key: this.#records.at(this.#row).key,
    });
  }
}
