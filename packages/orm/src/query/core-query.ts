import type { Operation, Query as CoreQuery, QueryPolicy } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { allOf, type Condition, notOf } from '../condition/condition.js';
import { binsToRead } from './bins-to-read.js';
import type { IndexQuery, QueryPlan } from './query-plan.js';
import { policyOf } from './query-policy.js';
import type { QueryState } from './query-state.js';

/** What is read of each record: bins (null for all, none for keys and metadata), or by operations. */
export interface Wanted {
  readonly bins: readonly string[] | null;
  /** None for the bins themselves. */
  readonly operations: readonly Operation[];
}

/** What is read by a plan. */
export interface ReadRequest {
  readonly context: EntityContext;
  readonly plan: QueryPlan;
  readonly wanted: Wanted;
  readonly state: QueryState;
  /** Queries, or parts of one, that run at the same time. */
  readonly parallel: number;
}

/** A query of core, and the policy to run it with. */
export interface PreparedQuery {
  readonly query: CoreQuery;
  readonly policy: QueryPolicy;
}

/** The queries of a plan that needs some. */
export function preparedQueries(request: ReadRequest): PreparedQuery[] {
  const { plan } = request;
  if (plan.access === 'sindex') {
    return plan.queries.map((query) => preparedIndexQuery(request, query, query.residual));
  }
  return plan.access === 'scan' ? [preparedScan(request, plan.residual)] : [];
}

/** The queries of a plan, none of which finds what one before it has found. */
export function disjointQueries(request: ReadRequest): PreparedQuery[] {
  const { plan } = request;
  if (plan.access !== 'sindex') return preparedQueries(request);
  const before: Condition[] = [];
  return plan.queries.map((query) => {
    const { residual, finds } = query;
    const parts = [...(residual === null ? [] : [residual]), ...before.map(notOf)];
    before.push(residual === null ? finds : allOf([finds, residual]));
    return preparedIndexQuery(request, query, parts.length === 0 ? null : allOf(parts));
  });
}

function preparedIndexQuery(
  request: ReadRequest,
  { predicate, binName }: IndexQuery,
  residual: Condition | null,
): PreparedQuery {
  const query = sourceOf(request).where(predicate);
  return prepared(request, query, residual, binName);
}

function preparedScan(request: ReadRequest, residual: Condition | null): PreparedQuery {
  return prepared(request, sourceOf(request), residual, null);
}

function sourceOf({ context }: ReadRequest): CoreQuery {
  return context.client.query(context.namespace, context.set);
}

function prepared(
  { context, state, wanted }: ReadRequest,
  query: CoreQuery,
  residual: Condition | null,
  indexed: string | null,
): PreparedQuery {
  const narrowed =
    wanted.operations.length > 0
      ? query.project(wanted.operations)
      : withBins(query, binsToRead(wanted.bins, residual, indexed));
  const { recordsPerSecond } = state;
  const paced = recordsPerSecond === 0 ? narrowed : narrowed.recordsPerSecond(recordsPerSecond);
  return { query: paced, policy: policyOf(context, 'query', state, residual) };
}

function withBins(query: CoreQuery, bins: readonly string[] | null): CoreQuery {
  if (bins === null) return query;
  return bins.length === 0 ? query.noBins() : query.select(...bins);
}
