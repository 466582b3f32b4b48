import type { RecordKey } from '../../../key/key.js';
import { type ResolvedKey, toRecordKey } from '../../../key/resolve-key.js';
import type { OfficialKey } from '../official-module.js';

/** The key of a result, with the digest that the addon has computed: ours need not be. */
export function answeredKey(key: ResolvedKey, { digest }: OfficialKey): RecordKey {
  return toRecordKey(key, key.userKey, digest ?? key.digest);
}
