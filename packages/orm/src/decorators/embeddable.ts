import { classTarget, declarationOf } from '../metadata/decorator-target.js';
import type { EmbeddableOptions } from '../metadata/embeddable-options.js';
import type { ClassDecoratorDual } from './class-decorator.js';

/**
 * Says how objects of a class are embedded in entities. Optional: any class with mapped properties
 * can be embedded.
 */
export function Embeddable(options: EmbeddableOptions = {}): ClassDecoratorDual {
  return (target: unknown): void => {
    declarationOf(classTarget('Embeddable', target)).embeddable = options;
  };
}
