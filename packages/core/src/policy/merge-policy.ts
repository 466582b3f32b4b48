import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import type { AdminPolicy } from './admin-policy.js';
import type {
  BatchApplyPolicy,
  BatchPolicy,
  BatchReadPolicy,
  BatchRemovePolicy,
  BatchWritePolicy,
} from './batch-policy.js';
import type {
  CompleteAdminPolicy,
  CompleteBatchApplyPolicy,
  CompleteBatchPolicy,
  CompleteBatchReadPolicy,
  CompleteBatchRemovePolicy,
  CompleteBatchWritePolicy,
  CompleteOperatePolicy,
  CompleteQueryPolicy,
  CompleteReadPolicy,
  CompleteRemovePolicy,
  CompleteWritePolicy,
} from './complete-policy.js';
import { copyPolicy } from './copy-policy.js';
import { mergeMeta } from './merge-meta.js';
import type { OperatePolicy } from './operate-policy.js';
import { checkFieldOf, type PolicyField } from './policy-rule.js';
import type { QueryPolicy } from './query-policy.js';
import type { ReadPolicy } from './read-policy.js';
import { TTL_CLIENT_DEFAULT } from './ttl.js';
import type { RemoveMeta, RemovePolicy, WriteMeta, WritePolicy } from './write-policy.js';

/**
 * Lays the fields a caller gave over the defaults. Without such fields the defaults themselves are
 * returned: they are frozen, and the common case costs nothing.
 *
 * @param path - of the policy in the caller's arguments, for the error.
 * @throws {InvalidArgError} for an unknown field, which is never ignored, or a value out of range.
 */
export function mergePolicy<Complete extends object>(
  defaults: Complete,
  policy: object | null | undefined,
  path = 'policy',
): Complete {
  if (policy === undefined || policy === null) return defaults;
  if (typeof policy !== 'object' || Array.isArray(policy)) {
    throw invalidArg(path, policy, 'an object with policy fields');
  }
  const merged = copyPolicy(defaults);
  for (const field of Object.keys(policy)) {
    const value = (policy as Record<string, unknown>)[field];
    if (!Object.hasOwn(defaults, field) || field === 'generation') {
      throw unknownField(defaults, field, path);
    }
    if (value === undefined) continue;
    checkFieldOf(path, field as PolicyField, value);
    if (field === 'ttl' && value === TTL_CLIENT_DEFAULT) continue;
    (merged as Record<string, unknown>)[field] = value;
  }
  return merged;
}

/** What frozen policies came to when they were last laid over some defaults. */
const laid = new WeakMap<object, { readonly defaults: object; readonly complete: object }>();

/** The same for the policy of a call: one that is frozen is checked and merged only once. */
function mergeCallPolicy<Complete extends object>(
  defaults: Complete,
  policy: object | null | undefined,
): Complete {
  if (policy === undefined || policy === null || !Object.isFrozen(policy)) {
    return mergePolicy(defaults, policy);
  }
  const known = laid.get(policy);
  // safe: the same policy over the same defaults
  if (known?.defaults === defaults) return known.complete as Complete;
  const complete = mergePolicy(defaults, policy);
  laid.set(policy, { defaults, complete });
  return complete;
}

function unknownField(defaults: object, field: string, path: string): InvalidArgError {
  const known = Object.keys(defaults).filter((name) => name !== 'generation');
  const argument = `${path}.${field}`;
  if (field === 'txn') {
    return new InvalidArgError(
      `${argument} does not go with this call: transactions take calls on records by their keys, one ` +
        'by one or as a batch whose own policy has the field; no queries, indexes or jobs',
      { argument },
    );
  }
  return new InvalidArgError(
    `${argument} is no field of this policy; there are ${known.sort().join(', ')}`,
    { argument },
  );
}

/** Policy of a read. */
export function mergeReadPolicy(
  defaults: CompleteReadPolicy,
  policy?: ReadPolicy,
): CompleteReadPolicy {
  return mergeCallPolicy(defaults, policy);
}

