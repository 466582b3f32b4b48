import { AerospikeError, AerospikeTimeoutError } from '@aeroform/core';
import { EntityExistsError, EntityNotFoundError, FilteredOutError } from '../error/entity-error.js';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';

/** How an operation ended, with few enough values for a label. */
export type Outcome =
  | 'ok'
  | 'not-found'
  | 'exists'
  | 'conflict'
  | 'filtered'
  | 'timeout'
  | 'aborted'
  | 'error';

/** How an operation ended that failed. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof OptimisticLockError) return 'conflict';
  if (error instanceof EntityNotFoundError) return 'not-found';
  if (error instanceof EntityExistsError) return 'exists';
  if (error instanceof FilteredOutError) return 'filtered';
  if (error instanceof AerospikeTimeoutError) return 'timeout';
  return error instanceof AerospikeError && error.code === 'ABORTED' ? 'aborted' : 'error';
}
