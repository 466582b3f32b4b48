import type { IndexOptions } from '../metadata/member-declaration.js';
import { type AnyFieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * Declares a secondary index on a stored property, or on a path inside it; with `where`, of only the
 * records that fulfil a condition: `@Index({ where: (f: Root<Order>) => f.status.eq('new') })`.
 */
export function Index<F = unknown>(options: IndexOptions<F> = {}): AnyFieldDecorator {
  return fieldDecorator({ decorator: 'Index', options });
}
