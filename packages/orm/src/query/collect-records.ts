import { type AerospikeRecord, operations as coreOperations } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { QueryError, QueryTruncatedError } from '../error/query-error.js';
import { binsOf } from '../mapping/bins-of.js';
import type { Wanted } from './core-query.js';
import { formatCondition } from '../condition/format-condition.js';
import { checkWanted, type QueryRun, runBlocks, runState } from './query-run.js';
import { conditionOfState, type QueryState } from './query-state.js';
import { FirstRecords, recordOrder } from './sort-records.js';

/** The records of a query in the order they arrive, at most its limit. */
export function limitedRecords(
  context: EntityContext,
  state: QueryState,
  run: QueryRun,
): AsyncGenerator<AerospikeRecord, void> {
  const { limit } = state;
  const records = runState(context, state, run);
  return limit === null ? records : firstRecords(records, limit);
}

async function* firstRecords(
  records: AsyncGenerator<AerospikeRecord, void>,
  limit: number,
): AsyncGenerator<AerospikeRecord, void> {
  let remaining = limit;
  if (remaining === 0) return;
  for await (const record of records) {
    yield record;
    remaining -= 1;
    if (remaining === 0) return;
  }
}

/**
 * What is made of the records of a query, in its order, in memory.
 *
 * @param make is called as the records arrive, unless they have to be sorted: so it takes its time in
 * pieces
 * @throws QueryTruncatedError when there are more than the data source lets a query return
 */
export async function collectRecords<R>(
  context: EntityContext,
  state: QueryState,
  run: QueryRun,
  make: (record: AerospikeRecord) => R,
): Promise<R[]> {
  if (state.order.length > 0) return (await collectSorted(context, state, run)).map(make);
  const made: R[] = [];
  if (state.limit !== null) {
    for await (const record of limitedRecords(context, state, run)) made.push(make(record));
    return made;
  }
  for await (const block of runBlocks(context, state, run)) {
    for (const record of block) {
      checkWanted(state.policy.signal);
      if (isBeyondBound(context, state, made.length)) return made;
      made.push(make(record));
    }
  }
  return made;
}

async function collectSorted(
  context: EntityContext,
  state: QueryState,
  run: QueryRun,
): Promise<AerospikeRecord[]> {
  const { metadata, options } = context;
  const capacity = state.limit ?? options.query.maxRecords;
  if (state.limit === null && capacity === 0) {
    throw new QueryError(
      `${metadata.name}: orderBy sorts in memory and needs a bound: add limit(n), or set query.maxRecords on the data source`,
    );
  }
  const first = new FirstRecords(recordOrder(metadata, state.order), capacity);
  const wanted = withSorted(context, state, run.wanted);
  let count = 0;
  for await (const record of runState(context, state, { ...run, wanted })) {
    if (isBeyondBound(context, state, count)) break;
    first.add(record);
    count += 1;
  }
  return first.sorted();
}

/** What is read, and the bins that are sorted by. */
function withSorted(
  { metadata }: EntityContext,
  { order }: QueryState,
  { bins, operations }: Wanted,
): Wanted {
  const sorted = order.flatMap(({ by }) =>
    typeof by === 'string' ? binsOf(metadata, [by]) : [by.binName],
  );
  if (operations.length === 0) {
    return { bins: bins === null ? null : [...new Set([...bins, ...sorted])], operations };
  }
  const missing = [...new Set(sorted)].filter(
    (name) => !operations.some(({ bin }) => bin === name),
  );
  return { bins, operations: [...operations, ...missing.map((name) => coreOperations.read(name))] };
}

/** Whether a query without a limit has all the records it may return, and there is one more. */
function isBeyondBound(context: EntityContext, state: QueryState, count: number): boolean {
  const { maxRecords } = context.options.query;
  if (state.limit !== null || maxRecords === 0 || count < maxRecords) return false;
  return truncate(
    context,
    `more than ${maxRecords} entities (the data source's query.maxRecords) fulfil ${formatCondition(conditionOfState(state))}; add limit(n), iterate with for await, or raise the bound`,
  );
}

/** Says that a bound cut a result short, as the data source wants it. Always true. */
export function truncate({ metadata, options }: EntityContext, what: string): true {
  const { maxRecords, onTruncate } = options.query;
  const message = `${metadata.name}: ${what}`;
  if (onTruncate === 'throw') throw new QueryTruncatedError(message, maxRecords, metadata.name);
  process.emitWarning(message, { code: 'AEROFORM_TRUNCATED' });
  return true;
}
