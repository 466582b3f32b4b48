import type { EntityClass } from '../type/entity-type.js';
import type { DeclaredMember, HookKind } from './class-declaration.js';
import { ownDeclarations } from './decorator-target.js';

/** What the decorators of a class and its base classes recorded. */
export interface CollectedClass {
  /** Base classes first; a property declared again by a derived class replaces the base's. */
  readonly members: readonly DeclaredMember[];
  readonly hooks: readonly { readonly kind: HookKind; readonly method: string }[];
}

/** Gathers the records of a class and all its base classes. */
export function collectMembers(type: EntityClass): CollectedClass {
  const members = new Map<string, DeclaredMember>();
  const hooks = new Map<string, { readonly kind: HookKind; readonly method: string }>();
  for (const declaration of classChain(type).flatMap(ownDeclarations)) {
    for (const [property, member] of declaration.members) members.set(property, member);
    for (const hook of declaration.hooks) hooks.set(`${hook.kind} ${hook.method}`, hook);
  }
  return { members: [...members.values()], hooks: [...hooks.values()] };
}

/** The base classes and the class itself, outermost base first. */
function classChain(type: EntityClass): EntityClass[] {
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
