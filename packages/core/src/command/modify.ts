import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import type { ScalarOperation } from '../operation/operation.js';
import { mergeWritePolicy } from '../policy/merge-policy.js';
import type { RecordMetadata } from '../record/record.js';
import type { WriteOptions } from './put.js';
import { execute, type Session } from './session.js';

/** One operation that changes a record and returns nothing: touch, append, increment… */
interface Modification {
  readonly verb: 'append' | 'increment' | 'prepend' | 'touch';
  /** Builds the operation; a wrong argument is found here. */
  readonly make: () => ScalarOperation;
}

/** Runs one operation that changes a record. */
export async function modify(
  session: Session,
  key: Key | PreparedKey,
  { verb, make }: Modification,
  { meta, policy }: WriteOptions,
): Promise<RecordMetadata> {
  const operation = make();
  const merged = mergeWritePolicy(session.policies.write, policy, meta);
  const { replica, readModeAp, readModeSc, readTouchTtlPercent } = session.policies.operate;
  const ttl = operation.ttl ?? merged.ttl;
  const record = await execute(session, () => ({
    kind: 'operate',
    verb,
    key: resolveKey(key),
    operations: [operation],
    policy: { ...merged, replica, readModeAp, readModeSc, readTouchTtlPercent, ttl },
  }));
  return record.meta;
}
