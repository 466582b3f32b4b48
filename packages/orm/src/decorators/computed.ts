import type { Expr } from '../type/expr.js';
import { type FieldDecorator, fieldDecorator } from './field-decorator.js';

/**
 * A property that the server computes, never stored: conditions can use it, and it is read when a
 * selection names it (`select: ['id', 'total']`), as the value of that moment. It is undefined where
 * the record lacks what it is made of. In queries, reading it needs server 8.1.2.
 *
 * @param build makes the expression: `@Computed((f: Root<Order>) => f.price.mul(f.quantity))`
 */
export function Computed<F, V>(build: (fields: F) => Expr<V>): FieldDecorator<V> {
  return fieldDecorator({ decorator: 'Computed', build, options: {} });
}
