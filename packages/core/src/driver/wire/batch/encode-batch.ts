import {
  BatchFlag,
  beginField,
  endField,
  FieldType,
  Info1,
  type MsgpackWriter,
} from '@aeroform/protocol';
import type { CompleteBatchPolicy } from '../../../policy/complete-policy.js';
import type { BatchRow } from '../../driver.js';
import type { TimeSlice } from '../../time-slice.js';
import { writeFilterField } from '../request/filter-field.js';
import { beginRequest, endRequest, serverTimeout } from '../request/request-frame.js';
import { compressFlag, readInfo3, readModeFlag } from '../request/setting-flags.js';
import { writeBatchRow } from './encode-batch-row.js';

/** Most rows of one request: the server's default limit of former versions. */
const MAX_ROWS = 5000;
/** A request is closed once it is longer than this, in bytes. */
const FULL_SIZE = 1024 * 1024;

/** Rows to send, by their place in the batch. */
export interface BatchPart {
  readonly rows: readonly BatchRow[];
  readonly indexes: readonly number[];
  readonly policy: CompleteBatchPolicy;
}

/**
 * Appends one request with as many rows as fit. Others have their turn in between: nobody else may
 * write to the writer.
 *
 * @param from - place in `indexes` of the first row.
 * @returns the place of the first row that did not fit.
 * @throws {InvalidArgError} for a value that cannot be written.
 */
export async function encodeBatch(
  writer: MsgpackWriter,
  { rows, indexes, policy }: BatchPart,
  from: number,
  slice: TimeSlice,
): Promise<number> {
  const start = beginRequest(writer);
  const fields = 1 + writeFilterField(writer, policy.filterExpression);
  const field = beginField(writer, FieldType.batch);
  const countAt = writer.skip(4);
  writer.u8(batchFlags(policy));
  const last = Math.min(indexes.length, from + MAX_ROWS);
  let at = from;
  let previous: BatchRow | undefined;
  while (at < last && (at === from || writer.offset - start < FULL_SIZE)) {
    if (slice.isOver()) await slice.next();
    const index = indexes[at++] as number;
    const row = rows[index] as BatchRow;
    writeBatchRow(writer, index, row, { previous, txn: policy.txn });
    previous = row;
  }
  writer.patchU32(countAt, at - from);
  endField(writer, field);
  const header = {
    info1: Info1.batch | readModeFlag(policy.readModeAp) | compressFlag(policy),
    info2: 0,
    info3: readInfo3(policy.readModeSc),
    info4: 0,
    generation: 0,
    ttl: 0,
    timeout: serverTimeout(policy),
  };
  endRequest(writer, start, header, { fields, ops: 0 });
  return at;
}

function batchFlags(policy: CompleteBatchPolicy): number {
  return (
    BatchFlag.reportRecordErrors |
    (policy.allowInline ? BatchFlag.allowInline : 0) |
    (policy.allowInlineSsd ? BatchFlag.allowInlineSsd : 0) |
    (policy.respondAllKeys ? BatchFlag.respondAllKeys : 0)
  );
}
