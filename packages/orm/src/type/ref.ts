import type { IdOf } from './entity-type.js';

/** Options of loading a reference. */
export interface LoadOptions {
  /** Cancels the call. */
  readonly signal?: AbortSignal;
  /** Name of one of the data source's behaviors: a policy under a name. */
  readonly behavior?: string;
}

/**
 * A reference to another entity. Its id is known without reading; the entity is read by `load`, by
 * `populate`, or together with the entity that holds it when the reference is eager. Made by
 * `ref(Customer, id)`, `ref(customer)` or `repository.ref(id)`. Saving stores the id (or the digest);
 * the referenced entity itself is not saved with it.
 */
export interface Ref<T extends object> {
  /** The id of the entity. That of a reference by digest (`by: 'digest'`) is undefined until it is loaded. */
  readonly id: IdOf<T>;
  /** The entity is here: `get` gives it. */
  readonly loaded: boolean;
  /**
   * Reads the entity, once, through the data source that read the entity that holds the reference. In
   * a transaction it is part of that.
   *
   * @throws EntityNotFoundError when there is none; ReferenceNotLoadedError when the reference belongs
   * to no data source
   */
  load(options?: LoadOptions): Promise<T>;
  /**
   * The entity.
   *
   * @throws ReferenceNotLoadedError when it is not loaded; EntityNotFoundError when it was looked up
   * and there is none
   */
  get(): T;
  /** Whether it is to the same record as another reference, to this entity, or to the entity of this id. */
  equals(other: object | IdOf<T>): boolean;
}

/** A reference that `populate` named: the entity is here, unless there is none. */
export interface LoadedRef<T extends object> extends Ref<T> {
  /** The entity; null when there is none. */
  readonly $: T | null;
}
