import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import { mergeRemovePolicy } from '../policy/merge-policy.js';
import type { RemoveMeta, RemovePolicy } from '../policy/write-policy.js';
import { execute, type Session } from './session.js';

/** Removes a record. */
export function remove(
  session: Session,
  key: Key | PreparedKey,
  meta?: RemoveMeta | null,
  policy?: RemovePolicy,
): Promise<void> {
  return execute(session, () => ({
    kind: 'remove',
    verb: 'remove',
    key: resolveKey(key),
    policy: mergeRemovePolicy(session.policies.remove, policy, meta),
  }));
}
