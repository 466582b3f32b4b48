import { AerospikeError } from '@aeroform/core';
import { EntityExistsError, EntityNotFoundError, FilteredOutError } from '../error/entity-error.js';
import { describeValue } from '../error/describe-value.js';
import { OptimisticLockError, type OptimisticLockReason } from '../error/optimistic-lock-error.js';

/** Result codes with a meaning for entities (server as/include/base/proto.h). */
export const ResultCode = {
  recordNotFound: 2,
  generation: 3,
  recordExists: 5,
  filteredOut: 27,
} as const;

/** What a write was about, for its errors. */
export interface WriteSubject {
  readonly entity: string;
  readonly id: unknown;
  readonly verb: string;
  /** The generation that was compared; null for none. */
  readonly expected: number | null;
  /** True for writes of entities: finding none, or one, is a lost race too. */
  readonly isRace: boolean;
}

/** What a failed write means for the entity; other errors stay as they are. */
export function toWriteError(error: unknown, subject: WriteSubject, actual?: number): unknown {
  if (!(error instanceof AerospikeError)) return error;
  const { entity, id, verb, isRace } = subject;
  const details = { entity, id, cause: error, inDoubt: error.inDoubt };
  const named = `${entity} ${describeId(id)}`;
  switch (error.resultCode) {
    case ResultCode.recordNotFound:
      if (isRace) return lockError(subject, 'missing', error);
      return new EntityNotFoundError(`${verb}(): there is no ${named}`, details);
    case ResultCode.generation:
      return lockError(subject, 'generation', error, actual);
    case ResultCode.recordExists:
      if (isRace) return lockError(subject, 'exists', error, actual);
      return new EntityExistsError(`${verb}(): ${named} exists already`, details);
    case ResultCode.filteredOut:
      return new FilteredOutError(`${verb}(): the condition is not true for ${named}`, details);
    default:
      return error;
  }
}

function lockError(
  { entity, id, verb, expected }: WriteSubject,
  reason: OptimisticLockReason,
  cause: AerospikeError | null,
  actual?: number,
): OptimisticLockError {
  const named = `${entity} ${describeId(id)}`;
  const now = actual === undefined ? '' : ` (it is ${actual} now)`;
  const what: Record<OptimisticLockReason, string> = {
    generation: `${named} was written since version ${expected ?? 0} was read${now}`,
    exists: `${named} exists already, although the entity is new`,
    missing: `${named} is gone since version ${expected ?? 0} was read`,
  };
  return new OptimisticLockError(
    `${verb}(): ${what[reason]}; read it again and repeat the change`,
    {
      reason,
      expected: expected ?? 0,
      ...(actual === undefined ? {} : { actual }),
      entity,
      id,
      resultCode: cause?.resultCode ?? ResultCode.generation,
      ...(cause === null ? {} : { cause }),
    },
  );
}

/** A record has another generation than a write compares. */
export function lostRace(subject: WriteSubject, actual: number): OptimisticLockError {
  return lockError(subject, 'generation', null, actual);
}

/** An id as messages show it. */
export function describeId(id: unknown): string {
  return describeValue(id).replace(/^the string /, '');
}
