import { MetadataError } from '../error/metadata-error.js';
import { buildValue } from './build-value.js';
import { checkOptions } from './check-options.js';
import type { DeclaredMember } from './class-declaration.js';
import type { IndexOptions, MemberDeclaration, MemberDecorator } from './member-declaration.js';
import type { AuditMoment, PropertyMetadata, PropertyRole } from './property-metadata.js';
import type { EmbeddableSource } from './value-type.js';

/** A property with the indexes declared on it. */
export interface BuiltProperty {
  readonly metadata: PropertyMetadata;
  readonly indexes: readonly IndexOptions[];
}

const roleOf: Partial<Record<MemberDecorator, PropertyRole>> = {
  Id: 'id',
  Version: 'version',
  Ttl: 'ttl',
};
const auditOf: Partial<Record<MemberDecorator, AuditMoment>> = {
  CreatedAt: 'created',
  UpdatedAt: 'updated',
};

/**
 * Makes the metadata of one property out of what its decorators said.
 *
 * @returns null when the property is transient
 */
export function buildProperty(
  owner: string,
  member: DeclaredMember,
  embeddableOf: EmbeddableSource,
): BuiltProperty | null {
  const label = `${owner}.${member.property}`;
  if (member.property === '$' || member.property === '__proto__') {
    throw new MetadataError(label, 'this name is reserved; rename the property');
  }
  const { declaration, indexes } = splitDeclarations(member, label);
  checkOptions(declaration.decorator, declaration.options, label);
  for (const index of indexes) checkOptions('Index', index, label);
  if (declaration.decorator === 'Transient') return null;
  const standard = 'default' in declaration.options ? declaration.options.default : undefined;
  if (typeof standard === 'object' && standard !== null) {
    throw new MetadataError(label, 'a default that is an object would be shared; write () => …');
  }
  const metadata: PropertyMetadata = {
    property: member.property,
    label,
    role: roleOf[declaration.decorator] ?? 'bin',
    storedName: storedName(member.property, declaration),
    value: buildValue(declaration, {
      label,
      designType: member.designType,
      sindexType: indexes.find((index) => index.path === undefined)?.type ?? null,
      embeddableOf,
    }),
    nullable: 'nullable' in declaration.options ? declaration.options.nullable !== false : true,
    default: standard,
    audit: auditOf[declaration.decorator] ?? null,
  };
  return { metadata, indexes };
}

function splitDeclarations(
  member: DeclaredMember,
  label: string,
): { declaration: MemberDeclaration; indexes: IndexOptions[] } {
  const indexes = member.declarations.flatMap((declaration) =>
    declaration.decorator === 'Index' ? [declaration.options] : [],
  );
  const [declaration, second] = member.declarations.filter(
    ({ decorator }) => decorator !== 'Index',
  );
  if (declaration === undefined) {
    throw new MetadataError(label, '@Index needs a stored property; add @Bin()');
  }
  if (second !== undefined) {
    throw new MetadataError(
      label,
      `@${declaration.decorator} and @${second.decorator} exclude each other; keep one of them`,
    );
  }
  return { declaration, indexes };
}

function storedName(property: string, declaration: MemberDeclaration): string | null {
  switch (declaration.decorator) {
    case 'Version':
    case 'Ttl':
    case 'Transient':
    case 'Index':
      return null;
    case 'Id': {
      const { storeAsBin = false } = declaration.options;
      return typeof storeAsBin === 'string' ? storeAsBin : storeAsBin ? property : null;
    }
    case 'Embedded':
      return declaration.options.as === 'bins' ? null : (declaration.options.name ?? property);
    case 'Bin':
    case 'GeoBin':
    case 'CreatedAt':
    case 'UpdatedAt':
    case 'ListBin':
    case 'MapBin':
    case 'SetBin':
    case 'Enum':
      return declaration.options.name ?? property;
  }
}
