import { types } from 'node:util';
import type { BatchWriteResult } from '../batch/batch-write-result.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { Key, UserKey } from '../key/key.js';
import { checkFields } from '../parameter/call-parameter.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import type { Bins, BinValue } from '../value/bin-value.js';
import { Double } from '../value/double.js';
import { type BatchWriteItem, batchWrite } from './batch-write.js';
import { mapInSlices } from './in-slices.js';
import type { Session } from './session.js';

/** Bytes of a fixed number for each row, one behind the other. */
export interface BytesInput {
  readonly data: Uint8Array;
  /** Bytes of each row. */
  readonly size: number;
}

/**
 * One column to write. Arrays of floats are written as doubles, whole numbers too; `undefined` in a
 * plain array leaves the bin out, `null` removes it.
 */
export type ColumnInput =
  | readonly (BinValue | undefined)[]
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  | BytesInput;

/**
 * Columns by the names of their bins. Names that begin with `_` are no bins: the one of the user keys,
 * and `_namespace` and `_set`, which may name these for each row.
 */
export type ColumnInputs = Readonly<Record<string, ColumnInput>>;

/** Where the rows go. */
export interface ColumnTarget {
  readonly namespace: string;
  readonly set: string;
  readonly keyField: string;
}

type CellReader = (row: number) => BinValue | undefined;

/** Writes a record for each row. */
export async function batchWriteColumns(
  session: Session,
  columns: ColumnInputs,
  { namespace, set, keyField }: ColumnTarget,
  ...[policy, retry]: [policy?: BatchPolicy, retry?: number]
): Promise<BatchWriteResult> {
  if (typeof columns !== 'object' || columns === null) {
    throw invalidArg('data', columns, 'an object with an array for each bin');
  }
  const keys = columns[keyField];
  if (keys === undefined) {
    throw new InvalidArgError(`data has no column ${keyField} with the user keys`, {
      argument: 'keyField',
    });
  }
  const rows = rowCount(keys, keyField);
  const cell = (name: string): CellReader | undefined => {
    const column = columns[name];
    return column === undefined ? undefined : cellReader(column, name, rows);
  };
  const userKey = cell(keyField) as CellReader;
  const ownNamespace = cell('_namespace');
  const ownSet = cell('_set');
  const bins = Object.keys(columns)
    .filter((name) => !name.startsWith('_') && name !== keyField)
    .map((name) => [name, cell(name) as CellReader] as const);
  const numbers = Array.from<undefined>({ length: rows });
  const items = await mapInSlices(numbers, (_, row): BatchWriteItem => {
    const key = [
      (ownNamespace?.(row) ?? namespace) as string,
      (ownSet?.(row) ?? set) as string,
      plainKey(userKey(row)),
    ] as Key;
    return [key, rowBins(bins, row)];
  });
  return batchWrite(session, items, policy, retry, 'batchWriteColumns');
}

/** Arrays of floats may hold user keys, too: whole numbers are integers there. */
function plainKey(value: BinValue | undefined): UserKey {
  return (value instanceof Double ? value.value : value) as UserKey;
}

function rowBins(columns: readonly (readonly [string, CellReader])[], row: number): Bins {
  const bins: Record<string, BinValue> = {};
  for (const [name, cell] of columns) {
    const value = cell(row);
    if (value !== undefined) bins[name] = value;
  }
  return bins;
}

function rowCount(column: ColumnInput, name: string): number {
  if (isBytes(column)) {
    checkFields(column, `data.${name}`, ['data', 'size']);
    const { data, size } = column;
    const fits = types.isUint8Array(data) && Number.isInteger(size) && size > 0;
    if (fits && data.length % size === 0) return data.length / size;
    throw invalidArg(`data.${name}`, column, 'bytes whose number is a multiple of `size`');
  }
  if (Array.isArray(column) || types.isTypedArray(column)) return column.length;
  throw invalidArg(`data.${name}`, column, 'an array, a typed array or { data, size }');
}

function cellReader(column: ColumnInput, name: string, rows: number): CellReader {
  const length = rowCount(column, name);
  if (length !== rows) {
    throw new InvalidArgError(`data.${name} has ${length} rows, the user keys have ${rows}`, {
      argument: `data.${name}`,
    });
  }
  if (isBytes(column)) {
    const { data, size } = column;
    return (row) => data.subarray(row * size, (row + 1) * size);
  }
  if (column instanceof Float32Array || column instanceof Float64Array) {
    return (row) => new Double(column[row] as number);
  }
  return (row) => column[row];
}

function isBytes(column: ColumnInput): column is BytesInput {
  return typeof column === 'object' && column !== null && 'data' in column && 'size' in column;
}
