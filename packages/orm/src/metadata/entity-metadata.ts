import type { EntityClass } from '../type/entity-type.js';
import type { IdStrategy } from '../type/id-strategy.js';
import type { IndexMetadata } from './index-metadata.js';
import type { PropertyMetadata } from './property-metadata.js';
import type { ValueMetadata } from './value-metadata.js';

/** Seconds to live, or `never`, `default` (the namespace's) or `keep` (leave what the record has). */
export type EntityTtl = number | 'never' | 'default' | 'keep';

/** Methods of the entity that are called by the mapper. */
export interface EntityHooks {
  readonly beforeSave: readonly string[];
  readonly afterLoad: readonly string[];
}

/** One bin of an entity. */
export interface MappedBin {
  readonly binName: string;
  /** Properties from the entity to the value in the bin; more than one for objects embedded as bins. */
  readonly path: readonly string[];
  readonly value: ValueMetadata;
  readonly property: PropertyMetadata;
}

/** All that is known of an entity class. Built once, before the first I/O, and deeply frozen. */
export interface EntityMetadata<T extends object = object> {
  readonly entity: EntityClass<T>;
  /** The class name. */
  readonly name: string;
  /** The namespace of `@Entity({ namespace })`, or null for the data source's. */
  readonly namespace: string | null;
  readonly set: string;
  readonly id: PropertyMetadata;
  readonly idStrategy: IdStrategy;
  readonly version: PropertyMetadata | null;
  readonly ttl: PropertyMetadata | null;
  /** `@Entity({ ttl })`, or null when not given. */
  readonly defaultTtl: EntityTtl | null;
  /** The user key is stored with the record. */
  readonly sendKey: boolean;
  readonly durableDelete: boolean;
  /** All mapped properties in the order of declaration, with id, version and ttl. */
  readonly properties: readonly PropertyMetadata[];
  /** The same by property name. */
  readonly property: ReadonlyMap<string, PropertyMetadata>;
  /** Properties whose value is stored in bins (role 'bin', and an id with `storeAsBin`). */
  readonly stored: readonly PropertyMetadata[];
  /** All bins the class maps. */
  readonly bins: readonly MappedBin[];
  readonly indexes: readonly IndexMetadata[];
  readonly hooks: EntityHooks;
}
