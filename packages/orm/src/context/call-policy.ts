import type { Expression } from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { EntityContext } from './entity-context.js';
import type { PolicyByKind, PolicyKind, PolicySet } from './policy-set.js';

/** The parts of the options of a call that make its policy. */
export interface PolicyOptions<P> {
  readonly policy?: P;
  readonly signal?: AbortSignal;
  /** Name of one of the data source's behaviours. */
  readonly behavior?: string;
}

/** The parts of a context that policies depend on. */
export type PolicyContext = Pick<EntityContext, 'policies' | 'behaviors' | 'transaction'>;

/**
 * The policy of a call, the only place where it is put together: the data source's `policies`, those
 * of the scope over them, then the named behaviour, then the policy of the call; at last the signal,
 * the filter expression and the transaction. A signal of the policy and one of the options both abort.
 *
 * @param kind which of core's policies the command takes
 * @param filter wins over `policy.filterExpression`: join that in before
 * @returns undefined when nothing is set
 */
export function callPolicy<K extends PolicyKind>(
  context: PolicyContext,
  kind: K,
  options: PolicyOptions<NoInfer<PolicyByKind[K]>>,
  filter: Expression<'bool'> | null = null,
): PolicyByKind[K] | undefined {
  const { policy, signal, behavior } = options;
  const { transaction } = context;
  const base = context.policies[kind];
  const isPlain = signal === undefined && behavior === undefined && filter === null;
  if (isPlain && policy === undefined && transaction === null) return base;
  const named = behavior === undefined ? undefined : behaviorPolicies(context, behavior)[kind];
  const aborts = eitherSignal(eitherSignal(policy?.signal, signal), transaction?.signal);
  return {
    ...base,
    ...named,
    ...policy,
    ...(aborts === undefined ? {} : { signal: aborts }),
    ...(filter === null ? {} : { filterExpression: filter }),
    ...(transaction === null || kind === 'query' ? {} : { txn: transaction.txn }),
  } as PolicyByKind[K];
}

/** Refuses what is no policy; core takes null for none. */
export function requirePolicy(policy: unknown): void {
  if (policy === undefined) return;
  if (typeof policy === 'object' && policy !== null && !Array.isArray(policy)) return;
  throw new OptionError('policy', `must be an object; got ${describeValue(policy)}`);
}

/**
 * Refuses a transaction of core in a policy: the mapper would not know that the call belongs to it, so
 * that neither would what it remembers of the entities.
 *
 * @param name of the policy, for the error
 */
export function refuseTransaction(policy: object | undefined, name = 'policy'): void {
  const { txn = null } = (policy ?? {}) as { readonly txn?: unknown };
  if (txn === null) return;
  throw new OptionError(
    `${name}.txn`,
    'is not for calls of the mapper, which would not know of it: use repository.scoped({ txn }), or tx.getRepository(Class) in dataSource.transaction()',
  );
}

/** Aborts when one of them does; undefined without any. */
export function eitherSignal(
  first: AbortSignal | undefined,
  second: AbortSignal | undefined,
): AbortSignal | undefined {
  if (first === undefined || first === second) return second;
  return second === undefined ? first : AbortSignal.any([first, second]);
}

/**
 * The policies of a named behaviour.
 *
 * @throws OptionError when there is none of the name
 */
export function behaviorPolicies(
  { behaviors }: Pick<PolicyContext, 'behaviors'>,
  name: string,
): PolicySet {
  const found = behaviors.get(name);
  if (found !== undefined) return found;
  const known =
    behaviors.size === 0
      ? 'the data source has none'
      : `there are ${[...behaviors.keys()].join(', ')}`;
  throw new OptionError(
    'behavior',
    `is the name of one of the data source's behaviors (${known}); got ${describeValue(name)}`,
  );
}
