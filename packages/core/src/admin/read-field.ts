import { type AdminField, type AdminMessage, ByteReader } from '@aeroform/protocol';

/** Data of a field; undefined when the server did not send it. */
export function fieldData({ fields }: AdminMessage, type: AdminField): Buffer | undefined {
  return fields.find((field) => field.type === type)?.data;
}

/** Text of a field; empty when the server did not send it. */
export function textField(message: AdminMessage, type: AdminField): string {
  return fieldData(message, type)?.toString('utf8') ?? '';
}

/** Number in a field; 0 when the server did not send it. */
export function numberField(message: AdminMessage, type: AdminField): number {
  const data = fieldData(message, type);
  return data === undefined ? 0 : new ByteReader(data).u32('a number');
}
