import { ResultCode } from '@aeroform/protocol';
import { CommandError } from './command-error.js';

/** The parts of a message do not add up to its size; answered with result code 4. */
export class MalformedMessageError extends CommandError {
  constructor(problem: string) {
    super(ResultCode.PARAMETER, `malformed message: ${problem}`);
  }
}
