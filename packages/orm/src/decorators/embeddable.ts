import { classTarget, declarationOf } from '../metadata/decorator-target.js';
import { type ClassDecoratorDual } from './class-decorator.js';

/**
 * Says that a class is embedded in entities. Optional: any class with mapped properties can be
 * embedded.
 */
export function Embeddable(): ClassDecoratorDual {
  return (target: unknown): void => {
    declarationOf(classTarget('Embeddable', target));
  };
}
