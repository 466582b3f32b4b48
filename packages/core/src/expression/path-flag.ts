import { CdtSelectFlag } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';

/** The bin with all that the path does not lead to left out. */
export const PATH_SELECT_MATCHING_TREE = 0;
/** A list of the values that the path leads to. */
export const PATH_SELECT_VALUE = 1;
/** A list of the map keys that the path leads to. */
export const PATH_SELECT_MAP_KEY = 2;
/** A list of the map keys and values that the path leads to, in turns. */
export const PATH_SELECT_MAP_KEY_VALUE = 3;
/** Added with `|`: leaves out elements for which an expression has no value, instead of failing. */
export const PATH_SELECT_NO_FAIL = 16;

/** A modification fails when an expression has no value for an element. */
export const PATH_MODIFY_DEFAULT = 0;
/** A modification leaves elements alone for which an expression has no value. */
export const PATH_MODIFY_NO_FAIL = 16;

/** @throws {InvalidArgError} unless they are flags of a selection. */
export function checkSelectFlags(flags: unknown, path: string): number {
  const mode = (flags as number) & ~PATH_SELECT_NO_FAIL;
  if (Number.isInteger(flags) && mode >= 0 && mode <= PATH_SELECT_MAP_KEY_VALUE) {
    return flags as number;
  }
  throw invalidArg(path, flags, 'a PATH_SELECT_… constant, also with | PATH_SELECT_NO_FAIL');
}

/** @returns the flags on the wire. @throws {InvalidArgError} unless they are flags of a modification. */
export function checkModifyFlags(flags: unknown, path: string): number {
  if (flags === PATH_MODIFY_DEFAULT || flags === PATH_MODIFY_NO_FAIL) {
    return flags | CdtSelectFlag.apply;
  }
  throw invalidArg(path, flags, 'PATH_MODIFY_DEFAULT or PATH_MODIFY_NO_FAIL');
}
