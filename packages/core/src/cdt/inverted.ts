import { CDT_INVERTED } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';

declare const INVERTED: unique symbol;

/** Return type `R` of everything but what the operation names; made by {@link inverted}. */
export type InvertedReturnType<R extends number = number> = number & { readonly [INVERTED]: R };

/**
 * Selects everything but what the operation names: `listRemoveByValueList('tags', ['a', 'b'],
 * inverted(LIST_RETURN_COUNT))` removes all elements except 'a' and 'b'.
 *
 * @param returnType - a `LIST_RETURN_…` or `MAP_RETURN_…` constant.
 */
export function inverted<R extends number>(returnType: R): InvertedReturnType<R> {
  if (!Number.isInteger(returnType) || returnType < 0 || returnType >= CDT_INVERTED) {
    throw invalidArg(
      'inverted(returnType)',
      returnType,
      'a LIST_RETURN_… or MAP_RETURN_… constant',
    );
  }
  return (returnType | CDT_INVERTED) as InvertedReturnType<R>;
}
