import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { RequestOp } from './request.js';

const MAX_BIN_NAME_SIZE = 15;

/**
 * Checks the bin name of an operation. The empty name is one.
 *
 * @throws {CommandError} 21 for names of more than 15 bytes and for a byte 0 in them.
 */
export function checkBinName(op: RequestOp): void {
  let valid = op.nameSize <= MAX_BIN_NAME_SIZE;
  for (let i = op.nameStart; valid && i < op.nameEnd; i++) valid = op.buffer[i] !== 0;
  if (!valid) throw new CommandError(ResultCode.BIN_NAME, `bad bin name "${op.name}"`);
}
