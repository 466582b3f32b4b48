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

/**
 * What a failed write means for the entity; other errors stay as they are.
 *
 * @param actual the generation the record has now; null for no record, undefined where nobody looked
 */
export function toWriteError(
  error: unknown,
  subject: WriteSubject,
  actual?: number | null,
): unknown {
  if (!(error instanceof AerospikeError)) return error;
  const { entity, id, verb, isRace } = subject;
  const details = { entity, id, cause: error, inDoubt: error.inDoubt };
  const named = `${entity} ${describeId(id)}`;
  const doubt = error.inDoubt ? `; ${OWN_TRY}` : '';
  switch (error.resultCode) {
    case ResultCode.recordNotFound:
      if (isRace) return lockError(subject, 'missing', error);
      return new EntityNotFoundError(`${verb}(): there is no ${named}${doubt}`, details);
    case ResultCode.generation:
      // The server compares the generation first: it may be that there is no record at all.
      if (actual === null) return lockError(subject, 'missing', error);
      return lockError(subject, 'generation', error, actual);
    case ResultCode.recordExists:
      if (isRace) return lockError(subject, 'exists', error, actual ?? undefined);
      return new EntityExistsError(`${verb}(): ${named} exists already${doubt}`, details);
    case ResultCode.filteredOut:
      return new FilteredOutError(
        `${verb}(): the condition is not true for ${named}${doubt}`,
        details,
      );
    default:
      return error;
  }
}

/** Said where an earlier try went unanswered: what refuses the last one may be what that one did. */
const OWN_TRY =
  'an earlier try of this call may have been carried out (inDoubt): look before it is repeated';

function lockError(
  { entity, id, verb, expected }: WriteSubject,
  reason: OptimisticLockReason,
  cause: AerospikeError | null,
  actual?: number,
): OptimisticLockError {
  const named = `${entity} ${describeId(id)}`;
  const inDoubt = cause?.inDoubt === true;
  const now = actual === undefined ? '' : ` (it is ${actual} now)`;
  const what: Record<OptimisticLockReason, string> = {
    generation: `${named} was written since version ${expected ?? 0} was read${now}`,
    exists: `${named} exists already, although the entity is new`,
    missing: `${named} is gone since version ${expected ?? 0} was read`,
  };
  return new OptimisticLockError(
    `${verb}(): ${what[reason]}; ${inDoubt ? OWN_TRY : 'read it again and repeat the change'}`,
    {
      reason,
      expected: expected ?? 0,
      ...(actual === undefined ? {} : { actual }),
      entity,
      id,
      inDoubt,
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
