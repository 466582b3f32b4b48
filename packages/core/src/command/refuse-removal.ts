import { InvalidArgError } from '../error/argument-error.js';
import { POLICY_EXISTS_REPLACE, POLICY_EXISTS_REPLACE_ONLY } from '../policy/exists.js';
import type { Bins } from '../value/bin-value.js';

/**
 * Refuses null, which removes a bin, in a write that replaces the record: the server does, with PARAMETER.
 *
 * @param row - path of the row in the caller's arguments, of a batch.
 */
export function refuseRemoval(bins: Bins, exists: number, row?: string): void {
  if (exists !== POLICY_EXISTS_REPLACE && exists !== POLICY_EXISTS_REPLACE_ONLY) return;
  for (const [bin, value] of Object.entries(bins)) {
    if (value !== null) continue;
    const argument = `${row === undefined ? '' : `${row}.`}bins.${bin}`;
    throw new InvalidArgError(
      `${argument} is null, which removes a bin, and the write replaces the record (\`exists\`), so that bins it does not name go anyway; leave it out`,
      { argument },
    );
  }
}
