import type { EnumOptions } from '../metadata/member-declaration.js';
import { type AnyFieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * One of the members of an enum, checked when writing and reading.
 *
 * @param of the enum object or an array of the allowed values, in a function
 * @param options name, and whether values (default) or member names are stored
 */
export function Enum<N extends string = string>(
  of: () => object,
  options: EnumOptions<N> = {},
): AnyFieldDecorator {
  return fieldDecorator({ decorator: 'Enum', of, options });
}
