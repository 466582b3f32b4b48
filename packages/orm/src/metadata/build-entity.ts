import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { embeddableOf } from './build-embeddable.js';
import { buildExpressionIndexes } from './build-expression-indexes.js';
import { buildHooks } from './build-hooks.js';
import { buildIndexes, type DeclaredIndexes, nestedIndexes } from './build-indexes.js';
import { buildComputed, type BuiltProperty, buildProperty } from './build-property.js';
import { checkChoice } from './check-options.js';
import { checkProperties, onlyOne } from './check-properties.js';
import { type CollectedClass, collectMembers } from './collect-members.js';
import { collectReferences } from './collect-references.js';
import { discriminatorOf } from './discriminator.js';
import type { DeclaredMember } from './class-declaration.js';
import type { EntityMetadata } from './entity-metadata.js';
import { freezeDeep } from './freeze-deep.js';
import { mappedBins } from './mapped-bins.js';
import type { IdOptions } from './member-declaration.js';
import { BIN_NAME_MAX_BYTES, type NamingStrategy } from './naming.js';
import type { PropertyMetadata } from './property-metadata.js';
import { resolveOptions } from './resolve-options.js';
import { schemaVersionOf } from './schema-version.js';
import type { BuildScope } from './value-type.js';

/**
 * Builds and validates the metadata of an entity class from what its decorators recorded.
 *
 * @param entityOf gives the metadata of other entities
 */
export function buildEntity<T extends object>(
  type: EntityClass<T>,
  strategy: NamingStrategy,
  entityOf: BuildScope['entityOf'],
): EntityMetadata<T> {
  const resolved = resolveOptions(type);
  const { options } = resolved;
  const collected = collectMembers(type);
  const naming = { strategy: options.naming ?? strategy, maxBytes: BIN_NAME_MAX_BYTES };
  const scope: BuildScope = { naming, embeddableOf, entityOf };
  const built = collected.members
    .map((member) => buildProperty(type.name, member, scope))
    .filter((property): property is BuiltProperty => property !== null);
  const properties = built.map(({ metadata }) => metadata);
  const id = onlyOne(type.name, properties, 'id');
  if (id === null) {
    throw new MetadataError(type.name, 'has no id; add @Id() to the property that identifies it');
  }
  const discriminator = discriminatorOf(type, resolved, scope);
  const schemaVersion = schemaVersionOf(options, type.name);
  checkProperties(type.name, properties, options);
  const metadata: EntityMetadata<T> = {
    entity: type,
    name: type.name,
    namespace: options.namespace ?? null,
    set: resolved.set,
    id,
    idStrategy: idOptions(collected, id).strategy ?? 'assigned',
    version: onlyOne(type.name, properties, 'version'),
    ttl: onlyOne(type.name, properties, 'ttl'),
    expiresAt: onlyOne(type.name, properties, 'expiresAt'),
    deletedAt: properties.find(({ audit }) => audit === 'deleted') ?? null,
    defaultTtl: options.ttl ?? null,
    sendKey: options.sendKey ?? true,
    durableDelete: options.durableDelete ?? false,
    touchOnRead: options.touchOnRead ?? false,
    unknownBins: options.unknownBins ?? null,
    schemaVersion,
    setIndex: options.setIndex ?? false,
    validate: options.validate ?? null,
    discriminator,
    properties,
    property: new Map(properties.map((property) => [property.property, property])),
    stored: properties.filter((property) => isStored(property)),
    bins: mappedBins(properties, { discriminator, schemaVersion, owner: type.name }),
    indexes: [],
    references: collectReferences(properties),
    computed: collected.members.flatMap((member) => buildComputed(type.name, member) ?? []),
    transient: collected.members.filter(isTransient).map(({ property }) => property),
    expressionIndexes: [],
    hooks: buildHooks(type, collected),
  };
  return freezeDeep(withIndexes(metadata, built, collected));
}

function withIndexes<T extends object>(
  metadata: EntityMetadata<T>,
  built: readonly BuiltProperty[],
  collected: CollectedClass,
): EntityMetadata<T> {
  const declared = built.flatMap(({ metadata: property, indexes }): DeclaredIndexes[] => [
    { path: [property.property], options: indexes },
    ...nestedIndexes(property, [property.property]),
  ]);
  const indexes = buildIndexes(metadata, declared);
  const expressionIndexes = buildExpressionIndexes(metadata.name, collected, indexes);
  return { ...metadata, indexes, expressionIndexes };
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

function isTransient({ declarations }: DeclaredMember): boolean {
  return declarations.some(({ decorator }) => decorator === 'Transient');
}

function isStored({ role, storedName }: PropertyMetadata): boolean {
  return role === 'bin' || (role === 'id' && storedName !== null);
}
