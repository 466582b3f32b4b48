import type {
  CompleteBatchApplyPolicy,
  CompleteBatchReadPolicy,
  CompleteBatchRemovePolicy,
  CompleteBatchWritePolicy,
} from '../../../policy/complete-policy.js';
import type { OfficialPolicy } from '../official-module.js';
import { filterOf, OFFICIAL_EXISTS, remembered } from '../official-policy.js';

/** Policies of rows of a batch. The numbers for times to live are those of 32 bits on the wire. */
export const officialRowReadPolicy = remembered(
  (policy: CompleteBatchReadPolicy): OfficialPolicy => ({
    readModeAP: policy.readModeAp,
    readModeSC: policy.readModeSc,
    readTouchTtlPercent: policy.readTouchTtlPercent,
    filterExpression: filterOf(policy.filterExpression),
  }),
);

/** Not with a generation, which rows that write cannot hold: see `hasGeneration`. */
export const officialRowWritePolicy = remembered(
  (policy: CompleteBatchWritePolicy): OfficialPolicy => ({
    key: policy.key,
    exists: OFFICIAL_EXISTS[policy.exists],
    commitLevel: policy.commitLevel,
    durableDelete: policy.durableDelete,
    onLockingOnly: policy.onLockingOnly,
    ttl: policy.ttl >>> 0,
    filterExpression: filterOf(policy.filterExpression),
  }),
);

export const officialRowRemovePolicy = remembered(
  (policy: CompleteBatchRemovePolicy): OfficialPolicy => ({
    key: policy.key,
    gen: policy.gen,
    generation: policy.generation,
    commitLevel: policy.commitLevel,
    durableDelete: policy.durableDelete,
    filterExpression: filterOf(policy.filterExpression),
  }),
);

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
