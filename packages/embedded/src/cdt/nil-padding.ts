import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';

/** A nil takes a byte, and no record is larger than this. */
const MAX_PADDING = 8 * 1024 * 1024;

/**
 * The nils that fill a gap in a list.
 *
 * @throws {CommandError} 13 when no record could hold them.
 */
export function nilPadding(count: number): null[] {
  if (count > MAX_PADDING) {
    throw new CommandError(ResultCode.RECORD_TOO_BIG, `${count} nil elements fit into no record`);
  }
  return new Array<null>(Math.max(count, 0)).fill(null);
}
