import type { ElementType, ListOptions } from '../metadata/member-declaration.js';
import type { ElementOf } from '../type/type-of-bin.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * An array (null elements are stored as such) in a list, or (`as: 'map'`) in a map from the id of each element.
 *
 * @param of the class or type of the elements: `() => Line`, `() => 'int'`
 * @param options name, order, unique, maxItems, as
 */
export function ListBin<E extends ReturnType<ElementType>, N extends string = string>(
  of: () => E,
  options: ListOptions<N> = {},
): FieldDecorator<readonly ElementOf<E>[]> {
  return fieldDecorator({ decorator: 'ListBin', of, options });
}
