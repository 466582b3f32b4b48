import { ResultCode, WireError } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { MalformedMessageError } from '../error/malformed-message-error.js';
import { type Counters, countInternalError } from '../cluster/counters.js';

/**
 * Result code of whatever a handler threw. A fault of the server itself answers 1 and is counted: it
 * must not take the server down, and must not stay unseen either.
 */
export function resultCodeOf(error: unknown, counters: Counters): number {
  if (error instanceof MalformedMessageError || error instanceof WireError) {
    counters.malformedMessages++;
    return ResultCode.PARAMETER;
  }
  if (error instanceof CommandError) return error.resultCode;
  countInternalError(counters, error);
  return ResultCode.SERVER_ERROR;
}
