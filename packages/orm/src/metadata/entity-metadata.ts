import type { BinValue } from '@aeroform/core';
import type { EntityClass } from '../type/entity-type.js';
import type { Expr } from '../type/expr.js';
import type { IdStrategy } from '../type/id-strategy.js';
import type { StandardSchema } from '../type/standard-schema.js';
import type { IndexMetadata, SindexType } from './index-metadata.js';
import type { PropertyMetadata } from './property-metadata.js';
import type { ValueMetadata } from './value-metadata.js';

/** Seconds to live, or `never`, `default` (the namespace's) or `keep` (leave what the record has). */
export type EntityTtl = number | 'never' | 'default' | 'keep';

/** Bins of a record that the class does not map: left alone, kept with the entity, or an error. */
export type UnknownBins = 'ignore' | 'keep' | 'throw';

/** When a method of the entity is called. */
export type HookKind =
  | 'beforeSave'
  | 'afterSave'
  | 'beforeInsert'
  | 'afterInsert'
  | 'beforeUpdate'
  | 'afterUpdate'
  | 'beforeRemove'
  | 'afterRemove'
  | 'beforeSoftRemove'
  | 'afterSoftRemove'
  | 'afterLoad';

/** Names of the methods of the entity that the mapper calls, base classes first. */
export type EntityHooks = Readonly<Record<HookKind, readonly string[]>>;

/** Turns the bins of a record of one schema version into those of the next. */
export type BinMigration = (
  bins: Readonly<Record<string, BinValue>>,
) => Readonly<Record<string, BinValue>>;

/** `@Entity({ schemaVersion, migrate })`. */
export interface SchemaVersionMetadata {
  /** The version that is written, from 1. */
  readonly version: number;
  /** The bin that holds the version of a record; a record without it has version 1. */
  readonly binName: string;
  /** From a version to the next. A version without an entry needs no change. */
  readonly migrate: ReadonlyMap<number, BinMigration>;
}

/** What tells the classes of a hierarchy in one set apart. */
export interface DiscriminatorMetadata {
  /** The bin that holds the value. */
  readonly binName: string;
  /** The value of this class; null for an abstract root, of which there are no records. */
  readonly value: string | null;
  /** All classes of the hierarchy that have a value, the root too, by their value. */
  readonly children: () => ReadonlyMap<string, EntityMetadata>;
  /** The class with `@Entity({ discriminator })`. */
  readonly root: () => EntityMetadata;
}

/** Where an entity refers to another one. */
export interface EntityReference {
  /** Properties from the entity to the reference, or to the list of references. */
  readonly path: readonly string[];
  /** The last property of the path. */
  readonly property: PropertyMetadata;
}

/** `@Computed`: a property the server computes when a selection names it; it is never stored. */
export interface ComputedMetadata {
  /** The property of the class. */
  readonly property: string;
  /** `Class.property`, for errors. */
  readonly label: string;
  /** Makes the expression out of the fields of the entity. */
  // Any: the fields are those of whichever entity declared it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly build: (fields: any) => Expr;
}

/** `@ExpressionIndex`: a secondary index on a computed value (server 8.1 or newer). */
export interface ExpressionIndexMetadata {
  /** Name on the server, at most 63 bytes. */
  readonly name: string;
  /** The type of values in the index; others are not indexed. */
  readonly type: SindexType;
  /** Makes the expression out of the fields of the entity. */
  // Any: the fields are those of whichever entity declared it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly build: (fields: any) => Expr;
  /** `Class` of the declaration, for errors. */
  readonly label: string;
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
  /** The `@ExpiresAt` property, a Date (undefined: never); null without one. */
  readonly expiresAt: PropertyMetadata | null;
  /** The `@DeletedAt` property, which turns on soft delete; null without one. */
  readonly deletedAt: PropertyMetadata | null;
  /** `@Entity({ ttl })`, or null when not given. */
  readonly defaultTtl: EntityTtl | null;
  /** The user key is stored with the record. */
  readonly sendKey: boolean;
  /** Removing leaves a tombstone (Enterprise Edition). Default false. */
  readonly durableDelete: boolean;
  /**
   * Reading prolongs the life of the record: true by an operation with the read, a number as the
   * per cent of its time to live after which the server does (`readTouchTtlPercent`).
   */
  readonly touchOnRead: boolean | number;
  /** What becomes of bins the class does not map; null: as the data source says. */
  readonly unknownBins: UnknownBins | null;
  /** Versions of the stored form; null when the class has none. */
  readonly schemaVersion: SchemaVersionMetadata | null;
  /** The set has an index of its own, so that reading it all does not pass the namespace. */
  readonly setIndex: boolean;
  /** Checks entities before they are written; null without it. */
  readonly validate: StandardSchema | null;
  /** The classes that share the set; null when there is one. */
  readonly discriminator: DiscriminatorMetadata | null;
  /** All mapped properties in the order of declaration, with id, version, ttl and expiresAt. */
  readonly properties: readonly PropertyMetadata[];
  /** The same by property name. */
  readonly property: ReadonlyMap<string, PropertyMetadata>;
  /** Properties whose value is stored in bins (role 'bin', and an id with `storeAsBin`). */
  readonly stored: readonly PropertyMetadata[];
  /** All bins the class maps. */
  readonly bins: readonly MappedBin[];
  /** The secondary indexes declared with `@Index`. */
  readonly indexes: readonly IndexMetadata[];
  /** References to other entities, those inside embedded objects too. */
  readonly references: readonly EntityReference[];
  /** The properties that the server computes. */
  readonly computed: readonly ComputedMetadata[];
  /** Names of the `@Transient` properties, which are not stored. */
  readonly transient: readonly string[];
  /** The secondary indexes declared with `@ExpressionIndex`. */
  readonly expressionIndexes: readonly ExpressionIndexMetadata[];
  /** The methods that the mapper calls. */
  readonly hooks: EntityHooks;
}
