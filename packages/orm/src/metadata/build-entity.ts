import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { embeddableOf } from './build-embeddable.js';
import { buildIndexes, type DeclaredIndexes, nestedIndexes } from './build-indexes.js';
import { type BuiltProperty, buildProperty } from './build-property.js';
import { checkChoice, checkOptions } from './check-options.js';
import type { HookKind } from './class-declaration.js';
import { type CollectedClass, collectMembers } from './collect-members.js';
import { ownDeclarations } from './decorator-target.js';
import type { EntityMetadata, MappedBin } from './entity-metadata.js';
import { checkEntityOptions, type EntityOptions } from './entity-options.js';
import { flattenBins } from './flatten-bins.js';
import { freezeDeep } from './freeze-deep.js';
import type { IdOptions } from './member-declaration.js';
import type { PropertyMetadata, PropertyRole } from './property-metadata.js';
import { checkBinName, checkUnique } from './stored-name.js';

/** Builds and validates the metadata of an entity class from what its decorators recorded. */
export function buildEntity<T extends object>(type: EntityClass<T>): EntityMetadata<T> {
  const options = entityOptions(type);
  const collected = collectMembers(type);
  const built = collected.members
    .map((member) => buildProperty(type.name, member, embeddableOf))
    .filter((property): property is BuiltProperty => property !== null);
  const properties = built.map(({ metadata }) => metadata);
  const id = onlyOne(type.name, properties, 'id');
  if (id === null) {
    throw new MetadataError(type.name, 'has no id; add @Id() to the property that identifies it');
  }
  const metadata: EntityMetadata<T> = {
    entity: type,
    name: type.name,
    namespace: options.namespace ?? null,
    set: options.set ?? type.name,
    id,
    idStrategy: idOptions(collected, id).strategy ?? 'assigned',
    version: onlyOne(type.name, properties, 'version'),
    ttl: onlyOne(type.name, properties, 'ttl'),
    defaultTtl: options.ttl ?? null,
    sendKey: options.sendKey ?? true,
    durableDelete: options.durableDelete ?? false,
    properties,
    property: new Map(properties.map((property) => [property.property, property])),
    stored: properties.filter((property) => isStored(property)),
    bins: mappedBins(properties),
    indexes: [],
    hooks: { beforeSave: hooks(collected, 'beforeSave'), afterLoad: hooks(collected, 'afterLoad') },
  };
  const declared = built.flatMap(({ metadata: property, indexes }): DeclaredIndexes[] => [
    { path: [property.property], options: indexes },
    ...nestedIndexes(property, [property.property]),
  ]);
  const indexes = buildIndexes(metadata, declared);
  return freezeDeep({ ...metadata, indexes });
}

function entityOptions(type: EntityClass): EntityOptions {
  const options = ownDeclarations(type).find(({ entity }) => entity !== null)?.entity;
  if (options === undefined || options === null) {
    throw new MetadataError(type.name, 'is not an entity; add @Entity() to the class');
  }
  checkOptions('Entity', options, type.name);
  checkEntityOptions(options, type.name);
  return options;
}

function onlyOne(
  owner: string,
  properties: readonly PropertyMetadata[],
  role: PropertyRole,
): PropertyMetadata | null {
  const [first, second] = properties.filter((property) => property.role === role);
  if (second === undefined) return first ?? null;
  throw new MetadataError(
    `${owner}.${second.property}`,
    `is a second ${role} beside ${first?.property ?? ''}; an entity has one`,
  );
}

function idOptions(collected: CollectedClass, id: PropertyMetadata): IdOptions {
  const member = collected.members.find(({ property }) => property === id.property);
  const declaration = member?.declarations.find(({ decorator }) => decorator === 'Id');
  const options = declaration?.decorator === 'Id' ? declaration.options : {};
  if (typeof options.strategy !== 'function') {
    checkChoice('strategy', options.strategy, ['assigned', 'uuidv4', 'uuidv7', 'ulid'], id.label);
  }
  return options;
}

function isStored({ role, storedName }: PropertyMetadata): boolean {
  return role === 'bin' || (role === 'id' && storedName !== null);
}

function mappedBins(properties: readonly PropertyMetadata[]): MappedBin[] {
  const bins = properties.flatMap(flattenBins);
  const names = new Map<string, string>();
  for (const { binName, property, path } of bins) {
    const label = path.length > 1 ? `${property.label} (in ${path.join('.')})` : property.label;
    checkBinName(binName, label);
    checkUnique(names, binName, label);
    names.set(binName, property.label);
  }
  return bins;
}

function hooks(collected: CollectedClass, kind: HookKind): string[] {
  return collected.hooks.filter((hook) => hook.kind === kind).map(({ method }) => method);
}
