import { AerospikeError } from '@aeroform/core';
import { ResultCode } from './write-error.js';

/** Tells whether the server answered that there is no such record. */
export function isNotFound(error: unknown): error is AerospikeError {
  return error instanceof AerospikeError && error.resultCode === ResultCode.recordNotFound;
}
