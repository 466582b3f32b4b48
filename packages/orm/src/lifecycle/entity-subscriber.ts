import type { EntityClass, IdOf } from '../type/entity-type.js';
import type { Tx } from '../type/tx.js';

/** An entity was read. */
export interface LoadEvent<T extends object> {
  readonly entity: T;
  /** The generation of the record. */
  readonly version: number;
  /** Seconds the record has to live; -1 for ever. */
  readonly ttl: number;
}

/** An entity is written for the first time. */
export interface InsertEvent<T extends object> {
  readonly id: IdOf<T>;
  readonly entity: T;
}

/** An entity that was loaded is written, or the record of an id by `update` or `upsert`. */
export interface UpdateEvent<T extends object> {
  readonly id: IdOf<T>;
  /** Undefined for writes by id. */
  readonly entity: T | undefined;
  /** The properties that are written; none when only the record's life is prolonged. */
  readonly changed: readonly string[];
}

/** The record of an entity or of an id is removed. */
export interface RemoveEvent<T extends object> {
  readonly id: IdOf<T>;
  /** Undefined for removals by id. */
  readonly entity: T | undefined;
}

/** Operations were done on a record. */
export interface OperateEvent<T extends object> {
  readonly id: IdOf<T>;
  /** The names that the call gave its operations. */
  readonly ops: readonly string[];
  /** The generation of the record after them. */
  readonly version: number;
}

/** The generation of the record after a write. */
export interface Written {
  readonly version: number;
}

/** A transaction ends. */
export interface TransactionEvent {
  readonly tx: Tx;
}

/**
 * Told of what happens to the entities of a class, or of all: given to the data source as
 * `subscribers`. Subscribers are called after the hooks of the entity, in the order they are given;
 * each is awaited. What one throws before a write prevents it; after a write the call fails with it,
 * although the record is written. Jobs over queries tell nobody.
 */
export interface EntitySubscriber<T extends object = object> {
  /** The class whose entities (and those of derived classes) it is told of. */
  listenTo(): EntityClass<T> | 'all';
  /** Must be synchronous: loading does not wait for it. */
  afterLoad?(event: LoadEvent<T>): void;
  beforeInsert?(event: InsertEvent<T>): void | Promise<void>;
  afterInsert?(event: InsertEvent<T> & Written): void | Promise<void>;
  /** Also for `softRemove` and `restore`, which change the property with `@DeletedAt`. */
  beforeUpdate?(event: UpdateEvent<T>): void | Promise<void>;
  afterUpdate?(event: UpdateEvent<T> & Written): void | Promise<void>;
  beforeRemove?(event: RemoveEvent<T>): void | Promise<void>;
  /** `existed` tells whether there was a record. */
  afterRemove?(event: RemoveEvent<T> & { readonly existed: boolean }): void | Promise<void>;
  afterOperate?(event: OperateEvent<T>): void | Promise<void>;
  /** What it throws aborts the transaction. Whatever `listenTo` says, all transactions are told of. */
  beforeTransactionCommit?(event: TransactionEvent): void | Promise<void>;
  afterTransactionCommit?(event: TransactionEvent): void | Promise<void>;
  afterTransactionRollback?(
    event: TransactionEvent & { readonly error: unknown },
  ): void | Promise<void>;
}

/** A subscriber of whichever class. */
// Any: it says itself which entities it is told of.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnySubscriber = EntitySubscriber<any>;

/** A class of subscribers; it is constructed without arguments. */
export type SubscriberClass = new () => AnySubscriber;
