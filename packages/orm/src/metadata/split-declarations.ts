import { MetadataError } from '../error/metadata-error.js';
import { checkOptions, checkWhole } from './check-options.js';
import type { DeclaredMember } from './class-declaration.js';
import type { IndexOptions, MainDeclaration, Modifier } from './member-declaration.js';

/** The one decorator that declares a property, and what others say about it. */
export interface SplitDeclarations {
  readonly declaration: MainDeclaration;
  readonly indexes: readonly IndexOptions[];
  readonly since: number | null;
  readonly until: number | null;
  readonly ordinal: number | null;
}

const modifiers: readonly string[] = [
  'Index',
  'Since',
  'Until',
  'Ordinal',
] satisfies readonly Modifier[];

/** Refuses contradictions among the decorators of a property. */
export function splitDeclarations(member: DeclaredMember, label: string): SplitDeclarations {
  const indexes = member.declarations.flatMap((declaration) =>
    declaration.decorator === 'Index' ? [declaration.options] : [],
  );
  for (const index of indexes) checkOptions('Index', index, label);
  const since = numberOf(member, 'Since', label);
  const until = numberOf(member, 'Until', label);
  if (since !== null && until !== null && since > until) {
    throw new MetadataError(label, `@Since(${since}) is after @Until(${until})`);
  }
  const ordinal = numberOf(member, 'Ordinal', label);
  return { declaration: onlyDeclaration(member, label), indexes, since, until, ordinal };
}

function numberOf(
  { declarations }: DeclaredMember,
  name: 'Since' | 'Until' | 'Ordinal',
  label: string,
): number | null {
  const [first, second] = declarations.filter(({ decorator }) => decorator === name);
  if (second !== undefined) throw new MetadataError(label, `has @${name} twice; keep one of them`);
  if (first?.decorator !== name) return null;
  const range = [name === 'Ordinal' ? 0 : 1, Number.MAX_SAFE_INTEGER] as const;
  if (first.number === undefined) throw new MetadataError(label, `@${name} needs a number`);
  checkWhole(`@${name}`, first.number, range, label);
  return first.number;
}

function onlyDeclaration({ declarations }: DeclaredMember, label: string): MainDeclaration {
  const [declaration, second] = declarations.filter(
    (each): each is MainDeclaration => !modifiers.includes(each.decorator),
  );
  if (declaration === undefined) {
    const modifier = declarations[0]?.decorator ?? 'Index';
    throw new MetadataError(label, `@${modifier} needs a stored property; add @Bin()`);
  }
  if (second !== undefined) {
    throw new MetadataError(
      label,
      `@${declaration.decorator} and @${second.decorator} exclude each other; keep one of them`,
    );
  }
  const isStored = declaration.decorator !== 'Transient' && declaration.decorator !== 'Computed';
  const modifier = declarations.find(({ decorator }) => modifiers.includes(decorator));
  if (!isStored && modifier !== undefined) {
    throw new MetadataError(
      label,
      `@${modifier.decorator} needs a stored property; @${declaration.decorator} stores nothing`,
    );
  }
  return declaration;
}
