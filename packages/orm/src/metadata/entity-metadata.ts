import type { EntityClass } from '../type/entity-type.js';
import type { IdStrategy } from '../type/id-strategy.js';
import type { IndexMetadata } from './index-metadata.js';
import type { PropertyMetadata } from './property-metadata.js';
import type { ValueMetadata } from './value-metadata.js';

/** Seconds to live, or `never`, `default` (the namespace's) or `keep` (leave what the record has). */
export type EntityTtl = number | 'never' | 'default' | 'keep';

/** Methods of the entity that are called by the mapper. */
export interface EntityHooks {
  /** Names of the `@BeforeSave` methods, base classes first. */
  readonly beforeSave: readonly string[];
  /** Names of the `@AfterLoad` methods, base classes first. */
  readonly afterLoad: readonly string[];
}

/** One bin of an entity. */
export interface MappedBin {
  /** Name of the bin on the server, at most 15 UTF-8 bytes. */
  readonly binName: string;
  /** Properties from the entity to the value in the bin; more than one for objects embedded as bins. */
  readonly path: readonly string[];
  /** How the value is stored. */
  readonly value: ValueMetadata;
  /** The property whose value is in the bin: the last one of the path. */
  readonly property: PropertyMetadata;
}

/** All that is known of an entity class. Built once, before the first I/O, and deeply frozen. */
export interface EntityMetadata<T extends object = object> {
  /** The class. */
  readonly entity: EntityClass<T>;
  /** The class name. */
  readonly name: string;
  /** The namespace of `@Entity({ namespace })`, or null for the data source's. */
  readonly namespace: string | null;
  /** The set of `@Entity({ set })`; default: the class name. */
  readonly set: string;
  /** The `@Id` property. */
  readonly id: PropertyMetadata;
  /** Who makes the id of a new entity. */
  readonly idStrategy: IdStrategy;
  /** The `@Version` property, which turns on optimistic locking; null without one. */
  readonly version: PropertyMetadata | null;
  /** The `@Ttl` property, in seconds; null without one. */
  readonly ttl: PropertyMetadata | null;
  /** `@Entity({ ttl })`, or null when not given. */
  readonly defaultTtl: EntityTtl | null;
  /** The user key is stored with the record. */
  readonly sendKey: boolean;
  /** Removing leaves a tombstone (Enterprise Edition). Default false. */
  readonly durableDelete: boolean;
  /** All mapped properties in the order of declaration, with id, version and ttl. */
  readonly properties: readonly PropertyMetadata[];
  /** The same by property name. */
  readonly property: ReadonlyMap<string, PropertyMetadata>;
  /** Properties whose value is stored in bins (role 'bin', and an id with `storeAsBin`). */
  readonly stored: readonly PropertyMetadata[];
  /** All bins the class maps. */
  readonly bins: readonly MappedBin[];
  /** The secondary indexes declared with `@Index`. */
  readonly indexes: readonly IndexMetadata[];
  /** The methods that the mapper calls. */
  readonly hooks: EntityHooks;
}
