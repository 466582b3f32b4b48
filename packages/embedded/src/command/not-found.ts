import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';

/** The answer to a command on a record that is not there. */
export function notFound(): CommandError {
  return new CommandError(ResultCode.RECORD_NOT_FOUND, 'no such record');
}
