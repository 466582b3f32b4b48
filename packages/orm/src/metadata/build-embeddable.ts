import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { type BuiltProperty, buildProperty } from './build-property.js';
import type { DeclaredMember } from './class-declaration.js';
import { collectMembers } from './collect-members.js';
import { embeddableDiscriminator } from './embeddable-discriminator.js';
import { embeddableOptions } from './embeddable-options.js';
import { freezeDeep } from './freeze-deep.js';
import type { IndexOptions } from './member-declaration.js';
import { nameOf, type NamingScope } from './naming.js';
import type { PropertyMetadata } from './property-metadata.js';
import { checkUnique } from './stored-name.js';
import type { EmbeddableMetadata } from './value-metadata.js';
import type { BuildScope } from './value-type.js';

const embeddables = new WeakMap<EntityClass, Map<unknown, EmbeddableMetadata>>();
const nestedIndexes = new WeakMap<PropertyMetadata, readonly IndexOptions[]>();

/** The indexes declared on a property of an embedded class. */
export function indexesOfEmbedded(property: PropertyMetadata): readonly IndexOptions[] {
  return nestedIndexes.get(property) ?? [];
}

/** Metadata that is being built. */
interface Draft extends Omit<EmbeddableMetadata, 'properties' | 'property' | 'id'> {
  readonly properties: PropertyMetadata[];
  readonly property: Map<string, PropertyMetadata>;
  id: PropertyMetadata | null;
}

/**
 * The metadata of an embedded class. A class may contain itself (in a list, say), so the object is
 * known before its properties are.
 */
export function embeddableOf(
  type: EntityClass,
  usedBy: string,
  scope: BuildScope,
): EmbeddableMetadata {
  if (typeof type !== 'function') {
    throw new MetadataError(usedBy, 'the type function must give a class or a type name');
  }
  const variants = embeddables.get(type) ?? new Map<unknown, EmbeddableMetadata>();
  embeddables.set(type, variants);
  const variant = variantOf(scope.naming);
  const known = variants.get(variant);
  if (known !== undefined) return known;
  const draft: Draft = {
    embeddable: type,
    name: type.name === '' ? usedBy : type.name,
    properties: [],
    property: new Map(),
    id: null,
    schemaVersion: embeddableOptions(type).schemaVersion ?? null,
    discriminator: embeddableDiscriminator(type, usedBy, scope),
  };
  variants.set(variant, draft);
  try {
    fill(draft, usedBy, scope);
  } catch (error) {
    variants.delete(variant);
    throw error;
  }
  return freezeDeep(draft);
}

/** Only short names depend on the room they have. */
function variantOf({ strategy, maxBytes }: NamingScope): unknown {
  return strategy === 'short' ? `short ${maxBytes ?? ''}` : strategy;
}

function fill(draft: Draft, usedBy: string, scope: BuildScope): void {
  const { members } = collectMembers(draft.embeddable);
  const isId = ({ declarations }: DeclaredMember): boolean =>
    declarations.some(({ decorator }) => decorator === 'Id');
  const [idMember, second] = members.filter(isId);
  if (second !== undefined) {
    throw new MetadataError(
      `${draft.name}.${second.property}`,
      `is a second id beside ${idMember?.property ?? ''}; a class has one`,
    );
  }
  // The id comes first: a class that contains itself in a keyed list needs it at once.
  const id = idMember === undefined ? null : buildNested(draft, idMember, usedBy, scope);
  draft.id = id?.metadata ?? null;
  for (const member of members) {
    const built = member === idMember ? id : buildNested(draft, member, usedBy, scope);
    if (built !== null) add(draft, built);
  }
  if (draft.properties.length === 0 && draft.discriminator === null) {
    throw new MetadataError(
      usedBy,
      `${draft.name} has no mapped properties; decorate them with @Bin(), or name a type such as 'string' or 'map'`,
    );
  }
}

function add({ properties, property }: Draft, { metadata, indexes }: BuiltProperty): void {
  const { storedName } = metadata;
  if (storedName !== null) {
    const stored = properties.map((other): [string, string] => [
      other.storedName ?? '',
      other.label,
    ]);
    checkUnique(new Map(stored), storedName, metadata.label);
  }
  nestedIndexes.set(metadata, indexes);
  properties.push(metadata);
  property.set(metadata.property, metadata);
}

function buildNested(
  draft: Draft,
  member: DeclaredMember,
  usedBy: string,
  scope: BuildScope,
): BuiltProperty | null {
  if (member.declarations.some(({ decorator }) => decorator === 'Computed')) {
    throw new MetadataError(
      `${draft.name}.${member.property}`,
      `computed properties belong to entities; ${usedBy} embeds ${draft.name}`,
    );
  }
  const built = buildProperty(draft.name, member, scope);
  if (built === null) return null;
  const { metadata } = built;
  checkLayout(metadata, draft);
  if (metadata.role === 'id') {
    const named = { entity: draft.name, property: metadata.property };
    const storedName = metadata.storedName ?? nameOf(named, scope.naming);
    return { ...built, metadata: { ...metadata, role: 'bin', storedName } };
  }
  if (metadata.role === 'bin' && metadata.audit === null) return built;
  throw new MetadataError(
    metadata.label,
    `versions, ttls, expiry and audit dates belong to entities; ${usedBy} embeds ${draft.name}`,
  );
}

/** Refuses layouts that the class does not have. */
function checkLayout({ since, until, label }: PropertyMetadata, { schemaVersion }: Draft): void {
  const named = Math.max(since ?? 0, until ?? 0);
  if (named === 0) return;
  if (schemaVersion === null) {
    throw new MetadataError(
      label,
      `@Since and @Until need versions; add @Embeddable({ schemaVersion: ${named} }) to the class`,
    );
  }
  if (since !== null && since > schemaVersion) {
    throw new MetadataError(label, `@Since(${since}) is after schemaVersion ${schemaVersion}`);
  }
}
