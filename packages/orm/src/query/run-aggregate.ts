import type { BinValue } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { QueryError } from '../error/query-error.js';
import type { Operation } from '../observe/operation.js';
import type { Condition } from '../condition/condition.js';
import { formatCondition } from '../condition/format-condition.js';
import { planState, requireAllowed } from './plan-state.js';
import type { QueryPlan } from './query-plan.js';
import { policyOf } from './query-policy.js';
import { notePlan } from './query-run.js';
import type { QueryState } from './query-state.js';

/** A stream function of a registered module. */
export interface StreamFunction {
  readonly module: string;
  readonly functionName: string;
  readonly args: readonly BinValue[];
}

/** Runs a stream function on the servers over what one index finds, or the whole set. */
export async function runAggregate(
  context: EntityContext,
  state: QueryState,
  { module, functionName, args }: StreamFunction,
  operation: Operation | null,
): Promise<BinValue[]> {
  const { client, namespace, set } = context;
  const plan = await planState(context, { ...state }, { purpose: 'job' });
  requireAllowed(plan, context, state);
  notePlan(operation, plan, context);
  if (plan.access === 'none') return [];
  refuseResidual(context, state, plan);
  const source = client.query(namespace, set);
  const indexed = plan.access === 'sindex' ? source.where(plan.queries[0]!.predicate) : source;
  const policy = policyOf(context, 'query', state, null);
  return indexed.aggregate(module, functionName, args, policy);
}

/** Servers refuse filters with such a function, and read nothing by ids for it. */
function refuseResidual({ metadata }: EntityContext, state: QueryState, plan: QueryPlan): void {
  const entity = metadata.name;
  if (plan.access === 'keys') {
    throw new QueryError(
      `${entity}.aggregate: servers run stream functions over an index or a set, not over ids; use reduce()`,
    );
  }
  if (state.limit !== null || state.order.length > 0 || state.selected !== null) {
    throw new QueryError(
      `${entity}.aggregate: does not go with limit(), orderBy() or select(); the function decides what it returns`,
    );
  }
  const residual = residualOf(plan);
  if (residual === null) return;
  throw new QueryError(
    `${entity}.aggregate: no index answers ${formatCondition(residual)}, and servers do not filter before a stream function; filter in it (stream : filter(…)), or use reduce()`,
  );
}

function residualOf(plan: QueryPlan): Condition | null {
  if (plan.access === 'sindex') return plan.queries[0]!.residual;
  return plan.access === 'scan' ? plan.residual : null;
}
