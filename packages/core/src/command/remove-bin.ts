import { invalidArg } from '../error/argument-error.js';
import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import { mergeWritePolicy } from '../policy/merge-policy.js';
import type { RecordMetadata } from '../record/record.js';
import { checkBinNames } from './bin-names.js';
import type { WriteOptions } from './put.js';
import { execute, type Session } from './session.js';

/** Removes bins; a record without bins goes, too. */
export async function removeBin(
  session: Session,
  key: Key | PreparedKey,
  binNames: readonly string[],
  { meta, policy }: WriteOptions,
): Promise<RecordMetadata> {
  if (checkBinNames(binNames, 'binNames').length === 0) {
    throw invalidArg('binNames', binNames, 'at least one bin name');
  }
  return execute(session, () => ({
    kind: 'put',
    verb: 'removeBin',
    key: resolveKey(key),
    bins: Object.fromEntries(binNames.map((name) => [name, null])),
    policy: mergeWritePolicy(session.policies.write, policy, meta),
  }));
}