/** Policy of a write, with what its meta says. */
export function mergeWritePolicy(
  defaults: CompleteWritePolicy,
  policy?: WritePolicy,
  meta?: WriteMeta | null,
): CompleteWritePolicy {
  return mergeMeta(mergeCallPolicy(defaults, policy), policy, meta);
}

/** Policy of a removal, with what its meta says. */
export function mergeRemovePolicy(
  defaults: CompleteRemovePolicy,
  policy?: RemovePolicy,
  meta?: RemoveMeta | null,
): CompleteRemovePolicy {
  return mergeMeta(mergeCallPolicy(defaults, policy), policy, meta);
}

/** Policy of operations on one record, with what their meta says. */
export function mergeOperatePolicy(
  defaults: CompleteOperatePolicy,
  policy?: OperatePolicy,
  meta?: WriteMeta | null,
): CompleteOperatePolicy {
  return mergeMeta(mergeCallPolicy(defaults, policy), policy, meta);
}

/** Policy of a whole batch. */
export function mergeBatchPolicy(
  defaults: CompleteBatchPolicy,
  policy?: BatchPolicy,
): CompleteBatchPolicy {
  return mergePolicy(defaults, policy);
}

/** Policy of an entry that reads, over that of its batch. */
export function mergeBatchReadPolicy(
  { readModeAp, readModeSc, readTouchTtlPercent }: CompleteBatchPolicy,
  policy?: BatchReadPolicy,
  path = 'policy',
): CompleteBatchReadPolicy {
  const defaults = { readModeAp, readModeSc, readTouchTtlPercent, filterExpression: null };
  return mergePolicy(defaults, policy, path);
}

/** Policy of an entry that writes, over that of its batch. */
export function mergeBatchWritePolicy(
  batch: CompleteBatchPolicy,
  policy?: BatchWritePolicy,
  meta?: WriteMeta | null,
  path = '',
): CompleteBatchWritePolicy {
  const { key, gen, commitLevel, durableDelete, exists, ttl, onLockingOnly } = batch;
  const defaults = { key, gen, commitLevel, durableDelete, exists, ttl, onLockingOnly, ...ENTRY };
  return mergeMeta(mergePolicy(defaults, policy, `${path}policy`), policy, meta, `${path}meta`);
}

/** Policy of an entry that runs a function, over that of its batch. */
export function mergeBatchApplyPolicy(
  { key, commitLevel, durableDelete, ttl, onLockingOnly }: CompleteBatchPolicy,
  policy?: BatchApplyPolicy,
  path = 'policy',
): CompleteBatchApplyPolicy {
  const settings = { key, commitLevel, durableDelete, ttl, onLockingOnly };
  const defaults = { ...settings, filterExpression: null };
  return mergePolicy(defaults, policy, path);
}

/** Policy of an entry that removes, over that of its batch. */
export function mergeBatchRemovePolicy(
  { key, gen, commitLevel, durableDelete }: CompleteBatchPolicy,
  policy?: BatchRemovePolicy,
  meta?: RemoveMeta | null,
  path = '',
): CompleteBatchRemovePolicy {
  const defaults = { key, gen, commitLevel, durableDelete, ...ENTRY };
  return mergeMeta(mergePolicy(defaults, policy, `${path}policy`), policy, meta, `${path}meta`);
}

const ENTRY = { filterExpression: null, generation: 0 } as const;

/** Policy of a query. */
export function mergeQueryPolicy(
  defaults: CompleteQueryPolicy,
  policy?: QueryPolicy,
): CompleteQueryPolicy {
  return mergePolicy(defaults, policy);
}

/** Policy of info, index and administration commands. */
export function mergeAdminPolicy(
  defaults: CompleteAdminPolicy,
  policy?: AdminPolicy,
): CompleteAdminPolicy {
  return mergePolicy(defaults, policy);
}

export type {
  CompleteAdminPolicy,
  CompleteBatchPolicy,
  CompleteBatchReadPolicy,
  CompleteBatchRemovePolicy,
  CompleteBatchWritePolicy,
  CompleteOperatePolicy,
  CompleteQueryPolicy,
  CompleteReadPolicy,
  CompleteRemovePolicy,
  CompleteWritePolicy,
};
