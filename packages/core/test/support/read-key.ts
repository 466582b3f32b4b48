import { FieldType, type Message, partitionId } from '@aeroform/protocol';

/** The digest a message is about. */
export function digestOf(message: Message): Buffer {
  const field = message.fields.find(({ type }) => type === FieldType.digest);
  if (field === undefined) throw new Error('a message without a digest');
  return Buffer.from(field.data);
}

export function partitionOf(message: Message): number {
  return partitionId(digestOf(message));
}
