import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';

/** Ends parsing with the answer of the server to every malformed or ill-typed expression. */
export function refuse(reason: string): never {
  throw new CommandError(ResultCode.PARAMETER, `expression: ${reason}`);
}
