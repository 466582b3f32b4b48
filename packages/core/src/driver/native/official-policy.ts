import { compileExpression } from '../../expression/compile-expression.js';
import type { Expression } from '../../expression/expression.js';
import type {
  CompleteBatchPolicy,
  CompleteOperatePolicy,
  CompleteQueryPolicy,
  CompleteReadPolicy,
  CompleteRemovePolicy,
  CompleteWritePolicy,
} from '../../policy/complete-policy.js';
import {
  type ExistsPolicy,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_IGNORE,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
  POLICY_EXISTS_UPDATE,
  POLICY_EXISTS_UPDATE_ONLY,
} from '../../policy/exists.js';
import {
  POLICY_REPLICA_ANY,
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_PREFER_RACK,
  POLICY_REPLICA_RANDOM,
  POLICY_REPLICA_SEQUENCE,
  type Replica,
} from '../../policy/replica.js';
import type { OfficialMeta, OfficialPolicy } from './official-module.js';
import { unsupported } from './unsupported.js';

/** The numbers of npm `aerospike`, which differ from those of aerospike-py. */
export const OFFICIAL_EXISTS: Readonly<Record<ExistsPolicy, number>> = {
  [POLICY_EXISTS_IGNORE]: 0,
  [POLICY_EXISTS_CREATE_ONLY]: 1,
  [POLICY_EXISTS_UPDATE]: 0,
  [POLICY_EXISTS_UPDATE_ONLY]: 2,
  [POLICY_EXISTS_REPLACE_ONLY]: 3,
  [POLICY_EXISTS_REPLACE]: 4,
};

export const OFFICIAL_REPLICA: Readonly<Record<Replica, number>> = {
  [POLICY_REPLICA_MASTER]: 0,
  [POLICY_REPLICA_ANY]: 1,
  [POLICY_REPLICA_SEQUENCE]: 2,
  [POLICY_REPLICA_PREFER_RACK]: 3,
  [POLICY_REPLICA_RANDOM]: 4,
};

type BasePolicy = Pick<
  CompleteReadPolicy,
  | 'socketTimeout'
  | 'totalTimeout'
  | 'maxRetries'
  | 'sleepBetweenRetries'
  | 'timeoutDelay'
  | 'compress'
  | 'filterExpression'
> & { readonly txn?: object | null };

/** @throws {UnsupportedByDriverError} for fields that the official client has not. */
function baseOf(policy: BasePolicy): Record<string, unknown> {
  if (policy.sleepBetweenRetries > 0 && policy.maxRetries > 0) {
    throw unsupported('sleepBetweenRetries');
  }
  if ((policy.txn ?? null) !== null) throw unsupported('transaction');
  return {
    socketTimeout: policy.socketTimeout,
    totalTimeout: policy.totalTimeout,
    maxRetries: policy.maxRetries,
    timeoutDelay: policy.timeoutDelay,
    compress: policy.compress,
    filterExpression: filterOf(policy.filterExpression),
  };
}

/** Expressions go as the base64 of our own compiler. */
export function filterOf(expression: Expression | null): string | null {
  return expression === null ? null : expressionText(expression);
}

export function expressionText(expression: Expression): string {
  return compileExpression(expression).toString('base64');
}

function readFieldsOf(
  policy: Pick<CompleteReadPolicy, 'replica' | 'readModeAp' | 'readModeSc' | 'readTouchTtlPercent'>,
): Record<string, unknown> {
  return {
    replica: OFFICIAL_REPLICA[policy.replica],
    readModeAP: policy.readModeAp,
    readModeSC: policy.readModeSc,
    readTouchTtlPercent: policy.readTouchTtlPercent,
  };
}

/** Converts each policy once: most calls share the defaults of their client. */
export function remembered<P extends object, O>(convert: (policy: P) => O): (policy: P) => O {
  const known = new WeakMap<P, O>();
  return (policy) => {
    let converted = known.get(policy);
    if (converted === undefined) {
      converted = convert(policy);
      known.set(policy, converted);
    }
    return converted;
  };
}

export const officialReadPolicy = remembered((policy: CompleteReadPolicy): OfficialPolicy => ({
  ...baseOf(policy),
  ...readFieldsOf(policy),
}));

/** Also for writes of whole bins, which go as operations: only those answer the generation. */
export const officialOperatePolicy = remembered(
  (policy: CompleteOperatePolicy | CompleteWritePolicy): OfficialPolicy => {
    if (policy.onLockingOnly) throw unsupported('onLockingOnly');
    return {
      ...baseOf(policy),
      ...('replica' in policy ? readFieldsOf(policy) : {}),
      key: policy.key,
      gen: policy.gen,
      exists: OFFICIAL_EXISTS[policy.exists],
      commitLevel: policy.commitLevel,
      durableDelete: policy.durableDelete,
    };
  },
);

export const officialRemovePolicy = remembered((policy: CompleteRemovePolicy): OfficialPolicy => ({
  ...baseOf(policy),
  key: policy.key,
  gen: policy.gen,
  generation: policy.generation,
  commitLevel: policy.commitLevel,
  durableDelete: policy.durableDelete,
}));

export const officialApplyPolicy = remembered((policy: CompleteWritePolicy): OfficialPolicy => ({
  ...baseOf(policy),
  key: policy.key,
  commitLevel: policy.commitLevel,
  ttl: policy.ttl >>> 0,
  durableDelete: policy.durableDelete,
  onLockingOnly: policy.onLockingOnly,
}));

/** Fields of the whole batch; rows have policies of their own. */
export const officialBatchPolicy = remembered((policy: CompleteBatchPolicy): OfficialPolicy => ({
  ...baseOf(policy),
  ...readFieldsOf(policy),
  concurrent: true,
  allowInline: policy.allowInline,
  allowInlineSSD: policy.allowInlineSsd,
  respondAllKeys: policy.respondAllKeys,
}));

export const officialQueryPolicy = remembered((policy: CompleteQueryPolicy): OfficialPolicy => ({
  ...baseOf(policy),
  replica: OFFICIAL_REPLICA[policy.replica],
  expectedDuration: policy.expectedDuration,
}));

/** What goes beside the bins or operations of a write. */
export const officialMeta = remembered(
  (policy: Pick<CompleteWritePolicy, 'generation' | 'ttl'>): OfficialMeta => ({
    gen: policy.generation,
    ttl: policy.ttl,
  }),
);
