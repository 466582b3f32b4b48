import type { AerospikeRecord } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { QueryError } from '../error/query-error.js';
import { populateRead, wantsReferences } from '../reference/populate-read.js';
import { collectRecords, limitedRecords } from './collect-records.js';
import type { QueryRun } from './query-run.js';
import { rowMaker, wantedRows } from './query-rows.js';
import type { QueryState } from './query-state.js';

/** Rows of a stream whose references are loaded together. */
const POPULATED_TOGETHER = 100;

/** All rows of a query. */
export async function collectRows(
  context: EntityContext,
  state: QueryState,
  operation: QueryRun['operation'],
): Promise<unknown[]> {
  const run = { wanted: wantedRows(context, state), operation };
  const rows = await collectRecords(context, state, run, rowMaker(context, state));
  return withReferences(context, state, rows);
}

/** The rows of a query as they arrive; in an order, once they are sorted. */
export async function* streamRows(
  context: EntityContext,
  state: QueryState,
  operation: QueryRun['operation'],
  parallel: number,
): AsyncGenerator<unknown, void> {
  if (state.order.length > 0) {
    yield* await collectRows(context, state, operation);
    return;
  }
  const run = { wanted: wantedRows(context, state), operation, parallel };
  const records = limitedRecords(context, state, run);
  if (state.projection === null && wantsReferences(context.metadata, state.populated)) {
    yield* populatedRows(context, state, records);
    return;
  }
  const rowOf = rowMaker(context, state);
  for await (const record of records) yield rowOf(record);
}

/** The rows of records, with their references. */
export function rowsOf(
  context: EntityContext,
  state: QueryState,
  records: readonly AerospikeRecord[],
): Promise<unknown[]> {
  return withReferences(context, state, records.map(rowMaker(context, state)));
}

async function withReferences(
  context: EntityContext,
  state: QueryState,
  rows: unknown[],
): Promise<unknown[]> {
  const { projection, populated, behavior, policy } = state;
  if (projection !== null) {
    refusePopulate(context, populated);
    return rows;
  }
  await populateRead(context, rows, populated, {
    ...(behavior === null ? {} : { behavior }),
    ...(policy.signal === undefined ? {} : { signal: policy.signal }),
  });
  return rows;
}

async function* populatedRows(
  context: EntityContext,
  state: QueryState,
  records: AsyncGenerator<AerospikeRecord, void>,
): AsyncGenerator<unknown, void> {
  let waiting: AerospikeRecord[] = [];
  for await (const record of records) {
    waiting.push(record);
    if (waiting.length < POPULATED_TOGETHER) continue;
    yield* await rowsOf(context, state, waiting);
    waiting = [];
  }
  yield* await rowsOf(context, state, waiting);
}

function refusePopulate({ metadata }: EntityContext, paths: readonly string[]): void {
  if (paths.length === 0) return;
  throw new QueryError(
    `${metadata.name}.project: rows have no references; leave populate() out, or project()`,
  );
}
