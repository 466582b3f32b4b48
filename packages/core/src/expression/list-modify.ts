import { ExpressionType, ListOp } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import type { ListCallName } from '../cdt/list-call.js';
import type { ListPolicy } from '../cdt/list-policy.js';
import { INDEXED_LIST_POLICY, LIST_POLICY } from '../operation/list/list-parameter.js';
import type { CallParameter } from '../operation/call-parameter.js';
import { expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import { defineCall } from './define-call.js';
import type { AnyBuilder } from './define-read.js';
import type { Expression } from './expression.js';

// What the record holds does not change: these evaluate to the list as it would be.

type ListResult = Expression<'list'>;
type ListTarget = [bin: Expression<'list'>, ...context: readonly CdtContextStep[]];

function modify(
  name: ListCallName,
  list: readonly CallArgument<never>[],
  policy?: CallParameter<never>,
): AnyBuilder {
  return defineCall({
    name: `list${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    system: 'list',
    modifies: true,
    code: ListOp[name],
    returns: ExpressionType.list,
    list,
    ...(policy === undefined ? {} : { policy }),
  });
}

const SORT_FLAGS: CallArgument<number> = int('sortFlags') as CallArgument<number>;

/** The list with a value appended; null for the default policy. */
export const listAppend: (
  policy: ListPolicy | null,
  val: Expression,
  ...target: ListTarget
) => ListResult = modify('append', [expr('val')], LIST_POLICY as CallParameter<never>);

/** The list with several values appended. */
export const listAppendItems: (
  policy: ListPolicy | null,
  values: Expression<'list'>,
  ...target: ListTarget
) => ListResult = modify('appendItems', [expr('values')], LIST_POLICY as CallParameter<never>);

/** The list with a value inserted before `index`. */
export const listInsert: (
  policy: ListPolicy | null,
  index: IntArgument,
  val: Expression,
  ...target: ListTarget
) => ListResult = modify(
  'insert',
  [int('index'), expr('val')] as readonly CallArgument<never>[],
  INDEXED_LIST_POLICY as CallParameter<never>,
);

/** The list with several values inserted before `index`. */
export const listInsertItems: (
  policy: ListPolicy | null,
  index: IntArgument,
  values: Expression<'list'>,
  ...target: ListTarget
) => ListResult = modify(
  'insertItems',
  [int('index'), expr('values')] as readonly CallArgument<never>[],
  INDEXED_LIST_POLICY as CallParameter<never>,
);

/** The list with another element at `index`. */
export const listSet: (
  policy: ListPolicy | null,
  index: IntArgument,
  val: Expression,
  ...target: ListTarget
) => ListResult = modify(
  'set',
  [int('index'), expr('val')] as readonly CallArgument<never>[],
  INDEXED_LIST_POLICY as CallParameter<never>,
);

/** The list with a number added to the element at `index`. */
export const listIncrement: (
  policy: ListPolicy | null,
  index: IntArgument,
  val: Expression<'int'> | Expression<'float'>,
  ...target: ListTarget
) => ListResult = modify(
  'increment',
  [int('index'), expr('val')] as readonly CallArgument<never>[],
  LIST_POLICY as CallParameter<never>,
);

/** The list without its elements. */
export const listClear: (...target: ListTarget) => ListResult = modify('clear', []);

/**
 * The list with its elements in order.
 *
 * @param sortFlags - `LIST_SORT_…` constants combined with `|`.
 */
export const listSort: (sortFlags: number, ...target: ListTarget) => ListResult = modify('sort', [
  SORT_FLAGS,
] as readonly CallArgument<never>[]);
