import { checkExpression, type Expression } from '../expression/expression.js';
import {
  checkModifyFlags,
  checkSelectFlags,
  PATH_MODIFY_DEFAULT,
} from '../expression/path-flag.js';
import { checkPath, type PathStep } from '../expression/path-step.js';
import { checkBinName } from '../value/bin-name.js';
import type { PathOperation } from './operation.js';

/**
 * Reads what a path leads to in a list or map (server 8.1.1).
 *
 * @param flags - `PATH_SELECT_…`.
 * @param path - made by the functions of `ctx`, outermost step first.
 */
export function selectByPath(
  bin: string,
  flags: number,
  ...path: readonly PathStep[]
): PathOperation {
  return Object.freeze({
    family: 'path',
    name: 'select',
    bin: checkBinName(bin, 'selectByPath(bin)'),
    flags: checkSelectFlags(flags, 'selectByPath(flags)'),
    path: checkPath(path, 'selectByPath(path)'),
    modification: null,
  });
}

/**
 * Changes what a path leads to in a list or map (server 8.1.1).
 *
 * @param modification - the new value of each place, seen as `exp.loopVar…`; `exp.removeResult()`
 * removes it.
 * @param flags - `PATH_MODIFY_…`.
 * @param path - made by the functions of `ctx`, outermost step first.
 */
export function modifyByPath(
  bin: string,
  modification: Expression,
  flags: number = PATH_MODIFY_DEFAULT,
  ...path: readonly PathStep[]
): PathOperation {
  return Object.freeze({
    family: 'path',
    name: 'modify',
    bin: checkBinName(bin, 'modifyByPath(bin)'),
    flags: checkModifyFlags(flags, 'modifyByPath(flags)'),
    path: checkPath(path, 'modifyByPath(path)'),
    modification: checkExpression(modification, 'modifyByPath(modification)'),
  });
}
