import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import type { FieldPath } from './field-path.js';
import type { Measure, Operand } from './operand.js';
import { requireType } from './require-type.js';

/** Bits that fit an integer that is not negative. */
const MAX_INTEGER_BITS = 63;

/** How many of some bits are set, or the integer they are. */
export function bitMeasure(
  measure: 'bitCount' | 'bits',
  path: FieldPath,
  offset: unknown,
  size: unknown,
): Operand {
  requireType(path, ['blob'], measure);
  const limit = measure === 'bits' ? MAX_INTEGER_BITS : Number.MAX_SAFE_INTEGER;
  const isValid = isCount(offset, 0) && isCount(size, 1) && (size as number) <= limit;
  if (!isValid) {
    throw new QueryError(
      `${path.label}.${measure}: takes an offset of 0 or more and a size of 1${measure === 'bits' ? ` to ${MAX_INTEGER_BITS}` : ' or more'}, both in bits; got ${describeValue(offset)} and ${describeValue(size)}`,
    );
  }
  const bits = { offset: offset as number, size: size as number };
  return Object.freeze({ kind: 'measure', measure, path, ...bits, values: [] });
}

/** About how many values are in a sketch. */
export function sketchCount(path: FieldPath): Operand {
  requireType(path, ['hll'], 'hllCount');
  return Object.freeze({
    kind: 'measure',
    measure: 'hllCount',
    path,
    offset: 0,
    size: 0,
    values: [],
  });
}

/** 1 where a sketch may contain all of the values, else 0. */
export function sketchMayContain(path: FieldPath, given: unknown): Operand {
  requireType(path, ['hll'], 'hllMayContain');
  const values: readonly unknown[] = Array.isArray(given) ? given : [];
  const known = values.every((value) => ['string', 'number', 'bigint'].includes(typeof value));
  if (values.length === 0 || !known) {
    throw new QueryError(
      `${path.label}.hllMayContain: takes an array of texts and numbers; got ${describeValue(given)}`,
    );
  }
  const stored = values as readonly (string | number | bigint)[];
  return Object.freeze({
    kind: 'measure',
    measure: 'hllMayContain' satisfies Measure,
    path,
    offset: 0,
    size: 0,
    values: stored,
  });
}

function isCount(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}
