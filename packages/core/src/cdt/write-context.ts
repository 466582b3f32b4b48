import { CdtContextType, MsgpackWriter } from '@aeroform/protocol';
import { writeValue } from '../value/write-value.js';
import type { CdtContext } from './cdt-context.js';

/**
 * Appends a path as msgpack: `[type, value, type, value, …]`.
 *
 * @param createFlags - added to the type of the last step.
 */
export function writeContext(
  writer: MsgpackWriter,
  context: CdtContext,
  path: string,
  createFlags = 0,
): void {
  writer.arrayHeader(context.length * 2);
  const last = context.length - 1;
  context.forEach((step, i) => {
    const flags = i === last ? step.createFlags | createFlags : step.createFlags;
    writer.integer(CdtContextType[step.type] | flags);
    writeValue(writer, step.value, `${path}[${i}].value`);
  });
}

/** A path as the bytes that name it in an index: see the policy of index creation. */
export function encodeContext(context: CdtContext): Buffer {
  const writer = new MsgpackWriter();
  writeContext(writer, context, 'context');
  return writer.toBuffer();
}

/** A path as `SindexInfo.context` gives it, so that the two can be compared. */
export function contextToBase64(context: CdtContext): string {
  return encodeContext(context).toString('base64');
}
