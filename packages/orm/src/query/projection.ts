import {
  type AerospikeRecord,
  type BinValue,
  EXP_READ_EVAL_NO_FAIL,
  type Operation,
  operations,
  TTL_NEVER,
} from '@aeroform/core';
import { QueryError } from '../error/query-error.js';
import { fromBin } from '../mapping/from-bin.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { ScalarKind, ValueMetadata } from '../metadata/value-metadata.js';
import type { Expr } from '../type/expr.js';
import type { Root } from '../type/field.js';
import { compileExpr } from '../condition/compile-predicate.js';
import { conditionIn, operandOf } from '../condition/expr-node.js';
import type { FieldPath } from '../condition/field-path.js';
import { type Operand, operandType } from '../condition/operand.js';
import { pathsOfOperand } from '../condition/condition-paths.js';
import { rootFields } from '../condition/root-fields.js';

/** What a query returns in place of entities. */
export interface Projection {
  /** What is read of each record. */
  readonly operations: readonly Operation[];
  /** Makes a row of a record. */
  readonly toRow: (record: AerospikeRecord) => Record<string, unknown>;
}

/** One value of a row. */
interface Column {
  readonly operations: readonly Operation[];
  readonly read: (record: AerospikeRecord) => unknown;
}

/**
 * The values that a callback names, as reads of the servers.
 *
 * @param labelOf the label of a value by its name, for errors
 * @throws QueryError for what is no expression, and for values without a declared type
 */
export function projectionOf<T extends object>(
  metadata: EntityMetadata<T>,
  build: (fields: Root<T>) => Readonly<Record<string, Expr>>,
  labelOf: (name: string) => string = (name) => `${metadata.name}.project(${name})`,
): Projection {
  const built: unknown = build(rootFields(metadata));
  const entries = isPlainObject(built) ? Object.entries(built) : [];
  if (entries.length === 0) {
    throw new QueryError(
      `${metadata.name}.project: takes a function that returns an object of expressions, as f => ({ net: f.price.mul(2) })`,
    );
  }
  const columns = entries.map(
    ([name, expr], index) => [name, columnOf(labelOf(name), expr, index)] as const,
  );
  const all = columns.flatMap(([, column]) => column.operations);
  return Object.freeze({
    // Bins that several values are made of are read once: two results of one name become an array.
    operations: Object.freeze(unique(all)),
    toRow: (record: AerospikeRecord) =>
      Object.fromEntries(columns.map(([name, { read }]) => [name, read(record)])),
  });
}

function unique(all: readonly Operation[]): Operation[] {
  const names = new Set<string>();
  return all.filter(({ bin }) => !names.has(bin) && names.add(bin));
}

function columnOf(label: string, expr: unknown, index: number): Column {
  const operand = operandOf(expr);
  if (operand === null && conditionIn(expr) === null) {
    throw new QueryError(
      `${label}: is no expression; name properties (of embedded objects each one), or what is made of them`,
    );
  }
  const header = operand?.kind === 'field' ? headerColumn(operand.path) : null;
  if (header !== null) return header;
  if (operand?.kind === 'field' && operand.path.steps.length === 0) return binColumn(operand.path);
  // A name that no property has: 15 bytes at most, and none of the mapper's own.
  const bin = `%${index}`;
  const expression = compileExpr(null, expr as Expr);
  const value = operand === null ? BOOLEAN : valueOf(operand);
  return {
    operations: [operations.expRead(bin, expression, EXP_READ_EVAL_NO_FAIL)],
    read: ({ bins }) => decoded(value, bins[bin], label),
  };
}

/** What comes with the header of every record. */
function headerColumn({ source, value, label }: FieldPath): Column | null {
  if (source === 'userKey') {
    return { operations: [], read: ({ key }) => decoded(value, key[2], label) };
  }
  if (source !== 'ttl') return null;
  return { operations: [], read: ({ meta }) => (meta.ttl === TTL_NEVER ? -1 : meta.ttl) };
}

function binColumn({ binName, value, label, source }: FieldPath): Column {
  if (source !== 'bin') throw new QueryError(`${label}: cannot be read by project()`);
  return {
    operations: [operations.read(binName)],
    read: ({ bins }) => decoded(value, bins[binName], label),
  };
}

function decoded(value: ValueMetadata, stored: BinValue | undefined, label: string): unknown {
  return stored === null || stored === undefined ? undefined : fromBin(value, stored, label);
}

const scalar = (kind: ScalarKind): ValueMetadata => Object.freeze({ kind, converter: null });
const BOOLEAN = scalar('bool');

/** What the value of an expression is in the application. */
function valueOf(operand: Operand): ValueMetadata {
  if (operand.kind === 'field') return operand.path.value;
  if (operand.kind === 'fact') return FACTS[operand.fact];
  const type = operandType(operand);
  if (type === 'double') return scalar('double');
  if (type === 'string' || type === 'bool') return scalar(type);
  const isBig = pathsOfOperand(operand).some(
    ({ value }) => value.kind === 'bigint' || value.kind === 'datetime-ns',
  );
  return scalar(isBig ? 'bigint' : 'int');
}

/** Times since 1970 are nanoseconds on the server. */
const NANOS_PER_MS = 1_000_000n;
const INSTANT: ValueMetadata = Object.freeze({
  kind: 'dynamic',
  converter: {
    toAerospike: () => null,
    fromAerospike: (stored: BinValue) => {
      const nanos = BigInt(stored as number | bigint);
      return nanos < 0n ? undefined : new Date(Number(nanos / NANOS_PER_MS));
    },
  },
});

const FACTS: Readonly<Record<Extract<Operand, { kind: 'fact' }>['fact'], ValueMetadata>> = {
  ttl: scalar('int'),
  sinceUpdate: scalar('int'),
  lastUpdate: INSTANT,
  expiresAt: INSTANT,
  recordSize: scalar('int'),
  digestModulo: scalar('int'),
  setName: scalar('string'),
};
