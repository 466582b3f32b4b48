import { classTarget, declarationOf } from '../metadata/decorator-target.js';
import type { EntityOptions } from '../metadata/entity-options.js';
import type { ClassDecoratorDual } from './class-decorator.js';

/**
 * Makes a class an entity: its instances are the records of one set.
 *
 * @param options set name, or an object with set, namespace, ttl …; the set defaults to the class name
 */
export function Entity<N extends string = string>(
  options: EntityOptions<N> | string = {},
): ClassDecoratorDual {
  const entity = typeof options === 'string' ? { set: options } : options;
  return (target: unknown): void => {
    declarationOf(classTarget('Entity', target)).entity = entity as EntityOptions;
  };
}
