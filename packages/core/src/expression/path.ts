import { ExpressionCall } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';
import { checkExpression, type Expression, expression } from './expression.js';
import { EXP_TYPE_LIST, EXP_TYPE_MAP, type ExpressionKinds } from './expression-kind.js';
import { checkModifyFlags, checkSelectFlags } from './path-flag.js';
import { checkPath, type PathStep } from './path-step.js';

/** What path expressions evaluate to. */
export type PathTypeCode = typeof EXP_TYPE_LIST | typeof EXP_TYPE_MAP;

/**
 * What a path leads to in a list or map.
 *
 * @param valueType - `EXP_TYPE_LIST`; with `PATH_SELECT_MATCHING_TREE` the type of `bin`.
 * @param flags - `PATH_SELECT_…`.
 * @param bin - the list or map.
 */
export function selectByPath<V extends PathTypeCode>(
  valueType: V,
  flags: number,
  bin: Expression<'list' | 'map'>,
  ...path: readonly PathStep[]
): Expression<ExpressionKinds[V]> {
  return expression({
    form: 'path',
    returns: checkType(valueType, 'exp.selectByPath(valueType)'),
    system: ExpressionCall.cdt,
    flags: checkSelectFlags(flags, 'exp.selectByPath(flags)'),
    path: checkPath(path, 'exp.selectByPath(path)'),
    modification: null,
    target: checkExpression(bin, 'exp.selectByPath(bin)'),
  });
}

/**
 * A list or map with other values in the places that a path leads to.
 *
 * @param valueType - the type of `bin`.
 * @param modification - the new value of each place, seen as `exp.loopVar…`; `exp.removeResult()`
 * removes it.
 * @param flags - `PATH_MODIFY_…`.
 * @param bin - the list or map.
 */
export function modifyByPath<V extends PathTypeCode>(
  valueType: V,
  modification: Expression,
  flags: number,
  bin: Expression<ExpressionKinds[NoInfer<V>]>,
  ...path: readonly PathStep[]
): Expression<ExpressionKinds[V]> {
  return expression({
    form: 'path',
    returns: checkType(valueType, 'exp.modifyByPath(valueType)'),
    system: ExpressionCall.cdt | ExpressionCall.modify,
    flags: checkModifyFlags(flags, 'exp.modifyByPath(flags)'),
    path: checkPath(path, 'exp.modifyByPath(path)'),
    modification: checkExpression(modification, 'exp.modifyByPath(modification)'),
    target: checkExpression(bin, 'exp.modifyByPath(bin)'),
  });
}

function checkType(valueType: number, path: string): number {
  if (valueType === EXP_TYPE_LIST || valueType === EXP_TYPE_MAP) return valueType;
  throw invalidArg(path, valueType, 'EXP_TYPE_LIST or EXP_TYPE_MAP');
}
