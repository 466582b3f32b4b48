import { AerospikeError, type AerospikeRecord, ClientError } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import type { Operation } from '../observe/operation.js';
import type { Wanted } from './core-query.js';
import { describePlan } from './describe-plan.js';
import { planState, requireAllowed } from './plan-state.js';
import { type Progress, progressOf } from './query-progress.js';
import type { QueryPlan } from './query-plan.js';
import type { QueryState } from './query-state.js';
import { readRecords, type RecordBlock } from './read-records.js';

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

type Step = IteratorResult<RecordBlock, void>;

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
  const { signal } = state.policy;
  for await (const block of runBlocks(context, state, run)) {
    for (const record of block) {
      checkWanted(signal);
      yield record;
    }
  }
}

/**
 * The same, all that have arrived at a time. Where somebody is told of the progress, they come one by
 * one: those that nobody takes do not count.
 */
export async function* runBlocks(
  context: EntityContext,
  state: QueryState,
  run: QueryRun,
): AsyncGenerator<RecordBlock, void> {
  const { blocks, first } = await begin(context, state, run);
  if (first.done === true) return;
  const progress = progressOf(state.progress);
  try {
    let next: Step = first;
    while (next.done !== true) {
      if (progress === null) yield next.value;
      else yield* counted(next.value, progress);
      next = await blocks.next();
      if (next.done !== true) checkWanted(state.policy.signal);
    }
  } finally {
    await blocks.return();
  }
  progress?.end();
}

function* counted(block: RecordBlock, progress: Progress): Generator<RecordBlock, void> {
  for (const record of block) {
    progress.count();
    yield [record];
  }
}

interface Begun {
  readonly blocks: AsyncGenerator<RecordBlock, void>;
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
    const blocks = readRecords({ context, plan, wanted, state, parallel });
    const first = await firstOf(blocks, plan, unusable);
    if (first !== 'index gone') return { blocks, first };
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
export function checkWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new ClientError('The query was aborted by its signal.', {
    code: 'ABORTED',
    cause: signal.reason,
  });
}

async function firstOf(
  blocks: AsyncGenerator<RecordBlock, void>,
  plan: QueryPlan,
  unusable: Set<string>,
): Promise<Step | 'index gone'> {
  try {
    return await blocks.next();
  } catch (error) {
    if (plan.access !== 'sindex' || !isIndexGone(error)) throw error;
    for (const { index } of plan.queries) unusable.add(index);
    return 'index gone';
  }
}
