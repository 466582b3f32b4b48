import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * When the record expires, as of loading; undefined when it never does. Assigning another date sets
 * it with the next write, to the second; left alone, the record keeps what it has.
 */
export function ExpiresAt(): FieldDecorator<Date> {
  return fieldDecorator({ decorator: 'ExpiresAt', options: {} });
}
