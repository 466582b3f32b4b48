import type { WritePolicy } from '@aeroform/core';
import type { Predicate } from './expr.js';
import type { Root } from './field.js';
import type { ListWriter, SetWriter } from './list-writer.js';
import type { MapWriter } from './map-writer.js';
import type { Op, Out } from './op.js';

/** Options of the calls of a handle. Those about writing do not matter for calls that only read. */
export interface HandleOptions<T> {
  /**
   * Timeouts, retries, commit level …; see core's WritePolicy. What the mapper decides (`exists`,
   * `gen`, `ttl`, `key`, `durableDelete`) is refused.
   */
  readonly policy?: Omit<WritePolicy, 'exists' | 'gen' | 'ttl' | 'key' | 'durableDelete'>;
  /** Name of one of the data source's behaviors: a policy under a name. */
  readonly behavior?: string;
  /** Cancels the calls. */
  readonly signal?: AbortSignal;
  /** Time to live of the record from each write on; wins over the entity's. */
  readonly ttl?: number | 'never' | 'default' | 'keep';
  /** The generation the record must have; `'any'` for all. */
  readonly ifVersion?: number | 'any';
  /** Works only if this holds for the record, which must exist; otherwise FilteredOutError. */
  readonly when?: (fields: Root<T>) => Predicate;
}

/** How the elements of a list are read in pages. */
export interface ItemPages {
  /** Elements of one round trip. Default 1000. */
  readonly pageSize?: number;
  /** Index of the first element. Default 0. */
  readonly from?: number;
  /** Index before which it ends. Default: the end of the list. */
  readonly to?: number;
}

/** How the values of a set are read in pages. */
export interface ValuePages<E> {
  /** Values of one round trip. Default 1000. */
  readonly pageSize?: number;
  /** The first value, included. Default: the smallest. */
  readonly from?: E;
  /** The value before which it ends. Default: none. */
  readonly to?: E;
}

/** How the entries of a map are read in pages. */
export interface EntryPages<K> {
  /** Entries of one round trip. Default 1000. */
  readonly pageSize?: number;
  /** The first key, included. Default: the first of the map. */
  readonly from?: K;
  /** The key before which it ends. Default: none. */
  readonly to?: K;
}

/** What all handles have: options, and several operations in one round trip. */
export interface Handle<W, H, T> {
  /** The same collection with options for each call; they are laid over those given before. */
  with(options: HandleOptions<T>): H;
  /** Several operations on the collection in one round trip, in their order. */
  multi<O extends Record<string, Op<unknown>>>(build: (collection: W) => O): Promise<Out<O>>;
}

/**
 * A list in a bin, or inside one, that is worked on without being loaded: each method is one round trip
 * and one atomic operation. Reading fails with EntityNotFoundError when there is no record; writing
 * makes it, unless the option `when` asks for one.
 *
 * Iteration reads pages by index. What others insert or remove in between moves the elements behind
 * it, so that some may come twice or not at all; appending at the end does no harm.
 */
export interface ListHandle<E, T = object>
  extends
    ListWriter<E, E[], 'call', T>,
    Handle<ListWriter<E, E[], 'op', T>, ListHandle<E, T>, T>,
    AsyncIterable<E> {
  /** The elements from an index to another, page by page. */
  items(pages?: ItemPages): AsyncIterableIterator<E>;
}

/**
 * A set in a bin, or inside one, that is worked on without being loaded; see {@link ListHandle}.
 *
 * Iteration reads pages by value, in the server's order: what is there all the time comes exactly once,
 * whatever others add or remove in between; what is added or removed meanwhile may come or not.
 */
export interface SetHandle<E, T = object>
  extends
    SetWriter<E, 'call', T>,
    Handle<SetWriter<E, 'op', T>, SetHandle<E, T>, T>,
    AsyncIterable<E> {
  /** The values from one to another, page by page. */
  items(pages?: ValuePages<E>): AsyncIterableIterator<E>;
}

/**
 * A map in a bin, or inside one, that is worked on without being loaded; see {@link ListHandle}.
 *
 * Iteration reads pages by key, in the server's order: an entry that is there all the time comes
 * exactly once, whatever others put or delete in between, with the value it has when its page is read;
 * what is put or deleted meanwhile may come or not.
 */
export interface MapHandle<K, V, C = Map<K, V>, T = object>
  extends
    MapWriter<K, V, C, 'call', T>,
    Handle<MapWriter<K, V, C, 'op', T>, MapHandle<K, V, C, T>, T>,
    AsyncIterable<[K, V]> {
  /** The entries from a key to another, page by page. */
  entries(pages?: EntryPages<K>): AsyncIterableIterator<[K, V]>;
  /** The keys from one to another, page by page. */
  keys(pages?: EntryPages<K>): AsyncIterableIterator<K>;
}
