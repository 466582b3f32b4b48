import type { IndexOptions } from '../metadata/member-declaration.js';
import { type AnyFieldDecorator, fieldDecorator } from './field-decorator.js';

/** Declares a secondary index on a stored property, or on a path inside it. */
export function Index(options: IndexOptions = {}): AnyFieldDecorator {
  return fieldDecorator({ decorator: 'Index', options });
}
