import { AerospikeError } from '@aeroform/core';
import { ResultCode } from './write-error.js';

/** Tells whether the server answered that a filter expression is not true for the record. */
export function isFilteredOut(error: unknown): error is AerospikeError {
  return error instanceof AerospikeError && error.resultCode === ResultCode.filteredOut;
}
