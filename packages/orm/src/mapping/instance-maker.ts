import { MappingError } from '../error/mapping-error.js';
import type { EntityClass } from '../type/entity-type.js';

/** A class that makes its own instances out of property values. */
interface Hydrating {
  hydrate?: (values: Readonly<Record<string, unknown>>) => object;
}

/** Places for properties that have other names. */
type Room = Partial<
  Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l', undefined>
>;

/** Makes instances of one class without running its constructor. */
export interface InstanceMaker {
  /** The class makes the instance of the values: it is given those of getters too. */
  readonly isFactory: boolean;
  /** Something to put the property values into. */
  begin(): Record<string, unknown>;
  /** The instance once all values are in. */
  end(values: Record<string, unknown>): object;
}

/**
 * Instances get the prototype of the class and then their properties. A class with a static method
 * `hydrate` is given the property values instead and returns the instance.
 */
export function instanceMaker(type: EntityClass): InstanceMaker {
  const hydrating = type as Hydrating;
  if (typeof hydrating.hydrate === 'function') {
    return {
      isFactory: true,
      begin: () => ({}),
      end: (values) => madeBy(type, hydrating.hydrate!(values)),
    };
  }
  // A constructor of its own keeps room for the properties in its objects, unlike Object.create: for
  // eight more than it seems to assign, less those that the first objects do not need.
  function Instance(this: Room): void {
    if (new.target !== undefined) return;
    this.a = this.b = this.c = this.d = this.e = this.f = undefined;
    this.g = this.h = this.i = this.j = this.k = this.l = undefined;
  }
  Instance.prototype = type.prototype as object;
  // safe: it is a constructor like every function declaration
  const Shape = Instance as unknown as new () => Record<string, unknown>;
  return { isFactory: false, begin: () => new Shape(), end: (values) => values };
}

function madeBy(type: EntityClass, made: unknown): object {
  if (made instanceof type) return made;
  throw new MappingError(`${type.name}.hydrate`, `must return an instance of ${type.name}`);
}
