import { invalidArg } from '../error/argument-error.js';
import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import { mergeReadPolicy } from '../policy/merge-policy.js';
import type { ReadPolicy } from '../policy/read-policy.js';
import type { AerospikeRecord } from '../record/record.js';
import { checkBinNames } from './bin-names.js';
import { execute, type Session } from './session.js';

/** Reads some bins of a record. */
export async function select(
  session: Session,
  key: Key | PreparedKey,
  bins: readonly string[],
  policy?: ReadPolicy,
): Promise<AerospikeRecord> {
  if (checkBinNames(bins, 'bins').length === 0) {
    throw invalidArg('bins', bins, 'at least one bin name; use exists() for none, get() for all');
  }
  return execute(session, () => ({
    kind: 'get',
    verb: 'select',
    key: resolveKey(key),
    // Another attempt reads the same, whatever the caller does with his array meanwhile.
    bins: bins.slice(),
    policy: mergeReadPolicy(session.policies.read, policy),
  }));
}
