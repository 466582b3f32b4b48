import {
  type BatchRow,
  type BatchRowBody,
  ByteWriter,
  FieldType,
  Info1,
  Info2,
  Info3,
  type MessageField,
  writeBatchRow,
} from '@aeroform/protocol';
import { field, messageFrame, namespaceField, recordFields } from './frame.js';
import { putOp } from './ops.js';
import { digestOf, type Scope, USER_KEYS } from './scope.js';

const NO_BODY: BatchRowBody = {
  info1: 0,
  info2: 0,
  info3: 0,
  info4: 0,
  generation: 0,
  ttl: 0,
  fields: [],
  ops: [],
};

/** The body of a row; what is left out is 0 or empty. */
export function rowBody(parts: Partial<BatchRowBody>): BatchRowBody {
  return { ...NO_BODY, ...parts };
}

/** The rows as the data of a batch field. */
export function batchData(rows: readonly BatchRow[], flags: number): Buffer {
  const writer = new ByteWriter();
  writer.u32(rows.length).u8(flags);
  for (const row of rows) writeBatchRow(writer, row);
  return writer.toBuffer();
}

export function batchFrame(data: Buffer, fields: readonly MessageField[] = [], info3 = 0): Buffer {
  return messageFrame({
    header: { info1: Info1.read | Info1.batch, info3 },
    fields: [field(FieldType.batch, data), ...fields],
  });
}

/** Removes all records of an episode, whatever set they say they are in. */
export function removalFrame(scope: Scope): Buffer {
  const body = rowBody({
    info2: Info2.write | Info2.delete,
    info3: Info3.commitMaster,
    fields: [namespaceField()],
  });
  const rows = USER_KEYS.map((userKey, index) => ({
    index,
    digest: digestOf(scope, userKey),
    body,
  }));
  return batchFrame(batchData(rows, 0x05));
}

/** Writes a record, which makes the set known. */
export function firstRecordFrame(scope: Scope): Buffer {
  const userKey = USER_KEYS[0] as string;
  const header = { info2: Info2.write };
  return messageFrame({ header, fields: recordFields(scope, userKey), ops: [putOp('i', 0)] });
}
