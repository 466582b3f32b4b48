import type {
  CompleteOperatePolicy,
  CompleteReadPolicy,
  CompleteWritePolicy,
} from '../../../policy/complete-policy.js';
import { expectRacks } from '../../wire/cluster/route-key.js';
import type { NativeConnection } from '../connection/native-connection.js';
import type { OfficialMeta, OfficialPolicy } from '../official-module.js';
import { officialMeta, officialOperatePolicy, officialReadPolicy } from '../official-policy.js';

/** The policy of a read; undefined for that of the client, which the addon need not read each time. */
export function readPolicyOf(
  connection: NativeConnection,
  policy: CompleteReadPolicy,
): OfficialPolicy | undefined {
  if (policy === connection.policies.read) return undefined;
  expectRacks(connection, policy.replica);
  return officialReadPolicy(policy);
}

/**
 * The policy of operations; undefined for that of the client.
 *
 * @param isRaw - lists and maps are to come as bytes.
 */
export function operatePolicyOf(
  { policies }: NativeConnection,
  policy: CompleteOperatePolicy,
  isRaw: boolean,
): OfficialPolicy | undefined {
  if (isRaw) return { ...officialOperatePolicy(policy), deserialize: false };
  return policy === policies.operate ? undefined : officialOperatePolicy(policy);
}

/** Generation and time to live of a write; undefined when they are left to the server. */
export function metaOf(
  policy: Pick<CompleteWritePolicy, 'generation' | 'ttl'>,
): OfficialMeta | undefined {
  return policy.generation === 0 && policy.ttl === 0 ? undefined : officialMeta(policy);
}
