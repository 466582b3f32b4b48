import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import { type EntityField, entityField } from './entity-field.js';
import { type InstanceMaker, instanceMaker } from './instance-maker.js';

/** What reading and writing entities of one class needs, worked out once for each metadata. */
export interface EntityMapper {
  readonly maker: InstanceMaker;
  /** The stored properties, without the id. */
  readonly fields: readonly EntityField[];
  /** The fields by property. */
  readonly field: ReadonlyMap<string, EntityField>;
  /** The field of an id with `storeAsBin`; null without it. */
  readonly idField: EntityField | null;
  /** The properties that are read when none are named; null for all. */
  readonly selected: ReadonlySet<string> | null;
  /** All bins the class maps, those of the discriminator and the schema version too. */
  readonly binNames: ReadonlySet<string>;
}

const mappers = new WeakMap<EntityMetadata, EntityMapper>();

/** The mapper of an entity class; built on first use. */
export function entityMapper(metadata: EntityMetadata): EntityMapper {
  const known = mappers.get(metadata);
  if (known !== undefined) return known;
  const mapper = build(metadata);
  mappers.set(metadata, mapper);
  return mapper;
}

function build(metadata: EntityMetadata): EntityMapper {
  const { entity, stored, bins, discriminator, schemaVersion } = metadata;
  const fields = stored
    .filter(({ role }) => role !== 'id')
    .map((property) => entityField(entity, property));
  const idProperty = stored.find(({ role }) => role === 'id');
  const unselected = stored.some(({ selected }) => !selected);
  const own = [discriminator?.binName, schemaVersion?.binName];
  return {
    maker: instanceMaker(entity),
    fields,
    field: new Map(fields.map((field) => [field.name, field])),
    idField: idProperty === undefined ? null : entityField(entity, idProperty),
    selected: unselected ? selectedNames(stored) : null,
    binNames: new Set([
      ...bins.map(({ binName }) => binName),
      ...own.filter((bin) => bin !== undefined),
    ]),
  };
}

function selectedNames(stored: readonly PropertyMetadata[]): Set<string> {
  return new Set(stored.filter(({ selected }) => selected).map(({ property }) => property));
}
