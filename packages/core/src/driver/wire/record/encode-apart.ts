import { MsgpackWriter } from '@aeroform/protocol';
import type { RecordCommand } from '../../driver.js';
import { encodeRecordCommand } from './encode-record-command.js';

/** Room that is kept for the next command, in bytes. */
const LARGEST_KEPT = 1024 * 1024;

let scratch = new MsgpackWriter();

/**
 * The bytes of a command, to be sent later.
 *
 * @throws {InvalidArgError} for a value that cannot be written.
 */
export function encodeApart(command: RecordCommand): Buffer {
  const writer = scratch.reset();
  encodeRecordCommand(writer, command);
  if (writer.buffer.length <= LARGEST_KEPT) return writer.toBuffer();
  scratch = new MsgpackWriter();
  return writer.view();
}
