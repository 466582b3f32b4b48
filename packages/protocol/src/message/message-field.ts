import type { ByteReader } from '../bytes/byte-reader.js';
import type { ByteWriter } from '../bytes/byte-writer.js';
import { WireError } from '../error/wire-error.js';

/** Field types of a message. */
export const FieldType = {
  namespace: 0,
  set: 1,
  key: 2,
  recordVersion: 3,
  digest: 4,
  transactionId: 5,
  transactionDeadline: 6,
  taskId: 7,
  socketTimeout: 9,
  recordsPerSecond: 10,
  partitionIds: 11,
  digests: 12,
  maxRecords: 13,
  lastUpdateTime: 14,
  indexValues: 15,
  indexName: 21,
  indexRange: 22,
  indexContext: 23,
  indexExpression: 24,
  indexType: 26,
  udfModule: 30,
  udfFunction: 31,
  udfArguments: 32,
  udfOp: 33,
  queryBins: 40,
  batch: 41,
  batchWithSet: 42,
  filterExpression: 43,
} as const;
export type FieldType = (typeof FieldType)[keyof typeof FieldType];

/** One field: a type and a range of bytes inside the buffer it was read from. */
export interface MessageField {
  readonly type: number;
  readonly data: Buffer;
}

/** Reads one field: 32-bit size that counts the type byte, type, data. */
export function readField(reader: ByteReader): MessageField {
  const at = reader.offset;
  const size = reader.u32('a field size');
  if (size === 0) throw new WireError(at, 'a field size of at least 1');
  const type = reader.u8('a field type');
  return { type, data: reader.view(size - 1, `field ${type}`) };
}

export function writeField(writer: ByteWriter, type: number, data: Uint8Array): void {
  writer
    .u32(data.length + 1)
    .u8(type)
    .bytes(data);
}

/** Writes a text field as UTF-8. */
export function writeTextField(writer: ByteWriter, type: number, text: string): void {
  const at = beginField(writer, type);
  writer.utf8(text);
  endField(writer, at);
}

/** Opens a field whose data the caller appends; close it with {@link endField}. */
export function beginField(writer: ByteWriter, type: number): number {
  const at = writer.skip(4);
  writer.u8(type);
  return at;
}

export function endField(writer: ByteWriter, at: number): void {
  writer.patchU32(at, writer.offset - at - 4);
}
