import { AerospikeError, type AerospikeRecord, ClientError } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import type { Operation } from '../observe/operation.js';
import type { Wanted } from './core-query.js';
import { describePlan } from './describe-plan.js';
import { planState, requireAllowed } from './plan-state.js';
import { progressOf } from './query-progress.js';
import type { QueryPlan } from './query-plan.js';
import type { QueryState } from './query-state.js';
import { readRecords } from './read-records.js';

/** The server has no such index, or it is not readable yet. */
const INDEX_GONE: ReadonlySet<number> = new Set([201, 203]);

/** What runs a query besides its conditions. */
export interface QueryRun {
  readonly wanted: Wanted;
  /** Told of the plan; null while nobody watches. */
  readonly operation: Operation | null;
  /** Queries, or parts of one, at the same time. Default 1. */
  readonly parallel?: number;
}

type Step = IteratorResult<AerospikeRecord, void>;

/**
 * The records of a query as they arrive, through no more generators than it takes: each costs a turn of
 * the microtask queue for each record. When the server has lost an index that was planned with, the
 * query is planned again without it; what that may do is decided anew: a scan is never silent.
 */
export async function* runState(
  context: EntityContext,
  state: QueryState,
  run: QueryRun,
): AsyncGenerator<AerospikeRecord, void> {
  const { records, first } = await begin(context, state, run);
  if (first.done === true) return;
  const progress = progressOf(state.progress);
  try {
    let next: Step = first;
    while (next.done !== true) {
      progress?.count();
      yield next.value;
      next = await records.next();
      if (next.done !== true) checkWanted(state.policy.signal);
    }
  } finally {
    await records.return();
  }
  progress?.end();
}

interface Begun {
  readonly records: AsyncGenerator<AerospikeRecord, void>;
  readonly first: Step;
}

/** Plans until an index that was planned with is there. */
async function begin(
  context: EntityContext,
  state: QueryState,
  { wanted, operation, parallel = 1 }: QueryRun,
): Promise<Begun> {
  const unusable = new Set<string>();
  for (;;) {
    const plan = await planState(context, state, { unusable });
    requireAllowed(plan, context, state);
    notePlan(operation, plan, context);
    const records = readRecords({ context, plan, wanted, state, parallel });
    const first = await firstOf(records, plan, unusable);
    if (first !== 'index gone') return { records, first };
    context.sindexes.invalidate();
  }
}

/** Tells who watches how the records are reached. */
export function notePlan(
  operation: Operation | null,
  plan: QueryPlan,
  { metadata }: EntityContext,
): void {
  operation?.planned(describePlan(plan, metadata.name));
}

/** Whether an error says that an index that was planned with is not there, or not readable. */
export function isIndexGone(error: unknown): boolean {
  return error instanceof AerospikeError && INDEX_GONE.has(error.resultCode);
}

/** Records that had arrived before an abort are not given out after it. */
function checkWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new ClientError('The query was aborted by its signal.', {
    code: 'ABORTED',
    cause: signal.reason,
  });
}

async function firstOf(
  records: AsyncGenerator<AerospikeRecord, void>,
  plan: QueryPlan,
  unusable: Set<string>,
): Promise<Step | 'index gone'> {
  try {
    return await records.next();
  } catch (error) {
    if (plan.access !== 'sindex' || !isIndexGone(error)) throw error;
    for (const { index } of plan.queries) unusable.add(index);
    return 'index gone';
  }
}
