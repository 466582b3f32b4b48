import { types } from 'node:util';
import type { AerospikeRecord, BinValue } from '@aeroform/core';
import { operandOf } from '../condition/expr-node.js';
import type { FieldPath, FieldStep } from '../condition/field-path.js';
import { rootFields } from '../condition/root-fields.js';
import { QueryError } from '../error/query-error.js';
import { ownValue } from '../mapping/own-value.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Expr } from '../type/expr.js';
import type { Root } from '../type/field.js';

/**
 * The place that a callback names to sort by: a property, or something inside one.
 *
 * @throws QueryError for what no bin holds: sorting is done with what was read
 */
export function sortPath<T extends object>(
  metadata: EntityMetadata<T>,
  build: (fields: Root<T>) => Expr,
): FieldPath {
  const operand = operandOf(build(rootFields(metadata)));
  if (operand?.kind === 'field' && operand.path.source === 'bin') return operand.path;
  throw new QueryError(
    `${metadata.name}.orderBy: takes a property, or a function that names what a bin holds, as f => f.address.city; the id, version and ttl by name, and nothing that servers compute`,
  );
}

/** The stored value at a path; null where there is none. */
export function storedAt({ binName, steps }: FieldPath, { bins }: AerospikeRecord): BinValue {
  let value: BinValue | undefined = bins[binName];
  for (const step of steps) value = within(value, step);
  return value ?? null;
}

function within(value: BinValue | undefined, step: FieldStep): BinValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (step.kind === 'listIndex') return Array.isArray(value) ? value.at(step.index) : undefined;
  if (types.isMap(value)) return (value as Map<unknown, BinValue>).get(step.key);
  // safe: what is neither is an object whose keys are texts
  return typeof step.key === 'string' && !Array.isArray(value)
    ? ownValue(value as Readonly<Record<string, BinValue>>, step.key)
    : undefined;
}
