import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata, UnknownBins } from '../metadata/entity-metadata.js';
import { classBins } from './encode-entity.js';
import { entityMapper } from './entity-mapper.js';

/**
 * The bins to read for some properties: none for the id, version and ttl, which come with every record,
 * nor for computed properties.
 * The bins that tell the class and its version are always read.
 *
 * @throws MappingError for an unknown property
 */
export function binsOf(metadata: EntityMetadata, only: readonly string[]): string[] {
  for (const property of only) {
    if (!isComputed(metadata, property)) checkProperty(metadata, property);
  }
  const bins = metadata.bins
    .filter(({ path, property }) => property.role !== 'id' && only.includes(path[0] ?? ''))
    .map(({ binName }) => binName);
  return [...bins, ...classBins(metadata).map(([bin]) => bin)];
}

/** What says which bins are read: an entity context does. */
export interface BinSource {
  readonly metadata: EntityMetadata;
  readonly options: {
    /** For classes that do not say it themselves. */
    readonly unknownBins: UnknownBins;
  };
}

/**
 * The bins to read for a selection of properties; null for all. A class with schema versions reads all,
 * since older records have to be migrated, and so does one that minds unknown bins, when nothing is
 * selected; properties with `select: false` are read when named.
 *
 * @param only undefined without a selection
 * @throws MappingError for an unknown property
 */
export function binsToSelect(
  { metadata, options }: BinSource,
  only: readonly string[] | undefined,
): string[] | null {
  if (only === undefined) return binsByDefault(metadata, options.unknownBins);
  const bins = binsOf(metadata, only);
  return metadata.schemaVersion === null ? bins : null;
}

/** Of a hierarchy also those of the derived classes, which the records may be of. */
function binsByDefault(metadata: EntityMetadata, standard: UnknownBins): string[] | null {
  if (entityMapper(metadata).selected === null) return null;
  const names = new Set<string>();
  for (const each of classesOf(metadata)) {
    const { selected } = entityMapper(each);
    const isIgnoring = (each.unknownBins ?? standard) === 'ignore';
    if (selected === null || each.schemaVersion !== null || !isIgnoring) return null;
    for (const bin of binsOf(each, [...selected])) names.add(bin);
  }
  return [...names];
}

/** A class and those derived from it. */
function classesOf(metadata: EntityMetadata): readonly EntityMetadata[] {
  const { discriminator, entity } = metadata;
  if (discriminator === null) return [metadata];
  const children = [...discriminator.children().values()];
  return [metadata, ...children.filter((child) => child.entity.prototype instanceof entity)];
}

/** Refuses names that are no mapped property. */
export function checkProperty(metadata: EntityMetadata, property: string): void {
  if (metadata.property.has(property)) return;
  if (isComputed(metadata, property)) {
    throw new MappingError(
      `${metadata.name}.${property}`,
      'is computed by the server and never stored; leave it out',
    );
  }
  const known = [...metadata.property.keys()].join(', ');
  throw new MappingError(
    `${metadata.name}.${property}`,
    `is not a mapped property; there are ${known}`,
  );
}

/** Tells whether a property is computed by the server. */
function isComputed({ computed }: EntityMetadata, name: string): boolean {
  return computed.some(({ property }) => property === name);
}
