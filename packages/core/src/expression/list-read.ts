import type { CdtContextStep } from '../cdt/cdt-context.js';
import { BEGIN, END } from './begin-end.js';
import { COUNT, type IntArgument, expr, int } from './call-argument.js';
import type {
  ElementKind,
  ListReadCode,
  ListReadType,
  SelectionKind,
  ValueTypeFor,
} from './call-result.js';
import { listElement, listSelection, listSizeBuilder } from './define-read.js';
import type { Expression } from './expression.js';
import type { ExpressionTypeCode } from './expression-kind.js';

/** How many elements a list has. */
export const listSize: (
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<'int'> = listSizeBuilder();

/** What is asked of the element at `index`; negative counts from the end. */
export const listGetByIndex: <R extends ListReadCode, V extends ExpressionTypeCode>(
  returnType: R,
  valueType: ValueTypeFor<R, V>,
  index: IntArgument,
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<ElementKind<V>> = listElement('getByIndex', int('index'));

/**
 * What is asked of the elements from `index` on.
 *
 * @param count - how many; null for all to the end.
 */
export const listGetByIndexRange: <R extends ListReadType>(
  returnType: R,
  index: IntArgument,
  count: IntArgument | null,
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = listSelection('getByIndexRange', int('index'), COUNT);

/** What is asked of the element of `rank`; 0 is the smallest, -1 the largest. */
export const listGetByRank: <R extends ListReadCode, V extends ExpressionTypeCode>(
  returnType: R,
  valueType: ValueTypeFor<R, V>,
  rank: IntArgument,
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<ElementKind<V>> = listElement('getByRank', int('rank'));

/**
 * What is asked of the elements from `rank` on.
 *
 * @param count - how many; null for all to the end.
 */
export const listGetByRankRange: <R extends ListReadType>(
  returnType: R,
  rank: IntArgument,
  count: IntArgument | null,
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = listSelection('getByRankRange', int('rank'), COUNT);

/** What is asked of all elements that equal `val`. */
export const listGetByValue: <R extends ListReadType>(
  returnType: R,
  val: Expression,
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = listSelection('getByValue', expr('val'));

/** What is asked of all elements that equal one of `values`. */
export const listGetByValueList: <R extends ListReadType>(
  returnType: R,
  values: Expression<'list'>,
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = listSelection('getByValueList', expr('values'));

/**
 * What is asked of the elements from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const listGetByValueRange: <R extends ListReadType>(
  returnType: R,
  begin: Expression | null,
  end: Expression | null,
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = listSelection('getByValueRange', BEGIN, END);

/**
 * What is asked of the elements from `rank` on, counted from where `val` is or would be.
 *
 * @param count - how many; null for all to the end.
 */
// oxlint-disable-next-line max-params -- bin and context come last in every read
export const listGetByValueRelativeRankRange: <R extends ListReadType>(
  returnType: R,
  val: Expression,
  rank: IntArgument,
  count: IntArgument | null,
  bin: Expression<'list'>,
  ...context: readonly CdtContextStep[]
) => Expression<SelectionKind<R>> = listSelection(
  'getByValueRelativeRankRange',
  expr('val'),
  int('rank'),
  COUNT,
);
