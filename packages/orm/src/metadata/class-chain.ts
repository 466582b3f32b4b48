import type { EntityClass } from '../type/entity-type.js';

/** The base classes and the class itself, outermost base first. */
export function classChain(type: EntityClass): EntityClass[] {
  const chain: EntityClass[] = [];
  for (
    let current: unknown = type;
    typeof current === 'function' && current !== Function.prototype;
    current = Object.getPrototypeOf(current)
  ) {
    chain.unshift(current as EntityClass);
  }
  return chain;
}
