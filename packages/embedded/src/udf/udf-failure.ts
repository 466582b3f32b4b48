import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';

/** A function of a Lua module failed: the answer tells why in a bin `FAILURE`. */
export class UdfFailure extends CommandError {
  /** Binary string. */
  readonly reason: string;

  constructor(reason: string) {
    super(ResultCode.UDF_ERROR, reason);
    this.reason = reason;
  }
}
