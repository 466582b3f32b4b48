import type { AerospikeRecord } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { QueryError } from '../error/query-error.js';
import type { Operation } from '../observe/operation.js';
import type { Expr } from '../type/expr.js';
import type { Root } from '../type/field.js';
import { limitedRecords } from './collect-records.js';
import { operandOf } from '../condition/expr-node.js';
import { projectionOf } from './projection.js';
import type { QueryState } from './query-state.js';
import { rootFields } from '../condition/root-fields.js';
import { valueTypeOf } from '../condition/value-type.js';

/** A property, or a function that makes an expression out of the fields. */
export type ValueSource<T> = string | ((fields: Root<T>) => Expr);

/** What the values of a query are, and what for. */
export interface ValueRead<T> {
  readonly source: ValueSource<T>;
  /** The method, for errors. */
  readonly method: string;
  readonly operation: Operation | null;
}

/** Containers have no equality or order that the application could go by. */
const WITHOUT_ORDER: ReadonlySet<unknown> = new Set(['list', 'map', 'geojson', 'hll', null]);

/** One value of each entity that has it, as they arrive; no other bins are read. */
export async function* readValues<T extends object>(
  context: EntityContext<T>,
  state: QueryState,
  { source, method, operation }: ValueRead<T>,
): AsyncGenerator<unknown, void> {
  const { metadata } = context;
  refuseOrder(context, state, method);
  const build = typeof source === 'function' ? source : propertyOf<T>(source);
  const expr = build(rootFields(metadata));
  const operand = operandOf(expr);
  const { operations, toRow } = projectionOf<T>(
    metadata,
    () => ({ value: expr }),
    () => `${metadata.name}.${method}(${typeof source === 'string' ? `'${source}'` : ''})`,
  );
  const path = operand?.kind === 'field' ? operand.path : null;
  if (path !== null && WITHOUT_ORDER.has(valueTypeOf(path.value))) {
    throw new QueryError(`${path.label}.${method}: a ${path.value.kind} cannot be compared`);
  }
  // With the condition that the bin is there, servers of all versions send just that bin.
  const isBin = path !== null && path.source === 'bin' && path.steps.length === 0;
  const present = isBin ? [{ kind: 'exists', path } as const] : [];
  const wanted = isBin
    ? { bins: [path.binName], operations: [] }
    : { bins: operations.length === 0 ? [] : null, operations };
  const asked = { ...state, conditions: [...state.conditions, ...present] };
  for await (const record of limitedRecords(context, asked, { wanted, operation })) {
    const { value } = toRow(record as AerospikeRecord);
    if (value !== undefined && value !== null) yield value;
  }
}

function refuseOrder({ metadata }: EntityContext, state: QueryState, method: string): void {
  if (state.order.length === 0) return;
  throw new QueryError(`${metadata.name}.${method}: no order matters to it; leave orderBy() out`);
}

function propertyOf<T>(property: string): (fields: Root<T>) => Expr {
  // safe: the fields refuse what is no property
  return (fields) => (fields as unknown as Record<string, Expr>)[property]!;
}
