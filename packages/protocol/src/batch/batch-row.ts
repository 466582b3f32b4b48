import type { ByteReader } from '../bytes/byte-reader.js';
import type { ByteWriter } from '../bytes/byte-writer.js';
import { DIGEST_SIZE } from '../key/partition-id.js';
import { type MessageField, readField, writeField } from '../message/message-field.js';
import { type MessageOp, readOp, writeOp } from '../message/message-op.js';

/** Flags of the whole batch. */
export const BatchFlag = {
  allowInline: 0x01,
  allowInlineSsd: 0x02,
  respondAllKeys: 0x04,
  reportRecordErrors: 0x08,
} as const;

/** What a row brings along; `repeat` alone means: as the last full row. */
export const BatchRowFlag = {
  repeat: 0x01,
  info: 0x02,
  generation: 0x04,
  ttl: 0x08,
  info4: 0x10,
} as const;

/** Everything of a batch row but its index and digest. */
export interface BatchRowBody {
  readonly info1: number;
  readonly info2: number;
  readonly info3: number;
  readonly info4: number;
  readonly generation: number;
  readonly ttl: number;
  readonly fields: readonly MessageField[];
  readonly ops: readonly MessageOp[];
}

export interface BatchRow {
  /** Echoed in the answer. */
  readonly index: number;
  readonly digest: Buffer;
  /** Undefined: the same as in the last row that has one. */
  readonly body: BatchRowBody | undefined;
}

/** Bytes of a row in front of its body: index, digest, flags. */
export const BATCH_ROW_HEADER_SIZE: number = 4 + DIGEST_SIZE + 1;

/** Reads one row of a batch field. */
export function readBatchRow(reader: ByteReader): BatchRow {
  const index = reader.u32('a row index');
  const digest = reader.view(DIGEST_SIZE, 'a digest');
  const flags = reader.u8('row flags');
  if ((flags & BatchRowFlag.repeat) !== 0) return { index, digest, body: undefined };
  return { index, digest, body: readBody(reader, flags) };
}

function readBody(reader: ByteReader, flags: number): BatchRowBody {
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const info1 = reader.u8('row flags');
  const info2 = has(BatchRowFlag.info) ? reader.u8('row flags') : 0;
  const info3 = has(BatchRowFlag.info) ? reader.u8('row flags') : 0;
  const info4 = has(BatchRowFlag.info4) ? reader.u8('row flags') : 0;
  const generation = has(BatchRowFlag.generation) ? reader.u16('a generation') : 0;
  const ttl = has(BatchRowFlag.ttl) ? reader.u32('a ttl') : 0;
  const fieldCount = reader.u16('a field count');
  const opCount = reader.u16('an operation count');
  const fields = Array.from({ length: fieldCount }, () => readField(reader));
  const ops = Array.from({ length: opCount }, () => readOp(reader));
  return { info1, info2, info3, info4, generation, ttl, fields, ops };
}

/** Writes one row; the generation is written for rows that write. */
export function writeBatchRow(writer: ByteWriter, row: BatchRow): void {
  writer.u32(row.index).bytes(row.digest);
  const body = row.body;
  if (body === undefined) {
    writer.u8(BatchRowFlag.repeat);
    return;
  }
  const generation = body.info2 !== 0 ? BatchRowFlag.generation : 0;
  const info4 = body.info4 !== 0 ? BatchRowFlag.info4 : 0;
  writer.u8(BatchRowFlag.info | BatchRowFlag.ttl | generation | info4);
  writer.u8(body.info1).u8(body.info2).u8(body.info3);
  if (info4) writer.u8(body.info4);
  if (generation) writer.u16(body.generation & 0xffff);
  writer
    .u32(body.ttl >>> 0)
    .u16(body.fields.length)
    .u16(body.ops.length);
  for (const field of body.fields) writeField(writer, field.type, field.data);
  for (const op of body.ops) writeOp(writer, op);
}
