import {
  AerospikeError,
  type AerospikeRecord,
  exp,
  type Expression,
  type Key,
  type Query as CoreQuery,
  type UserKey,
} from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { compileCondition } from './compile-condition.js';
import type { Condition } from './condition.js';
import type { Literal } from './operand.js';
import type { QueryCallPolicy } from './query.js';
import type { IndexQuery, QueryPlan } from './query-plan.js';
import { binsToRead } from './bins-to-read.js';

/** What is read by a plan. */
export interface ReadRequest {
  readonly context: EntityContext;
  readonly plan: QueryPlan;
  /** Bins to read: null for all, none for keys and metadata only. */
  readonly bins: readonly string[] | null;
  readonly recordsPerSecond: number;
  readonly policy: QueryCallPolicy;
}

/** Result codes of a key that has no record, or one that the filter rejects. */
const NOT_FOUND = 2;
const FILTERED_OUT = 27;

/** The records of a plan, each once, as they arrive. Leaving the iteration ends it on the servers. */
export async function* readRecords(request: ReadRequest): AsyncGenerator<AerospikeRecord, void> {
  const { plan } = request;
  switch (plan.access) {
    case 'none':
      return;
    case 'keys':
      yield* plan.ids.length === 1
        ? readOne(request, plan.ids[0]!, plan.residual)
        : readBatches(request, plan.ids, plan.residual);
      return;
    case 'sindex':
      yield* readIndexes(request, plan.queries);
      return;
    case 'scan':
      yield* runQuery(request, scan(request), plan.residual);
  }
}

async function* readOne(
  request: ReadRequest,
  id: Literal,
  residual: Condition | null,
): AsyncGenerator<AerospikeRecord, void> {
  const { client } = request.context;
  const key = keyOf(request, id);
  const policy = readPolicy(request, residual);
  const { bins } = request;
  try {
    if (bins === null) yield await client.get(key, policy);
    else if (bins.length > 0) yield await client.select(key, bins, policy);
    else {
      const header = await client.exists(key, policy);
      if (header.meta !== null) yield { key: header.key, meta: header.meta, bins: {} };
    }
  } catch (error) {
    if (!isMiss(error)) throw error;
  }
}

async function* readBatches(
  request: ReadRequest,
  ids: readonly Literal[],
  residual: Condition | null,
): AsyncGenerator<AerospikeRecord, void> {
  const { client, options } = request.context;
  const policy = readPolicy(request, residual);
  for (let start = 0; start < ids.length; start += options.batch.chunk) {
    const chunk = ids.slice(start, start + options.batch.chunk);
    const keys = chunk.map((id) => keyOf(request, id));
    for (const row of await client.batchRead(keys, request.bins, policy)) {
      if (row.record !== null) yield row.record;
      else if (row.error !== null && !isMiss(row.error)) throw row.error;
    }
  }
}

/** The results of several index queries one after the other, without repetitions. */
async function* readIndexes(
  request: ReadRequest,
  queries: readonly IndexQuery[],
): AsyncGenerator<AerospikeRecord, void> {
  const mayRepeat = queries.length > 1 || queries.some(({ repeats }) => repeats);
  const seen = new Set<string>();
  for (const query of queries) {
    for await (const record of runQuery(request, indexQuery(request, query), query.residual)) {
      if (!mayRepeat || isNew(record, seen)) yield record;
    }
  }
}

function isNew({ key }: AerospikeRecord, seen: Set<string>): boolean {
  const before = seen.size;
  return seen.add(key[3].toString('latin1')).size > before;
}

function indexQuery(request: ReadRequest, { predicate, binName, residual }: IndexQuery): CoreQuery {
  const { context, bins } = request;
  const query = context.client.query(context.namespace, context.set).where(predicate);
  return narrowed(query, binsToRead(bins, residual, binName));
}

function scan(request: ReadRequest): CoreQuery {
  const { context, bins, plan } = request;
  const query = context.client.query(context.namespace, context.set);
  const residual = plan.access === 'scan' ? plan.residual : null;
  return narrowed(query, binsToRead(bins, residual, null));
}

function narrowed(query: CoreQuery, bins: readonly string[] | null): CoreQuery {
  if (bins === null) return query;
  return bins.length === 0 ? query.noBins() : query.select(...bins);
}

function runQuery(
  { policy, recordsPerSecond }: ReadRequest,
  query: CoreQuery,
  residual: Condition | null,
): AsyncIterable<AerospikeRecord> {
  const { filterExpression, ...rest } = policy;
  const filter = filterOf(residual, filterExpression);
  const filtered = filter === null ? query : query.filter(filter);
  const paced = recordsPerSecond === 0 ? filtered : filtered.recordsPerSecond(recordsPerSecond);
  return paced.stream(rest);
}

/** The part of a query's policy that reads by key have, with the filter. */
function readPolicy({ policy }: ReadRequest, residual: Condition | null): QueryCallPolicy {
  const { maxConcurrentNodes, recordQueueSize, expectedDuration, filterExpression, ...rest } =
    policy;
  void [maxConcurrentNodes, recordQueueSize, expectedDuration];
  const filter = filterOf(residual, filterExpression);
  return filter === null ? rest : { ...rest, filterExpression: filter };
}

function filterOf(
  residual: Condition | null,
  given: Expression<'bool'> | undefined,
): Expression<'bool'> | null {
  const own = residual === null ? null : compileCondition(residual);
  if (given === undefined) return own;
  return own === null ? given : exp.and(own, given);
}

function keyOf({ context }: ReadRequest, { value }: Literal): Key {
  // safe: an id was found to be a string, an integer or bytes when it was compared
  return [context.namespace, context.set, value as UserKey];
}

function isMiss(error: unknown): boolean {
  if (!(error instanceof AerospikeError)) return false;
  return error.resultCode === NOT_FOUND || error.resultCode === FILTERED_OUT;
}
