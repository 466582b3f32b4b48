import { exp, type Expression } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import type { PolicyByKind, PolicyKind } from '../context/policy-set.js';
import { compileCondition } from '../condition/compile-condition.js';
import type { Condition } from '../condition/condition.js';
import type { QueryState } from './query-state.js';

/** The parts of a query that make its policies. */
export type PolicyState = Pick<QueryState, 'policy' | 'behavior'>;

/**
 * The policy of a command that a query sends: without what the query says for queries only, where it
 * is another command, and with the residual as its filter.
 */
export function policyOf<K extends PolicyKind>(
  context: EntityContext,
  kind: K,
  { policy, behavior }: PolicyState,
  residual: Condition | null,
): PolicyByKind[K] {
  const merged = callPolicy(context, kind, {
    // safe: without what only queries have, the rest of a policy of queries is common to all
    policy: (kind === 'query' ? policy : withoutQueryParts(policy)) as PolicyByKind[K],
    ...(behavior === null ? {} : { behavior }),
  });
  const filter = filterOf(residual, merged?.filterExpression);
  return { ...merged, ...(filter === null ? {} : { filterExpression: filter }) } as PolicyByKind[K];
}

/** Where a query becomes reads by key, or a job, what is only for queries has no meaning. */
function withoutQueryParts(policy: PolicyState['policy']): PolicyState['policy'] {
  const { maxConcurrentNodes, recordQueueSize, expectedDuration, ...rest } = policy;
  void [maxConcurrentNodes, recordQueueSize, expectedDuration];
  return rest;
}

function filterOf(
  residual: Condition | null,
  given: Expression<'bool'> | null | undefined,
): Expression<'bool'> | null {
  const own = residual === null ? null : compileCondition(residual);
  if (given === undefined || given === null) return own;
  return own === null ? given : exp.and(own, given);
}
