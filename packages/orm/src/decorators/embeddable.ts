import { classTarget, declarationOf, registerChild } from '../metadata/decorator-target.js';
import type { EmbeddableOptions } from '../metadata/embeddable-options.js';
import type { ClassDecoratorDual } from './class-decorator.js';

/**
 * Says how objects of a class are embedded in entities. Optional: any class with mapped properties
 * can be embedded. With a discriminator, a property of a base class holds objects of the classes derived
 * from it: `@Embeddable({ discriminator: { key: 'kind' } })` on the base class,
 * `@Embeddable({ discriminator: { value: 'circle' } })` on each of the others.
 */
export function Embeddable(options: EmbeddableOptions = {}): ClassDecoratorDual {
  return (target: unknown): void => {
    const type = classTarget('Embeddable', target);
    declarationOf(type).embeddable = options;
    if (options.discriminator?.value !== undefined) registerChild(type);
  };
}
