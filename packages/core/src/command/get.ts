import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import { mergeReadPolicy } from '../policy/merge-policy.js';
import type { ReadPolicy } from '../policy/read-policy.js';
import type { AerospikeRecord } from '../record/record.js';
import { execute, type Session } from './session.js';

/** Reads a whole record. */
export function get(
  session: Session,
  key: Key | PreparedKey,
  policy?: ReadPolicy,
): Promise<AerospikeRecord> {
  return execute(session, () => ({
    kind: 'get',
    verb: 'get',
    key: resolveKey(key),
    bins: null,
    policy: mergeReadPolicy(session.policies.read, policy),
  }));
}
