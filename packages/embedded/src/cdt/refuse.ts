import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';

/** Malformed or ill-typed arguments: result code 4. */
export function refuseParameter(reason: string): never {
  throw new CommandError(ResultCode.PARAMETER, reason);
}

/** The operation does not fit this value: out of range, wrong order, wrong return type. Code 26. */
export function refuseOperation(reason: string): never {
  throw new CommandError(ResultCode.OP_NOT_APPLICABLE, reason);
}

/** The bin or the nested value is of another type than the operation: result code 12. */
export function refuseType(reason: string): never {
  throw new CommandError(ResultCode.BIN_TYPE, reason);
}

/** The write flags forbid to touch an element that exists: result code 24. */
export function refuseExisting(reason: string): never {
  throw new CommandError(ResultCode.ELEMENT_EXISTS, reason);
}

/** The write flags forbid to create an element: result code 23. */
export function refuseMissing(reason: string): never {
  throw new CommandError(ResultCode.ELEMENT_NOT_FOUND, reason);
}
