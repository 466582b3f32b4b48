import { classChain } from '../metadata/class-chain.js';
import { ownDeclarations } from '../metadata/decorator-target.js';
import type { EntityClass } from '../type/entity-type.js';

/** Tells whether a value is an instance of an entity class, or of one derived from it. */
export function isEntity(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as { readonly constructor?: unknown } | null;
  const type = prototype?.constructor;
  return typeof type === 'function' && classChain(type as EntityClass).some(isEntityClass);
}

function isEntityClass(type: EntityClass): boolean {
  return ownDeclarations(type).some(({ entity, child }) => entity !== null || child !== null);
}
