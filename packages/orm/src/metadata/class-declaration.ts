import type { EmbeddableOptions } from './embeddable-options.js';
import type { ExpressionIndexMetadata, HookKind } from './entity-metadata.js';
import type { EntityOptions } from './entity-options.js';
import type { MemberDeclaration } from './member-declaration.js';

/** A property and everything its decorators said. */
export interface DeclaredMember {
  readonly property: string;
  /** The constructor TypeScript emitted for the property's type, if any: only a hint. */
  designType: unknown;
  readonly declarations: MemberDeclaration[];
}

/** A method that the mapper calls. */
export interface DeclaredHook {
  readonly kind: HookKind;
  readonly method: string;
}

/** What one `@ExpressionIndex` says. */
export type DeclaredExpressionIndex = Omit<ExpressionIndexMetadata, 'label'>;

/** What the decorators of one class recorded; those of its base classes are records of their own. */
export interface ClassDeclaration {
  /** `@Entity`, or the options of `defineEntity`. */
  entity: EntityOptions | null;
  /** `@ChildEntity`: the value of the discriminator. */
  child: string | null;
  /** Classes derived from one that `defineEntity` made are the same entity with methods. */
  extendable: boolean;
  embeddable: EmbeddableOptions | null;
  readonly members: Map<string, DeclaredMember>;
  readonly hooks: DeclaredHook[];
  readonly expressionIndexes: DeclaredExpressionIndex[];
}

/** A class nothing is known of yet. */
export function newClassDeclaration(): ClassDeclaration {
  return {
    entity: null,
    child: null,
    extendable: false,
    embeddable: null,
    members: new Map(),
    hooks: [],
    expressionIndexes: [],
  };
}

/** The record of a property, made on first use. */
export function declaredMember(declaration: ClassDeclaration, property: string): DeclaredMember {
  const known = declaration.members.get(property);
  if (known !== undefined) return known;
  const member: DeclaredMember = { property, designType: undefined, declarations: [] };
  declaration.members.set(property, member);
  return member;
}
