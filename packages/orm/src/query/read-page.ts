import type { AerospikeRecord } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { QueryError } from '../error/query-error.js';
import type { Operation } from '../observe/operation.js';
import { checkCount } from './check-count.js';
import { disjointQueries, type ReadRequest, type Wanted } from './core-query.js';
import { formatPosition, type PagePosition, parsePosition } from './page-cursor.js';
import { questionsText } from './plan-query.js';
import { planState, requireAllowed } from './plan-state.js';
import type { QueryPlan } from './query-plan.js';
import { isIndexGone, notePlan } from './query-run.js';
import { queryShape } from './query-shape.js';
import type { QueryState } from './query-state.js';
import { readChunk } from './read-keys.js';

/** Which page of a query. */
export interface PageRequest {
  /** Most entities of the page, at least 1. */
  readonly size: number;
  /** What the page before it returned; null or absent for the first page. */
  readonly cursor?: string | null;
}

/** What is read for a page. */
export interface PageRead {
  readonly wanted: Wanted;
  readonly operation: Operation | null;
}

/** The records of a page, and the cursor of the next one; null when there is none. */
export interface RecordPage {
  readonly records: readonly AerospikeRecord[];
  readonly cursor: string | null;
}

const BEGINNING: PagePosition = { access: '', next: 0, within: null, taken: 0 };

/** Reads one page of a query. */
export async function readPage(
  context: EntityContext,
  state: QueryState,
  request: PageRequest,
  { wanted, operation }: PageRead,
): Promise<RecordPage> {
  const { name } = context.metadata;
  checkRequest(context, state, request);
  const shape = queryShape(context, state);
  const { size, cursor = null } = request;
  const begun = cursor === null ? null : parsePosition(shape, cursor, name);
  const { taken } = begun ?? BEGINNING;
  const room = Math.min(size, (state.limit ?? Infinity) - taken);
  const unusable = new Set<string>();
  let found: Filled | null = null;
  while (found === null) {
    const plan = await pagePlan(context, state, begun, unusable);
    notePlan(operation, plan, context);
    const start = { ...(begun ?? BEGINNING), access: accessText(plan) };
    found = await fill({ context, plan, wanted, state, parallel: 1 }, room, start).catch((error) =>
      // Nothing was given out yet: the same as if the index had not been listed.
      begun === null ? withoutIndex(context, plan, unusable, error) : rethrow(error),
    );
  }
  const total = taken + found.records.length;
  const isEnd = found.position === null || total >= (state.limit ?? Infinity);
  const next = isEnd ? null : formatPosition(shape, { ...found.position!, taken: total });
  return { records: found.records, cursor: next };
}

function checkRequest(context: EntityContext, state: QueryState, request: PageRequest): void {
  for (const option of Object.keys(request)) {
    if (option !== 'size' && option !== 'cursor') {
      throw new OptionError(option, 'page() takes size and cursor');
    }
  }
  checkCount(request.size, 'page: size', 1);
  if (state.order.length === 0) return;
  throw new QueryError(
    `${context.metadata.name}.page: pages come in the order of the servers; leave orderBy() out, or take the first entities of an order with limit(n)`,
  );
}

/** The plan of the first page, or the one that pages have begun with. */
async function pagePlan(
  context: EntityContext,
  state: QueryState,
  begun: PagePosition | null,
  unusable: ReadonlySet<string>,
): Promise<QueryPlan> {
  const before = begun?.access ?? null;
  const plan = await planState(context, state, { purpose: 'page', before, unusable });
  if (before !== null && accessText(plan) !== before) {
    throw new QueryError(
      `${context.metadata.name}.page: the pages began with an index that cannot be used any more (${before}); begin again without a cursor`,
      { code: 'ORM_QUERY_CURSOR' },
    );
  }
  requireAllowed(plan, context, state);
  return plan;
}

function accessText(plan: QueryPlan): string {
  return plan.access === 'sindex' ? questionsText(plan.queries) : '';
}

interface Filled {
  readonly records: readonly AerospikeRecord[];
  /** Null at the end. */
  readonly position: PagePosition | null;
}

const END: Filled = { records: [], position: null };

async function fill(read: ReadRequest, size: number, position: PagePosition): Promise<Filled> {
  const { plan } = read;
  if (plan.access === 'none' || size <= 0) return END;
  return plan.access === 'keys'
    ? fillFromKeys(read, size, position)
    : fillFromQueries(read, size, position);
}

/** Notes an index that the server has lost. @returns null: the page is to be planned again */
function withoutIndex(
  { sindexes }: EntityContext,
  plan: QueryPlan,
  unusable: Set<string>,
  error: unknown,
): null {
  if (plan.access !== 'sindex' || !isIndexGone(error)) throw error;
  for (const { index } of plan.queries) unusable.add(index);
  sindexes.invalidate();
  return null;
}

function rethrow(error: unknown): never {
  throw error;
}

async function fillFromQueries(
  read: ReadRequest,
  size: number,
  position: PagePosition,
): Promise<Filled> {
  const queries = disjointQueries(read);
  const records: AerospikeRecord[] = [];
  let { next, within } = position;
  while (next < queries.length && records.length < size) {
    const { query, policy } = queries[next]!;
    const page = await query.page({ size: size - records.length, cursor: within }, policy);
    records.push(...page.records);
    within = page.cursor;
    if (within === null) next += 1;
  }
  return { records, position: next < queries.length ? { ...position, next, within } : null };
}

async function fillFromKeys(
  read: ReadRequest,
  size: number,
  position: PagePosition,
): Promise<Filled> {
  // safe: the caller has looked at the access
  const { ids, residual } = read.plan as Extract<QueryPlan, { access: 'keys' }>;
  const records: AerospikeRecord[] = [];
  let { next } = position;
  while (next < ids.length && records.length < size) {
    const chunk = ids.slice(next, next + size - records.length);
    records.push(...(await readChunk(read, chunk, residual)));
    next += chunk.length;
  }
  return { records, position: next < ids.length ? { ...position, next } : null };
}
