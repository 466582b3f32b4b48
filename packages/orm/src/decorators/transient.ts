import { type AnyFieldDecorator, fieldDecorator } from './field-decorator.js';

/** Not stored; in a derived class it takes a property of the base class out of the mapping. */
export function Transient(): AnyFieldDecorator {
  return fieldDecorator({ decorator: 'Transient', options: {} });
}
