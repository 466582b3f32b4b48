import type { ElementType, ListOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * An array in a list.
 *
 * @param of the class or type of the elements: `() => Line`, `() => 'int'`
 * @param options name, order, unique, maxItems
 */
export function ListBin(
  of: ElementType,
  options: ListOptions = {},
): FieldDecorator<readonly unknown[]> {
  return fieldDecorator({ decorator: 'ListBin', of, options });
}
