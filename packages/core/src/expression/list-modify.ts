import { ExpressionType, ListOp } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import type { ListCallName } from '../cdt/list-call.js';
import type { ListPolicy } from '../cdt/list-policy.js';
import { INDEXED_LIST_POLICY, LIST_POLICY } from '../parameter/list-parameter.js';
import type { CallParameter } from '../parameter/call-parameter.js';
import { expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import type { AnyBuilder } from './call-builder.js';
import { defineCall } from './define-call.js';
import type { Expression } from './expression.js';

// What the record holds does not change: these evaluate to the list as it would be.

type ListResult = Expression<'list'>;
type ListTarget = [bin: Expression<'list'>, ...context: readonly CdtContextStep[]];

function modify(
  operation: ListCallName,
  list: readonly CallArgument[],
  policy?: CallParameter<never>,
): AnyBuilder {
  return defineCall({
    system: 'list',
    operation,
    code: ListOp[operation],
    modifies: true,
    returns: ExpressionType.list,
    policy,
    list,
  });
}

/** The list with a value appended; null for the default policy. */
export const listAppend: (
  policy: ListPolicy | null,
  val: Expression,
  ...target: ListTarget
) => ListResult = modify('append', [expr('val')], LIST_POLICY);

/** The list with several values appended. */
export const listAppendItems: (
  policy: ListPolicy | null,
  values: Expression<'list'>,
  ...target: ListTarget
) => ListResult = modify('appendItems', [expr('values')], LIST_POLICY);

/** The list with a value inserted before `index`. */
export const listInsert: (
  policy: ListPolicy | null,
  index: IntArgument,
  val: Expression,
  ...target: ListTarget
) => ListResult = modify('insert', [int('index'), expr('val')], INDEXED_LIST_POLICY);

/** The list with several values inserted before `index`. */
export const listInsertItems: (
  policy: ListPolicy | null,
  index: IntArgument,
  values: Expression<'list'>,
  ...target: ListTarget
) => ListResult = modify('insertItems', [int('index'), expr('values')], INDEXED_LIST_POLICY);

/** The list with another element at `index`. */
export const listSet: (
  policy: ListPolicy | null,
  index: IntArgument,
  val: Expression,
  ...target: ListTarget
) => ListResult = modify('set', [int('index'), expr('val')], INDEXED_LIST_POLICY);

/** The list with a number added to the element at `index`. */
export const listIncrement: (
  policy: ListPolicy | null,
  index: IntArgument,
  val: Expression<'int'> | Expression<'float'>,
  ...target: ListTarget
) => ListResult = modify('increment', [int('index'), expr('val')], LIST_POLICY);

/** The list without its elements. */
export const listClear: (...target: ListTarget) => ListResult = modify('clear', []);

/**
 * The list with its elements in order.
 *
 * @param sortFlags - `LIST_SORT_…` constants combined with `|`.
 */
export const listSort: (sortFlags: number, ...target: ListTarget) => ListResult = modify('sort', [
  int('sortFlags'),
]);
