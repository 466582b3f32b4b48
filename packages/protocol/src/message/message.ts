import { ByteReader } from '../bytes/byte-reader.js';
import type { ByteWriter } from '../bytes/byte-writer.js';
import { type MessageField, readField, writeField } from './message-field.js';
import {
  MESSAGE_HEADER_SIZE,
  type MessageHeader,
  readMessageHeader,
  writeMessageHeader,
} from './message-header.js';
import { type MessageOp, readOp, writeOp } from './message-op.js';

/** A decoded message: header, fields and operations as views into the received bytes. */
export interface Message {
  readonly header: MessageHeader;
  readonly fields: readonly MessageField[];
  readonly ops: readonly MessageOp[];
  /** Offset behind the last byte that belongs to the message. */
  readonly end: number;
}

/**
 * Reads one message at `offset`. Bytes behind it are left to the caller: answers to queries and
 * batches hold many messages in one frame.
 *
 * @throws {WireError} when a size or count passes `end`.
 */
export function readMessage(buffer: Buffer, offset = 0, end: number = buffer.length): Message {
  const header = readMessageHeader(buffer, offset, end);
  const reader = new ByteReader(buffer, offset + MESSAGE_HEADER_SIZE, end);
  const fields: MessageField[] = [];
  for (let i = 0; i < header.fieldCount; i++) fields.push(readField(reader));
  const ops: MessageOp[] = [];
  for (let i = 0; i < header.opCount; i++) ops.push(readOp(reader));
  return { header, fields, ops, end: reader.offset };
}

/** Reads all messages of a frame. */
export function readMessages(body: Buffer): Message[] {
  const messages: Message[] = [];
  let offset = 0;
  while (offset < body.length) {
    const message = readMessage(body, offset);
    messages.push(message);
    offset = message.end;
  }
  return messages;
}

/** Writes a message from decoded parts; the counts of the header are taken from the arrays. */
export function writeMessage(
  writer: ByteWriter,
  header: Omit<MessageHeader, 'fieldCount' | 'opCount'>,
  fields: readonly MessageField[],
  ops: readonly MessageOp[],
): void {
  writeMessageHeader(writer, { ...header, fieldCount: fields.length, opCount: ops.length });
  for (const field of fields) writeField(writer, field.type, field.data);
  for (const op of ops) writeOp(writer, op);
}
