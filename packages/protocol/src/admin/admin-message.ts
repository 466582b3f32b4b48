import { ByteReader } from '../bytes/byte-reader.js';
import { ByteWriter } from '../bytes/byte-writer.js';
import { type MessageField, readField, writeField } from '../message/message-field.js';

/** Bytes of the header of an admin block. */
export const ADMIN_HEADER_SIZE = 16;

/** One request, or one block of an answer, of the security protocol. */
export interface AdminMessage {
  /** 0 in requests. */
  readonly resultCode: number;
  /** 0 in answers. */
  readonly command: number;
  readonly fields: readonly MessageField[];
}

/** Reads the blocks of an admin frame; answers that list users or roles hold many. */
export function readAdminMessages(body: Buffer): AdminMessage[] {
  const reader = new ByteReader(body);
  const messages: AdminMessage[] = [];
  while (reader.remaining > 0) {
    const at = reader.take(ADMIN_HEADER_SIZE, 'an admin header');
    const fieldCount = body[at + 3] as number;
    const fields: MessageField[] = [];
    for (let i = 0; i < fieldCount; i++) fields.push(readField(reader));
    messages.push({
      resultCode: body[at + 1] as number,
      command: body[at + 2] as number,
      fields,
    });
  }
  return messages;
}

/** Body of an admin frame with one block. */
export function encodeAdminMessage(message: AdminMessage): Buffer {
  const writer = new ByteWriter();
  const at = writer.skip(ADMIN_HEADER_SIZE);
  writer.buffer.fill(0, at, at + ADMIN_HEADER_SIZE);
  writer.buffer[at + 1] = message.resultCode;
  writer.buffer[at + 2] = message.command;
  writer.buffer[at + 3] = message.fields.length;
  for (const field of message.fields) writeField(writer, field.type, field.data);
  return writer.toBuffer();
}
