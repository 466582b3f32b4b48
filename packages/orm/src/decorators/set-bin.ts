import type { ElementType, SetOptions } from '../metadata/member-declaration.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * A Set in an ordered list without duplicates.
 *
 * @param of the type of the elements: `() => 'string'`
 * @param options name
 */
export function SetBin<N extends string = string>(
  of: ElementType,
  options: SetOptions<N> = {},
): FieldDecorator<ReadonlySet<unknown>> {
  return fieldDecorator({ decorator: 'SetBin', of, options });
}
