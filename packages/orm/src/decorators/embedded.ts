import type { EmbeddedOptions } from '../metadata/member-declaration.js';
import type { EntityClass } from '../type/entity-type.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * An object of a class with mapped properties.
 *
 * @param of the class, in a function
 * @param options stored as a map (default), a positional list, or bins of its own
 */
export function Embedded<E extends object, N extends string = string>(
  of: () => EntityClass<E>,
  options: EmbeddedOptions<N> = {},
): FieldDecorator<E> {
  return fieldDecorator({ decorator: 'Embedded', of, options });
}
