import { ExpressionType, HllOp } from '@aeroform/protocol';
import type { HllCallName } from '../cdt/hll-call.js';
import type { HllPolicy } from '../cdt/hll-policy.js';
import type { CallParameter } from '../operation/call-parameter.js';
import { HLL_POLICY } from '../operation/hll/hll-parameter.js';
import { expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import { defineCall } from './define-call.js';
import type { AnyBuilder } from './define-read.js';
import type { Expression } from './expression.js';

// What the record holds does not change: modifications evaluate to the sketch as it would be.
// Lists of sketches are literals (`exp.listVal([hll, …])`) or list bins that hold them.

type Sketch = Expression<'hll'>;
type Values = Expression<'list'>;

/** What stands on the wire for a bit count that is not given. */
const UNSET = -1;

function bits(name: string): CallArgument<IntArgument | null> {
  return {
    name,
    append(args, given, path) {
      if (given === null) args.push(UNSET);
      else int(name).append(args, given, path);
    },
  };
}

function define(
  name: HllCallName,
  returns: ExpressionType,
  list: readonly unknown[],
  modifies = false,
): AnyBuilder {
  return defineCall({
    name: `hll${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    system: 'hll',
    modifies,
    code: HllOp[name],
    returns,
    list: list as readonly CallArgument<never>[],
    ...(modifies ? { policy: HLL_POLICY as CallParameter<never> } : {}),
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
) => Sketch = define(
  'init',
  ExpressionType.hll,
  [bits('indexBitCount'), bits('minhashBitCount')],
  true,
);

/** The sketch with values added; the bit counts are those of {@link hllInit}. */
export const hllAdd: (
  policy: HllPolicy | null,
  values: Values,
  indexBitCount: IntArgument | null,
  minhashBitCount: IntArgument | null,
  bin: Sketch,
) => Sketch = define(
  'add',
  ExpressionType.hll,
  [expr('values'), bits('indexBitCount'), bits('minhashBitCount')],
  true,
);

/** About how many different values were added. */
export const hllGetCount: (bin: Sketch) => Expression<'int'> = define(
  'count',
  ExpressionType.integer,
  [],
);

/** The sketch of all values in this one or any of the others. */
export const hllGetUnion: (values: Values, bin: Sketch) => Sketch = define(
  'getUnion',
  ExpressionType.hll,
  [expr('values')],
);

/** About how many different values are in this sketch or any of the others. */
export const hllGetUnionCount: (values: Values, bin: Sketch) => Expression<'int'> = define(
  'unionCount',
  ExpressionType.integer,
  [expr('values')],
);

/** About how many different values are in all of the sketches. */
export const hllGetIntersectCount: (values: Values, bin: Sketch) => Expression<'int'> = define(
  'intersectCount',
  ExpressionType.integer,
  [expr('values')],
);

/** How alike the sketches are, 0 to 1. */
export const hllGetSimilarity: (values: Values, bin: Sketch) => Expression<'float'> = define(
  'similarity',
  ExpressionType.float,
  [expr('values')],
);

/** The bit counts of index and minhash. */
export const hllDescribe: (bin: Sketch) => Expression<'list'> = define(
  'describe',
  ExpressionType.list,
  [],
);

/** 1 when the values may all have been added, 0 when one has not. */
export const hllMayContain: (values: Values, bin: Sketch) => Expression<'int'> = define(
  'mayContain',
  ExpressionType.integer,
  [expr('values')],
);
