import type { EntityOptions } from './entity-options.js';
import type { MemberDeclaration } from './member-declaration.js';

/** A property and everything its decorators said. */
export interface DeclaredMember {
  readonly property: string;
  /** The constructor TypeScript emitted for the property's type, if any: only a hint. */
  designType: unknown;
  readonly declarations: MemberDeclaration[];
}

/** When a method of the entity is called. */
export type HookKind = 'beforeSave' | 'afterLoad';

/** What the decorators of one class recorded; those of its base classes are records of their own. */
export interface ClassDeclaration {
  entity: EntityOptions | null;
  readonly members: Map<string, DeclaredMember>;
  readonly hooks: { readonly kind: HookKind; readonly method: string }[];
}

/** A class nothing is known of yet. */
export function newClassDeclaration(): ClassDeclaration {
  return { entity: null, members: new Map(), hooks: [] };
}

/** The record of a property, made on first use. */
export function declaredMember(declaration: ClassDeclaration, property: string): DeclaredMember {
  const known = declaration.members.get(property);
  if (known !== undefined) return known;
  const member: DeclaredMember = { property, designType: undefined, declarations: [] };
  declaration.members.set(property, member);
  return member;
}
