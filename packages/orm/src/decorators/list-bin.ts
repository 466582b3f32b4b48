import type { ElementType, ListOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * An array in a list, or (`as: 'map'`) in a map from the id of each element.
 *
 * @param of the class or type of the elements: `() => Line`, `() => 'int'`
 * @param options name, order, unique, maxItems, as
 */
export function ListBin<N extends string = string>(
  of: ElementType,
  options: ListOptions<N> = {},
): FieldDecorator<readonly unknown[]> {
  return fieldDecorator({ decorator: 'ListBin', of, options });
}
