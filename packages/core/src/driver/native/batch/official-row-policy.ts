import { POLICY_COMMIT_LEVEL_ALL } from '../../../policy/commit-level.js';
import type {
  CompleteBatchApplyPolicy,
  CompleteBatchPolicy,
  CompleteBatchReadPolicy,
  CompleteBatchRemovePolicy,
  CompleteBatchWritePolicy,
} from '../../../policy/complete-policy.js';
import { POLICY_GEN_IGNORE } from '../../../policy/generation.js';
import { POLICY_KEY_DIGEST } from '../../../policy/key.js';
import { TTL_NAMESPACE_DEFAULT } from '../../../policy/ttl.js';
import type { OfficialPolicy } from '../official-module.js';
import { filterOf, OFFICIAL_EXISTS, remembered } from '../official-policy.js';

/**
 * Policies of rows of a batch. A row has none where it says nothing of its own: the addon would read it
 * for each row anew, and the C client sends rows without one in fewer bytes.
 */
export function officialRowReadPolicy(
  policy: CompleteBatchReadPolicy,
  batch: CompleteBatchPolicy,
): OfficialPolicy | undefined {
  const isThatOfBatch =
    policy.filterExpression === null &&
    policy.readModeAp === batch.readModeAp &&
    policy.readModeSc === batch.readModeSc &&
    policy.readTouchTtlPercent === batch.readTouchTtlPercent;
  return isThatOfBatch ? undefined : readPolicyOf(policy);
}

const readPolicyOf = remembered((policy: CompleteBatchReadPolicy): OfficialPolicy => ({
  readModeAP: policy.readModeAp,
  readModeSC: policy.readModeSc,
  readTouchTtlPercent: policy.readTouchTtlPercent,
  filterExpression: filterOf(policy.filterExpression),
}));

/** What all rows that change something have in common. */
type ChangePolicy = Pick<
  CompleteBatchApplyPolicy,
  'key' | 'commitLevel' | 'durableDelete' | 'filterExpression'
>;

/** Whether a row changes its record as the addon does without a policy. */
function isUsual({ key, commitLevel, durableDelete, filterExpression }: ChangePolicy): boolean {
  return (
    key === POLICY_KEY_DIGEST &&
    commitLevel === POLICY_COMMIT_LEVEL_ALL &&
    !durableDelete &&
    filterExpression === null
  );
}

/** Not with a generation, which rows that write cannot hold: see `isAlone`. */
export function officialRowWritePolicy(
  policy: CompleteBatchWritePolicy,
): OfficialPolicy | undefined {
  const says =
    !isUsual(policy) ||
    OFFICIAL_EXISTS[policy.exists] !== 0 ||
    policy.onLockingOnly ||
    policy.ttl !== TTL_NAMESPACE_DEFAULT;
  return says ? writePolicyOf(policy) : undefined;
}

/** The numbers for times to live are those of 32 bits on the wire. */
const writePolicyOf = remembered((policy: CompleteBatchWritePolicy): OfficialPolicy => ({
  key: policy.key,
  exists: OFFICIAL_EXISTS[policy.exists],
  commitLevel: policy.commitLevel,
  durableDelete: policy.durableDelete,
  onLockingOnly: policy.onLockingOnly,
  ttl: policy.ttl >>> 0,
  filterExpression: filterOf(policy.filterExpression),
}));

export function officialRowRemovePolicy(
  policy: CompleteBatchRemovePolicy,
): OfficialPolicy | undefined {
  const says = !isUsual(policy) || policy.gen !== POLICY_GEN_IGNORE || policy.generation !== 0;
  return says ? removePolicyOf(policy) : undefined;
}

const removePolicyOf = remembered((policy: CompleteBatchRemovePolicy): OfficialPolicy => ({
  key: policy.key,
  gen: policy.gen,
  generation: policy.generation,
  commitLevel: policy.commitLevel,
  durableDelete: policy.durableDelete,
  filterExpression: filterOf(policy.filterExpression),
}));

export const officialRowApplyPolicy = remembered(
  (policy: CompleteBatchApplyPolicy): OfficialPolicy => ({
    key: policy.key,
    commitLevel: policy.commitLevel,
    durableDelete: policy.durableDelete,
    onLockingOnly: policy.onLockingOnly,
    ttl: policy.ttl >>> 0,
    filterExpression: filterOf(policy.filterExpression),
  }),
);
