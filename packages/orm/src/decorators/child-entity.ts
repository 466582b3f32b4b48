import { classTarget, declarationOf, registerChild } from '../metadata/decorator-target.js';
import type { ClassDecoratorDual } from './class-decorator.js';

/**
 * A class in the set of its base class, which has `@Entity({ discriminator: { bin } })`. Repositories
 * of the base read and write all its classes; those of this class, only this one.
 *
 * @param value what the discriminator bin holds for the class; it stays when the class is renamed
 */
export function ChildEntity(value: string): ClassDecoratorDual {
  return (target: unknown): void => {
    const type = classTarget('ChildEntity', target);
    declarationOf(type).child = value;
    registerChild(type);
  };
}
