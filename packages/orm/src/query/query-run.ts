import { AerospikeError, type AerospikeRecord, ClientError } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { IndexUnusableError } from '../error/index-unusable-error.js';
import { ScanForbiddenError } from '../error/scan-forbidden-error.js';
import { availableSindexes } from './available-sindex.js';
import { describePlan } from './describe-plan.js';
import { planQuery } from './plan-query.js';
import type { QueryPlan } from './query-plan.js';
import { conditionOfState, type QueryState } from './query-state.js';
import { readRecords } from './read-records.js';

/** The server has no such index, or it is not readable yet. */
const INDEX_GONE: ReadonlySet<number> = new Set([201, 203]);

/** Plans a query against the indexes the server has now, without those that were found unusable. */
export async function planState(
  context: EntityContext,
  state: QueryState,
  unusable: ReadonlySet<string> = new Set(),
): Promise<QueryPlan> {
  const { metadata, set, sindexes } = context;
  const condition = conditionOfState(state);
  const { useIndex } = state;
  // Keys and contradictions need no index: then the server is not asked for them.
  const direct = planQuery({ metadata, condition, sindexes: [], useIndex });
  if (direct.access === 'none' || direct.access === 'keys') return direct;
  const listed = (await sindexes.ofSet(set)).filter(({ name }) => !unusable.has(name));
  const names = listed.length > 1 ? listed.map(({ name }) => name) : [];
  const available = availableSindexes(listed, await sindexes.entriesPerValue(names));
  return planQuery({ metadata, condition, sindexes: available, useIndex });
}

/**
 * The records of a query as they arrive. When the server has lost an index that was planned with, the
 * query is planned again without it; what that may do is decided anew: a scan is never silent.
 *
 * @param bins to read: null for all, none for keys and metadata only
 */
export async function* runState(
  context: EntityContext,
  state: QueryState,
  bins: readonly string[] | null,
): AsyncGenerator<AerospikeRecord, void> {
  const unusable = new Set<string>();
  for (;;) {
    const plan = await planState(context, state, unusable);
    requireAllowed(plan, context, state);
    const { recordsPerSecond, policy } = state;
    const records = readRecords({ context, plan, bins, recordsPerSecond, policy });
    const first = await firstOf(records, plan, unusable);
    if (first === 'index gone') {
      context.sindexes.invalidate();
      continue;
    }
    if (first.done !== true) yield* untilAborted(first.value, records, policy.signal);
    return;
  }
}

/** Records that had arrived before an abort are not given out after it. */
async function* untilAborted(
  first: AerospikeRecord,
  others: AsyncGenerator<AerospikeRecord, void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<AerospikeRecord, void> {
  try {
    yield first;
    for await (const record of others) {
      if (signal?.aborted === true) {
        throw new ClientError('The query was aborted by its signal.', {
          code: 'ABORTED',
          cause: signal.reason,
        });
      }
      yield record;
    }
  } finally {
    await others.return();
  }
}

async function firstOf(
  records: AsyncGenerator<AerospikeRecord, void>,
  plan: QueryPlan,
  unusable: Set<string>,
): Promise<IteratorResult<AerospikeRecord, void> | 'index gone'> {
  try {
    return await records.next();
  } catch (error) {
    const isGone = error instanceof AerospikeError && INDEX_GONE.has(error.resultCode);
    if (plan.access !== 'sindex' || !isGone) throw error;
    for (const { index } of plan.queries) unusable.add(index);
    return 'index gone';
  }
}

/** Refuses plans that the query or the data source do not allow. */
function requireAllowed(plan: QueryPlan, context: EntityContext, state: QueryState): void {
  if (plan.access !== 'scan') return;
  const { name } = context.metadata;
  const described = describePlan(plan, name);
  if (typeof state.useIndex === 'string') {
    const candidate = plan.candidates.find(({ index }) => index === state.useIndex);
    const why = candidate?.rejected ?? 'there is no such index on the set';
    throw new IndexUnusableError(`${name}: index '${state.useIndex}' ${why}`, described, name);
  }
  if (state.scanReason !== null || context.options.scans === 'allow') return;
  if (context.options.scans === 'warn') {
    process.emitWarning(described.text, { code: 'AEROFORM_SCAN' });
    return;
  }
  throw new ScanForbiddenError(
    `${name}: no index serves this query, and reading the whole set is not allowed. ${capitalise(plan.remedy)}; or allow it with allowScan('why').\n${described.text}`,
    described,
    name,
  );
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
