import { invalidArg } from '../../error/argument-error.js';
import type { BatchColumns } from './read-columns.js';
import type { ColumnSchema, ColumnType, NumberType } from './column-type.js';

/**
 * The part of the module `apache-arrow` that tables are made with. The application hands the module
 * over, so that nothing is loaded for those who need no tables.
 */
export interface ArrowModule {
  readonly Table: new (columns: never) => unknown;
  readonly Vector: new (data: never) => unknown;
  readonly Field: new (name: string, type: never, nullable?: boolean) => unknown;
  readonly FixedSizeBinary: new (byteWidth: number) => unknown;
  readonly FixedSizeList: new (listSize: number, child: never) => unknown;
  makeData(props: never): unknown;
}

/** A table of the module that was handed over. */
export type ArrowTable<A extends ArrowModule> = InstanceType<A['Table']>;

/** Names of Arrow's types. A column of booleans stays one of bytes: Arrow's own has a bit for each. */
const ARROW_TYPES: Readonly<Record<NumberType, string>> = {
  int8: 'Int8',
  int16: 'Int16',
  int32: 'Int32',
  int64: 'Int64',
  uint8: 'Uint8',
  uint16: 'Uint16',
  uint32: 'Uint32',
  uint64: 'Uint64',
  float16: 'Float16',
  float32: 'Float32',
  float64: 'Float64',
  bool: 'Uint8',
};

/**
 * Makes a table of columns, which shares their memory.
 *
 * @throws {InvalidArgError} for another module.
 */
export function toArrow<A extends ArrowModule>(
  arrow: A,
  schema: ColumnSchema,
  { columns, valid, length }: BatchColumns,
): ArrowTable<A> {
  if (typeof arrow?.makeData !== 'function' || typeof arrow.Table !== 'function') {
    throw invalidArg('arrow', arrow, "the module apache-arrow: await import('apache-arrow')");
  }
  const vectors = Object.entries(schema).map(([name, type]) => {
    const nulls = bitmap(valid[name] as Uint8Array);
    const data = columnData(arrow, type, {
      length,
      nullBitmap: nulls.bits,
      nullCount: nulls.nullCount,
      data: columns[name],
    });
    return [name, new arrow.Vector([data] as never)];
  });
  return new arrow.Table(Object.fromEntries(vectors) as never) as ArrowTable<A>;
}

interface DataProps {
  readonly length: number;
  readonly nullBitmap: Uint8Array;
  readonly nullCount: number;
  readonly data: unknown;
}

function columnData(arrow: ArrowModule, type: ColumnType, props: DataProps): unknown {
  if (typeof type === 'string') {
    return arrow.makeData({ type: numberType(arrow, type), ...props } as never);
  }
  if (type.type === 'bytes') {
    return arrow.makeData({ type: new arrow.FixedSizeBinary(type.size), ...props } as never);
  }
  const element = numberType(arrow, type.of);
  const child = arrow.makeData({
    type: element,
    length: props.length * type.length,
    nullCount: 0,
    data: props.data,
  } as never);
  const field = new arrow.Field('item', element as never, false);
  const list = new arrow.FixedSizeList(type.length, field as never);
  return arrow.makeData({ ...props, type: list, child } as never);
}

function numberType(arrow: ArrowModule, type: NumberType): unknown {
  // safe: the names are those of classes that every version of the module exports.
  const types = arrow as unknown as Record<string, new () => unknown>;
  return new (types[ARROW_TYPES[type]] as new () => unknown)();
}

/** One bit for each row, the first in the lowest; how Arrow tells values from nulls. */
function bitmap(valid: Uint8Array): { bits: Uint8Array; nullCount: number } {
  const bits = new Uint8Array(Math.ceil(valid.length / 8));
  let nullCount = 0;
  for (let row = 0; row < valid.length; row++) {
    if (valid[row] === 1) bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7));
    else nullCount++;
  }
  return { bits, nullCount };
}
