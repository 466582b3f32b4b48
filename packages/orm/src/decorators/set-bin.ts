import type { ElementType, SetOptions } from '../metadata/member-declaration.js';
import type { ElementOf } from '../type/type-of-bin.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * A Set in an ordered list without duplicates.
 *
 * @param of the type of the elements: `() => 'string'`
 * @param options name
 */
export function SetBin<E extends ReturnType<ElementType>, N extends string = string>(
  of: () => E,
  options: SetOptions<N> = {},
): FieldDecorator<ReadonlySet<ElementOf<E>>> {
  return fieldDecorator({ decorator: 'SetBin', of, options });
}
