import { AdminError } from '../../../error/admin-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { isUnknownHost } from '../failure.js';
import { SeedFailure } from './seed-failure.js';

/**
 * Nobody who was asked did. A login that was refused says more than hosts that do not answer.
 *
 * @param tried - who was asked, with the reasons.
 */
export function connectionRefused(tried: string, failures: readonly Error[]): Error {
  const reasons = failures.flatMap((failure) =>
    failure instanceof SeedFailure ? failure.reasons : [failure],
  );
  const message = `Cannot connect to the cluster. ${tried}.`;
  const refusal = reasons.find((reason) => reason instanceof AdminError);
  const cause = refusal ?? new AggregateError(reasons);
  if (refusal === undefined) {
    const code = reasons.every(isUnknownHost) ? 'INVALID_HOST' : 'CONNECT_FAILED';
    return new ClusterError(message, { code, cause });
  }
  const { code, resultCode, isRetryable, remedy } = refusal;
  const known = { code, resultCode, isRetryable, cause };
  return new AdminError(message, remedy === undefined ? known : { ...known, remedy });
}
