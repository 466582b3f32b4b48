import type { EntityClass } from '../type/entity-type.js';
import { classChain } from './class-chain.js';
import type { DeclaredExpressionIndex, DeclaredHook, DeclaredMember } from './class-declaration.js';
import { ownDeclarations } from './decorator-target.js';

/** What the decorators of a class and its base classes recorded. */
export interface CollectedClass {
  /** Base classes first; a property declared again by a derived class replaces the base's. */
  readonly members: readonly DeclaredMember[];
  readonly hooks: readonly DeclaredHook[];
  readonly expressionIndexes: readonly DeclaredExpressionIndex[];
}

/** Gathers the records of a class and all its base classes. */
export function collectMembers(type: EntityClass): CollectedClass {
  const members = new Map<string, DeclaredMember>();
  const hooks = new Map<string, DeclaredHook>();
  const expressionIndexes = new Map<string, DeclaredExpressionIndex>();
  for (const declaration of classChain(type).flatMap(ownDeclarations)) {
    for (const [property, member] of declaration.members) members.set(property, member);
    for (const hook of declaration.hooks) hooks.set(`${hook.kind} ${hook.method}`, hook);
    for (const index of declaration.expressionIndexes) expressionIndexes.set(index.name, index);
  }
  return {
    members: [...members.values()],
    hooks: [...hooks.values()],
    expressionIndexes: [...expressionIndexes.values()],
  };
}
