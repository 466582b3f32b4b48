import type { BinValue, Bins } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import type { DiscriminatorMetadata, EntityMetadata } from '../metadata/entity-metadata.js';
import { ownValue } from './own-value.js';

/**
 * The metadata of the class a record is of: where several classes share a set, its discriminator says
 * which. Records without one are of the root class, unless that is abstract.
 *
 * @throws MappingError for a value that no class declares, and for a class the caller did not ask for
 */
export function metadataOfRecord<T extends object>(
  metadata: EntityMetadata<T>,
  bins: Bins,
): EntityMetadata<T> {
  const { discriminator } = metadata;
  if (discriminator === null) return metadata;
  const stored = ownValue(bins, discriminator.binName) ?? null;
  const found = childOf(metadata, discriminator, stored);
  const { entity, name } = found;
  if (entity !== metadata.entity && !(entity.prototype instanceof metadata.entity)) {
    throw new MappingError(
      metadata.name,
      `the record is a ${name} (bin ${discriminator.binName}); read it with the repository of ${name} or of ${discriminator.root().name}`,
    );
  }
  // safe: its class is the one that was asked for, or derived from it
  return found as unknown as EntityMetadata<T>;
}

/** Tells whether a class is below the root of a hierarchy: only some records of its set are its own. */
export function isOneOfMany({ discriminator, entity }: EntityMetadata): boolean {
  return discriminator !== null && discriminator.root().entity !== entity;
}

/** Tells whether a record is of a class, or of one derived from it; any of the set is of the root. */
export function isOfClass(metadata: EntityMetadata, bins: Bins): boolean {
  if (!isOneOfMany(metadata)) return true;
  const { entity, discriminator } = metadata;
  // safe: one of many classes has a discriminator
  const { binName, children } = discriminator!;
  const found = children().get(ownValue(bins, binName) as string)?.entity;
  return found !== undefined && (found === entity || found.prototype instanceof entity);
}

/**
 * The metadata of the class an entity is of, when the given one may be that of a base class.
 *
 * @throws MappingError when its class has no discriminator value
 */
export function metadataOfEntity<T extends object>(
  metadata: EntityMetadata<T>,
  entity: object,
): EntityMetadata<T> {
  const { discriminator } = metadata;
  if (discriminator === null) return metadata;
  const children = [...discriminator.children().values()];
  let type: unknown = entity.constructor;
  for (; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
    const found = children.find((child) => child.entity === type);
    // safe: an instance of T, whose class is this one or derived from it
    if (found !== undefined) return found as unknown as EntityMetadata<T>;
  }
  throw new MappingError(
    metadata.name,
    `${describeValue(entity)} has no discriminator value; decorate its class with @ChildEntity('…')`,
  );
}

function childOf(
  metadata: Pick<EntityMetadata, 'name'>,
  { binName, children, root }: DiscriminatorMetadata,
  stored: BinValue,
): EntityMetadata {
  if (stored === null && (root().discriminator?.value ?? null) !== null) return root();
  const known = children();
  const found = typeof stored === 'string' ? known.get(stored) : undefined;
  if (found !== undefined) return found;
  const values = [...known.keys()].map((value) => `'${value}'`).join(', ');
  throw new MappingError(
    metadata.name,
    stored === null
      ? `the record has no bin ${binName}, which says its class (${values})`
      : `bin ${binName} of the record holds ${describeValue(stored)}, which no class declares (there are ${values}); add @ChildEntity(…) with it to the class and import that class`,
  );
}
