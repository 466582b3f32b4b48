import type { HllOptions } from '../metadata/member-declaration.js';
import { type AnyFieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * A HyperLogLog sketch, which estimates how many different values were added to it.
 *
 * @param options name, and how exact the sketch is
 */
export function HllBin<N extends string = string>(options: HllOptions<N> = {}): AnyFieldDecorator {
  return fieldDecorator({ decorator: 'HllBin', options });
}
