import { UDFError } from '../error/udf-error.js';
import type { Key, PreparedKey } from '../key/key.js';
import { resolveKey, toRecordKey } from '../key/resolve-key.js';
import { mergeWritePolicy } from '../policy/merge-policy.js';
import type { WritePolicy } from '../policy/write-policy.js';
import { type UdfCall, udfFailureText } from '../udf/udf-call.js';
import type { BinValue } from '../value/bin-value.js';
import { atCaller } from './at-caller.js';
import { execute, type Session } from './session.js';

/**
 * Runs a function on one record.
 *
 * @param makeCall - checks the arguments, so that what is wrong with them rejects.
 *
 * @throws {UDFError} with what the function said.
 */
export async function apply(
  session: Session,
  key: Key | PreparedKey,
  makeCall: () => UdfCall,
  policy?: WritePolicy,
): Promise<BinValue> {
  const call = makeCall();
  const resolved = resolveKey(key);
  const merged = mergeWritePolicy(session.policies.write, policy);
  const answer = await execute(session, () => ({
    kind: 'apply',
    verb: 'apply',
    key: resolved,
    call,
    policy: merged,
  }));
  if ('value' in answer) return answer.value;
  const error = new UDFError(udfFailureText(call, answer.failure), {
    resultCode: answer.resultCode,
    key: toRecordKey(resolved),
  });
  throw atCaller(error, apply);
}
