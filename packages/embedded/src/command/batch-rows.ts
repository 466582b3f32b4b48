import {
  BATCH_ROW_HEADER_SIZE,
  BatchRowFlag,
  ByteReader,
  DIGEST_SIZE,
  FieldType,
  Info1,
  Info3,
} from '@aeroform/protocol';
import { MalformedMessageError } from '../error/malformed-message-error.js';
import type { Expression } from '../expression/expression-node.js';
import { parseFilterExpression } from '../expression/parse-expression.js';
import { readFields, readHead, readOps, Request } from './request.js';

/** The head of a batch: how many rows, and what they have in common. */
export interface Batch {
  readonly rowCount: number;
  /** {@link BatchFlag} */
  readonly flags: number;
  readonly filter: Expression | undefined;
  readonly message: Request;
  /** Where the first row starts. */
  readonly rowsAt: number;
}

const ROW_COUNT_SIZE = 4;
/** Bytes of a row's index, in front of its digest. */
const INDEX_SIZE = 4;
/** Read flags that rows without flags of their own take from the batch. */
const INHERITED_INFO3 = Info3.scReadRelax | Info3.scReadType;
/** Rows can't ask for what concerns the whole answer. */
const IGNORED_INFO1 = Info1.compressResponse | Info1.xdr;

/**
 * Reads everything of a batch but its rows.
 *
 * @throws {CommandError} 4 when there is no batch field, no row, or a malformed filter.
 */
export function readBatch(body: Buffer): Batch {
  const message = readHead(body);
  // The older field differs in nothing that is read here.
  const range = message.range(FieldType.batch) ?? message.range(FieldType.batchWithSet);
  if (range === undefined) throw new MalformedMessageError('no batch field');
  const rowsAt = range.start + ROW_COUNT_SIZE + 1;
  if (body.length < rowsAt) throw new MalformedMessageError('no row count');
  const rowCount = body.readUInt32BE(range.start);
  if (rowCount === 0) throw new MalformedMessageError('no rows');
  const filter = message.field(FieldType.filterExpression);
  return {
    rowCount,
    flags: body[rowsAt - 1] as number,
    filter: filter === undefined ? undefined : parseFilterExpression(filter),
    message,
    rowsAt,
  };
}

/**
 * The rows of a batch, each as a request of its own. They are read one by one: the rows in front of a
 * malformed one are run, as in the server.
 *
 * @throws {CommandError} 4 on a malformed or missing row, a repetition of nothing, and a repetition of
 *   a row with a user key.
 */
export function* readBatchRows(batch: Batch): Generator<Request> {
  const { buffer } = batch.message;
  let at = batch.rowsAt;
  let row: Request | undefined;
  for (let i = 0; i < batch.rowCount; i++) {
    const bodyAt = at + BATCH_ROW_HEADER_SIZE;
    if (bodyAt > buffer.length) throw new MalformedMessageError('too few rows');
    const flags = buffer[bodyAt - 1] as number;
    if ((flags & BatchRowFlag.repeat) === 0) row = readRow(batch, bodyAt, flags);
    else row = repeat(row, bodyAt);
    row.batchIndex = buffer.readUInt32BE(at);
    row.rowDigest = buffer.subarray(at + INDEX_SIZE, at + INDEX_SIZE + DIGEST_SIZE);
    at = row.end;
    yield row;
  }
}

/** The same request for another digest: rows are run one after the other. */
function repeat(row: Request | undefined, end: number): Request {
  if (row === undefined) throw new MalformedMessageError('the first row repeats');
  if (row.has(FieldType.key)) throw new MalformedMessageError('a row with a user key is repeated');
  row.end = end;
  return row;
}

function readRow(batch: Batch, at: number, flags: number): Request {
  const row = new Request(batch.message.buffer);
  const reader = new ByteReader(batch.message.buffer, at);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  row.isBatchRow = true;
  row.batchFilter = batch.filter;
  row.info1 = reader.u8() & ~IGNORED_INFO1;
  row.info2 = has(BatchRowFlag.info) ? reader.u8() : 0;
  row.info3 = has(BatchRowFlag.info) ? reader.u8() : batch.message.info3 & INHERITED_INFO3;
  row.info4 = has(BatchRowFlag.info4) ? reader.u8() : 0;
  row.generation = has(BatchRowFlag.generation) ? reader.u16() : 0;
  row.recordTtl = has(BatchRowFlag.ttl) ? reader.u32() : 0;
  // Old clients say 0, but always send the namespace.
  const fieldCount = reader.u16() || 1;
  const opCount = reader.u16();
  row.end = reader.offset;
  readFields(row, fieldCount);
  readOps(row, opCount);
  return row;
}
