import type { Socket } from 'node:net';
import {
  type BatchRow,
  ByteReader,
  encodeFrame,
  FieldType,
  Info3,
  type Message,
  ProtoType,
  readBatchRow,
} from '@aeroform/protocol';
import { answerBody, type AnswerParts } from './fake-server.js';

/** The rows of a batch request. */
export function batchRows(message: Message): BatchRow[] {
  const field = message.fields.find(({ type }) => type === FieldType.batch);
  if (field === undefined) throw new Error('not a batch');
  const reader = new ByteReader(field.data);
  const count = reader.u32();
  reader.u8();
  return Array.from({ length: count }, () => readBatchRow(reader));
}

/** Answers each row, last first, and returns how many there were. */
export function answerBatch(
  message: Message,
  socket: Socket,
  answer: (row: BatchRow) => AnswerParts,
): number {
  const rows = batchRows(message);
  const bodies = rows.map((row) => answerBody({ ...answer(row), rowIndex: row.index })).reverse();
  const end = answerBody({ info3: Info3.last });
  socket.write(encodeFrame(ProtoType.message, Buffer.concat([...bodies, end])));
  return rows.length;
}
