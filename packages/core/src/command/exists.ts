import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey, toRecordKey } from '../key/resolve-key.js';
import { mergeReadPolicy } from '../policy/merge-policy.js';
import type { ReadPolicy } from '../policy/read-policy.js';
import type { ExistsResult } from '../record/record.js';
import { execute, type Session } from './session.js';

/** Reads generation and ttl of a record, if there is one. */
export async function exists(
  session: Session,
  key: Key | PreparedKey,
  policy?: ReadPolicy,
): Promise<ExistsResult> {
  const resolved = resolveKey(key);
  const meta = await execute(session, () => ({
    kind: 'header',
    verb: 'exists',
    key: resolved,
    policy: mergeReadPolicy(session.policies.read, policy),
  }));
  return { key: toRecordKey(resolved), meta };
}
