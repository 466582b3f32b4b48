import { classTarget, declarationOf } from '../metadata/decorator-target.js';
import type { SindexType } from '../metadata/index-metadata.js';
import type { Expr } from '../type/expr.js';
import type { ClassDecoratorDual } from './class-decorator.js';

/**
 * Declares a secondary index on a value that the server computes (server 8.1 or newer). It goes on the
 * entity or on a base class of it.
 *
 * @param name name of the index on the server, at most 63 bytes
 * @param type the type of the values; records with another one are not indexed
 * @param build makes the expression: `(f: Root<Order>) => f.price.mul(f.quantity)`
 */
export function ExpressionIndex<F>(
  name: string,
  type: SindexType,
  build: (fields: F) => Expr,
): ClassDecoratorDual {
  return (target: unknown): void => {
    const { expressionIndexes } = declarationOf(classTarget('ExpressionIndex', target));
    // safe: it is called with the fields of the class that is decorated
    expressionIndexes.push({ name, type, build: build as (fields: unknown) => Expr });
  };
}
