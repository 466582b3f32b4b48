import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * The record's time to live in seconds as of loading (-1: never expires). Assigning another value
 * sets it with the next write; left alone, the record keeps what it has.
 */
export function Ttl(): FieldDecorator<number> {
  return fieldDecorator({ decorator: 'Ttl', options: {} });
}
