import type { CdtContextStep } from '../cdt/cdt-context.js';
import { BEGIN, END } from './begin-end.js';
import { COUNT, type IntArgument, expr, int } from './call-argument.js';
import type {
  ElementKind,
  MapReadCode,
  MapReadType,
  SelectionKind,
  ValueTypeFor,
} from './call-result.js';
import { mapElement, mapSelection, mapSizeBuilder } from './define-read.js';
import type { Expression } from './expression.js';
import type { ExpressionTypeCode } from './expression-kind.js';

/** How many entries a map has. */
export const mapSize: (
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<'int'> = mapSizeBuilder();

/** What is asked of the entry under `key`. */
export const mapGetByKey: <R extends MapReadCode, V extends ExpressionTypeCode>(
  returnType: R,
  valueType: ValueTypeFor<R, V>,
  key: Expression,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<ElementKind<V>> = mapElement('getByKey', expr('key'));

/**
 * What is asked of the entries with keys from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const mapGetByKeyRange: <R extends MapReadType>(
  returnType: R,
  begin: Expression | null,
  end: Expression | null,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection('getByKeyRange', BEGIN, END);

/** What is asked of the entries under `keys`. */
export const mapGetByKeyList: <R extends MapReadType>(
  returnType: R,
  keys: Expression<'list'>,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection('getByKeyList', expr('keys'));

/**
 * What is asked of the entries from `index` on, counted from where `key` is or would be.
 *
 * @param count - how many; null for all to the end.
 */
// oxlint-disable-next-line max-params -- bin and context come last in every read
export const mapGetByKeyRelativeIndexRange: <R extends MapReadType>(
  returnType: R,
  key: Expression,
  index: IntArgument,
  count: IntArgument | null,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection(
  'getByKeyRelativeIndexRange',
  expr('key'),
  int('index'),
  COUNT,
);

/** What is asked of all entries whose value equals `val`. */
export const mapGetByValue: <R extends MapReadType>(
  returnType: R,
  val: Expression,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection('getByValue', expr('val'));

/** What is asked of the entries whose value equals one of `values`. */
export const mapGetByValueList: <R extends MapReadType>(
  returnType: R,
  values: Expression<'list'>,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection('getByValueList', expr('values'));

/**
 * What is asked of the entries with values from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const mapGetByValueRange: <R extends MapReadType>(
  returnType: R,
  begin: Expression | null,
  end: Expression | null,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection('getByValueRange', BEGIN, END);

/**
 * What is asked of the entries from `rank` on, counted from where the value `val` is or would be.
 *
 * @param count - how many; null for all to the end.
 */
// oxlint-disable-next-line max-params -- bin and context come last in every read
export const mapGetByValueRelativeRankRange: <R extends MapReadType>(
  returnType: R,
  val: Expression,
  rank: IntArgument,
  count: IntArgument | null,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection(
  'getByValueRelativeRankRange',
  expr('val'),
  int('rank'),
  COUNT,
);

/** What is asked of the entry at `index` in the order of keys. */
export const mapGetByIndex: <R extends MapReadCode, V extends ExpressionTypeCode>(
  returnType: R,
  valueType: ValueTypeFor<R, V>,
  index: IntArgument,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<ElementKind<V>> = mapElement('getByIndex', int('index'));

/**
 * What is asked of the entries from `index` on in the order of keys.
 *
 * @param count - how many; null for all to the end.
 */
export const mapGetByIndexRange: <R extends MapReadType>(
  returnType: R,
  index: IntArgument,
  count: IntArgument | null,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection('getByIndexRange', int('index'), COUNT);

/** What is asked of the entry of `rank` in the order of values. */
export const mapGetByRank: <R extends MapReadCode, V extends ExpressionTypeCode>(
  returnType: R,
  valueType: ValueTypeFor<R, V>,
  rank: IntArgument,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<ElementKind<V>> = mapElement('getByRank', int('rank'));

/**
 * What is asked of the entries from `rank` on in the order of values.
 *
 * @param count - how many; null for all to the end.
 */
export const mapGetByRankRange: <R extends MapReadType>(
  returnType: R,
  rank: IntArgument,
  count: IntArgument | null,
  bin: Expression<'map'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = mapSelection('getByRankRange', int('rank'), COUNT);
