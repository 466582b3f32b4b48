import { ExpressionType, HllOp } from '@aeroform/protocol';
import type { HllCallName } from '../cdt/hll-call.js';
import type { HllPolicy } from '../cdt/hll-policy.js';
import { HLL_POLICY } from '../parameter/hll-parameter.js';
import { expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import type { AnyBuilder } from './call-builder.js';
import { defineCall } from './define-call.js';
import type { Expression } from './expression.js';

// What the record holds does not change: modifications evaluate to the sketch as it would be.
// Lists of sketches are literals (`exp.listVal([hll, …])`) or list bins that hold them.

type Sketch = Expression<'hll'>;
type Values = Expression<'list'>;

/** What stands on the wire for a bit count that is not given. */
const UNSET = -1;

function bits(name: string): CallArgument {
  return {
    name,
    append(args, given, path) {
      if (given === null) args.push(UNSET);
      else int(name).append(args, given, path);
    },
  };
}

function read(
  operation: HllCallName,
  returns: ExpressionType,
  ...list: readonly CallArgument[]
): AnyBuilder {
  return defineCall({
    system: 'hll',
    operation,
    code: HllOp[operation],
    modifies: false,
    returns,
    list,
  });
}

function modify(operation: HllCallName, ...list: readonly CallArgument[]): AnyBuilder {
  return defineCall({
    system: 'hll',
    operation,
    code: HllOp[operation],
    modifies: true,
    returns: ExpressionType.hll,
    policy: HLL_POLICY,
    list,
  });
}

/**
 * An empty sketch.
 *
 * @param indexBitCount - 4 to 16; null for that of the sketch there is.
 * @param minhashBitCount - 0 or 4 to 51; null for that of the sketch there is, or none.
 */
export const hllInit: (
  policy: HllPolicy | null,
  indexBitCount: IntArgument | null,
  minhashBitCount: IntArgument | null,
  bin: Sketch,
) => Sketch = modify('init', bits('indexBitCount'), bits('minhashBitCount'));

/** The sketch with values added; the bit counts are those of {@link hllInit}. */
export const hllAdd: (
  policy: HllPolicy | null,
  values: Values,
  indexBitCount: IntArgument | null,
  minhashBitCount: IntArgument | null,
  bin: Sketch,
) => Sketch = modify('add', expr('values'), bits('indexBitCount'), bits('minhashBitCount'));

/** About how many different values were added. */
export const hllGetCount: (bin: Sketch) => Expression<'int'> = read(
  'count',
  ExpressionType.integer,
);

/** The sketch of all values in this one or any of the others. */
export const hllGetUnion: (values: Values, bin: Sketch) => Sketch = read(
  'getUnion',
  ExpressionType.hll,
  expr('values'),
);

/** About how many different values are in this sketch or any of the others. */
export const hllGetUnionCount: (values: Values, bin: Sketch) => Expression<'int'> = read(
  'unionCount',
  ExpressionType.integer,
  expr('values'),
);

/** About how many different values are in all of the sketches. */
export const hllGetIntersectCount: (values: Values, bin: Sketch) => Expression<'int'> = read(
  'intersectCount',
  ExpressionType.integer,
  expr('values'),
);

/** How alike the sketches are, 0 to 1. */
export const hllGetSimilarity: (values: Values, bin: Sketch) => Expression<'float'> = read(
  'similarity',
  ExpressionType.float,
  expr('values'),
);

/** The bit counts of index and minhash. */
export const hllDescribe: (bin: Sketch) => Expression<'list'> = read(
  'describe',
  ExpressionType.list,
);

/** 1 when the values may all have been added, 0 when one has not. */
export const hllMayContain: (values: Values, bin: Sketch) => Expression<'int'> = read(
  'mayContain',
  ExpressionType.integer,
  expr('values'),
);
