import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * Optimistic locking: the property holds the record's generation, which the server counts and the
 * mapper compares on every write. Never stored in a bin; compare for equality only, it wraps.
 */
export function Version(): FieldDecorator<number> {
  return fieldDecorator({ decorator: 'Version', options: {} });
}
