import type { AerospikeRecord } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { QueryError, QueryTruncatedError } from '../error/query-error.js';
import { binsOf } from '../mapping/bins-of.js';
import { formatCondition } from './format-condition.js';
import { runState } from './query-run.js';
import { conditionOfState, type QueryState } from './query-state.js';
import { FirstRecords, recordOrder } from './sort-records.js';

/** The records of a query in the order they arrive, at most its limit. */
export async function* limitedRecords(
  context: EntityContext,
  state: QueryState,
  bins: readonly string[] | null,
): AsyncGenerator<AerospikeRecord, void> {
  let remaining = state.limit ?? Infinity;
  if (remaining === 0) return;
  for await (const record of runState(context, state, bins)) {
    yield record;
    remaining -= 1;
    if (remaining === 0) return;
  }
}

/**
 * The records of a query in its order, in memory.
 *
 * @throws QueryTruncatedError when there are more than the data source lets a query return
 */
export async function collectRecords(
  context: EntityContext,
  state: QueryState,
  bins: readonly string[] | null,
): Promise<AerospikeRecord[]> {
  if (state.order.length > 0) return collectSorted(context, state, bins);
  const records: AerospikeRecord[] = [];
  for await (const record of limitedRecords(context, state, bins)) {
    if (isBeyondBound(context, state, records.length)) break;
    records.push(record);
  }
  return records;
}

async function collectSorted(
  context: EntityContext,
  state: QueryState,
  bins: readonly string[] | null,
): Promise<AerospikeRecord[]> {
  const { metadata, options } = context;
  const capacity = state.limit ?? options.query.maxRecords;
  if (state.limit === null && capacity === 0) {
    throw new QueryError(
      `${metadata.name}: orderBy sorts in memory and needs a bound: add limit(n), or set query.maxRecords on the data source`,
    );
  }
  const first = new FirstRecords(recordOrder(metadata, state.order), capacity);
  const sorted = state.order.map(({ property }) => property);
  const read = bins === null ? null : [...new Set([...bins, ...binsOf(metadata, sorted)])];
  let count = 0;
  for await (const record of runState(context, state, read)) {
    if (isBeyondBound(context, state, count)) break;
    first.add(record);
    count += 1;
  }
  return first.sorted();
}

/** Whether a query without a limit has all the records it may return, and there is one more. */
function isBeyondBound(
  { metadata, options }: EntityContext,
  state: QueryState,
  count: number,
): boolean {
  const { maxRecords, onTruncate } = options.query;
  if (state.limit !== null || maxRecords === 0 || count < maxRecords) return false;
  const shown = formatCondition(conditionOfState(state));
  const message = `${metadata.name}: more than ${maxRecords} entities (the data source's query.maxRecords) fulfil ${shown}; add limit(n), iterate with for await, or raise the bound`;
  if (onTruncate === 'throw') throw new QueryTruncatedError(message, maxRecords, metadata.name);
  process.emitWarning(message, { code: 'AEROFORM_TRUNCATED' });
  return true;
}
