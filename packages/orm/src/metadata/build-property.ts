import { MetadataError } from '../error/metadata-error.js';
import { buildValue } from './build-value.js';
import { checkMergeRule } from './check-merge-rule.js';
import { checkOptions, checkSwitch } from './check-options.js';
import type { DeclaredMember } from './class-declaration.js';
import type { ComputedMetadata } from './entity-metadata.js';
import type { SindexType } from './index-metadata.js';
import type {
  EmbeddedOptions,
  IdOptions,
  IndexOptions,
  MainDeclaration,
  MemberDecorator,
  ValueDecorator,
} from './member-declaration.js';
import { type NamedProperty, nameOf } from './naming.js';
import type { AuditMoment, PropertyMetadata, PropertyRole } from './property-metadata.js';
import { splitDeclarations } from './split-declarations.js';
import type { ScalarKind } from './value-metadata.js';
import type { BuildScope } from './value-type.js';

/** A property with the indexes declared on it. */
export interface BuiltProperty {
  readonly metadata: PropertyMetadata;
  readonly indexes: readonly IndexOptions[];
}

const roleOf: Partial<Record<MemberDecorator, PropertyRole>> = {
  Id: 'id',
  Version: 'version',
  Ttl: 'ttl',
  ExpiresAt: 'expiresAt',
};
const auditOf: Partial<Record<MemberDecorator, AuditMoment>> = {
  CreatedAt: 'created',
  UpdatedAt: 'updated',
  DeletedAt: 'deleted',
};
const kindOfSindexType: Readonly<Record<SindexType, ScalarKind>> = {
  numeric: 'int',
  string: 'string',
  geo2dsphere: 'geojson',
  blob: 'bytes',
};

/**
 * Makes the metadata of one property out of what its decorators said.
 *
 * @returns null when the property is transient or computed
 */
export function buildProperty(
  owner: string,
  member: DeclaredMember,
  scope: BuildScope,
): BuiltProperty | null {
  const label = labelOf(owner, member);
  const { declaration, indexes, since, until, ordinal } = splitDeclarations(member, label);
  checkOptions(declaration.decorator, declaration.options, label);
  if (declaration.decorator === 'Transient' || declaration.decorator === 'Computed') return null;
  const { nullable, select, merge, default: standard } = storedOptions(declaration, label);
  const indexType = indexes.find((index) => index.path === undefined)?.type;
  const named = { entity: owner, property: member.property };
  const value = buildValue(declaration, {
    owner,
    property: member.property,
    label,
    designType: member.designType,
    indexedKind: indexType === undefined ? null : kindOfSindexType[indexType],
    scope,
  });
  checkMergeRule(merge, value, label);
  const metadata: PropertyMetadata = {
    property: member.property,
    label,
    role: roleOf[declaration.decorator] ?? 'bin',
    storedName: storedName(declaration, named, scope),
    value,
    merge: merge ?? null,
    nullable: nullable ?? true,
    default: standard,
    audit: auditOf[declaration.decorator] ?? null,
    selected: select ?? true,
    since,
    until,
    ordinal,
  };
  return { metadata, indexes };
}

/** The expression of a `@Computed` property; null for others. */
export function buildComputed(owner: string, member: DeclaredMember): ComputedMetadata | null {
  const computed = member.declarations.find(({ decorator }) => decorator === 'Computed');
  if (computed?.decorator !== 'Computed') return null;
  const label = labelOf(owner, member);
  if (typeof computed.build !== 'function') {
    throw new MetadataError(label, '@Computed takes a function; write @Computed((f) => …)');
  }
  return { property: member.property, label, build: computed.build };
}

function labelOf(owner: string, { property }: DeclaredMember): string {
  const label = `${owner}.${property}`;
  if (property !== '$' && property !== '__proto__') return label;
  throw new MetadataError(label, 'this name is reserved; rename the property');
}

interface CheckedOptions {
  readonly nullable?: boolean;
  readonly select?: boolean;
  readonly default?: unknown;
  readonly merge?: PropertyMetadata['merge'];
}

function storedOptions({ options }: MainDeclaration, label: string): CheckedOptions {
  // safe: all others are options of another decorator, and undefined
  const stored = options as CheckedOptions;
  checkSwitch('nullable', stored.nullable, label);
  checkSwitch('select', stored.select, label);
  if (typeof stored.default === 'object' && stored.default !== null) {
    throw new MetadataError(label, 'a default that is an object would be shared; write () => …');
  }
  return stored;
}

type NameSource = (
  options: { readonly name?: string } & Pick<EmbeddedOptions, 'as'> & Pick<IdOptions, 'storeAsBin'>,
  named: NamedProperty,
  scope: BuildScope,
) => string | null;

/** The name a property is stored under; null for what has none. */
function storedName(
  { decorator, options }: Exclude<MainDeclaration, { decorator: 'Transient' | 'Computed' }>,
  named: NamedProperty,
  scope: BuildScope,
): string | null {
  return nameTable[decorator](options as object, named, scope);
}

const noName: NameSource = () => null;
const ownName: NameSource = ({ name }, named, { naming }) => name ?? nameOf(named, naming);

const nameTable: Readonly<Record<ValueDecorator, NameSource>> = {
  Id: ({ storeAsBin = false }, named, { naming }) =>
    typeof storeAsBin === 'string' ? storeAsBin : storeAsBin ? nameOf(named, naming) : null,
  Version: noName,
  Ttl: noName,
  ExpiresAt: noName,
  Bin: ownName,
  GeoBin: ownName,
  HllBin: ownName,
  CreatedAt: ownName,
  UpdatedAt: ownName,
  DeletedAt: ownName,
  ListBin: ownName,
  MapBin: ownName,
  SetBin: ownName,
  Enum: ownName,
  Reference: ownName,
  Embedded: (options, named, scope) =>
    options.as === 'bins' ? null : ownName(options, named, scope),
};
