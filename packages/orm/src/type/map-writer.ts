import type { MapHandle } from './handle.js';
import type { Answers, Mode } from './op.js';
import type { MapWriteOptions } from './write-options.js';
import type { ScalarWriter, Writer } from './writer.js';

/** What can be told of the selected entries of a map. */
export interface MapAnswers<K, V> {
  /** The entries. */
  readonly entries: Map<K, V>;
  /** The entries as pairs, in the order of the selection. */
  readonly pairs: [K, V][];
  /** Their keys. */
  readonly keys: K[];
  /** Their values. */
  readonly values: V[];
  /** How many there are. */
  readonly count: number;
  /** Whether there are any. */
  readonly exists: boolean;
  /** Their places in the order of keys. */
  readonly indexes: number[];
  /** The same, from the end. */
  readonly reverseIndexes: number[];
  /** Their places in the order of values, 0 for the smallest. */
  readonly ranks: number[];
  /** The same, 0 for the largest. */
  readonly reverseRanks: number[];
  /** Nothing: the fastest. */
  readonly none: void;
}

/** Some entries of a map: by key, index, rank or value. */
export interface MapSelection<K, V, M extends Mode = 'op'> {
  /** All other entries. */
  readonly not: MapSelection<K, V, M>;
  /** The entries. */
  get(): Answers<Map<K, V>>[M];
  /** What is asked of the entries. */
  get<A extends Exclude<keyof MapAnswers<K, V>, 'none'>>(
    answer: A,
  ): Answers<MapAnswers<K, V>[A]>[M];
  /** How many there are. */
  count(): Answers<number>[M];
  /** Whether there are any. */
  exists(): Answers<boolean>[M];
  /** Removes them and gives how many they were. */
  remove(): Answers<number>[M];
  /** Removes them and gives what is asked of them. */
  remove<A extends keyof MapAnswers<K, V>>(answer: A): Answers<MapAnswers<K, V>[A]>[M];
}

/** Operations on maps. Indexes go by key, ranks by value; below 0 they count from the end. */
export interface MapWriter<
  K,
  V,
  C = Map<K, V>,
  M extends Mode = 'op',
  T = object,
> extends ScalarWriter<C, M, T> {
  /** Sets an entry and gives the new size. */
  put(key: K, value: V, options?: MapWriteOptions): Answers<number>[M];
  /** Sets several entries and gives the new size. */
  putAll(
    entries: ReadonlyMap<K, V> | Readonly<Record<string, V>>,
    options?: MapWriteOptions,
  ): Answers<number>[M];
  /** Adds to the value of an entry and gives the sum; an absent one counts as 0. */
  incKey(key: K, by?: number | bigint): Answers<V>[M];
  /** Subtracts from the value of an entry and gives the difference; an absent one counts as 0. */
  decKey(key: K, by?: number | bigint): Answers<V>[M];

  /** Reads the value of an entry; undefined when there is none. */
  getKey(key: K): Answers<V | undefined>[M];
  /** Reads the value of an entry; the given one when there is none, which is not written. */
  getOrDefault<D>(key: K, otherwise: D): Answers<V | D>[M];
  /** Reads the entries of some keys; those that are absent are left out. */
  getKeys(keys: readonly K[]): Answers<Map<K, V>>[M];
  /** Whether there is an entry with the key. */
  has(key: K): Answers<boolean>[M];
  /** The entries from a key (included) to another (excluded); without one, to the end. */
  range(low?: K, high?: K): Answers<Map<K, V>>[M];
  /** The entries with the n largest values, largest first. */
  topRank(n: number): Answers<[K, V][]>[M];
  /** The entries with the n smallest values, smallest first. */
  bottomRank(n: number): Answers<[K, V][]>[M];
  /** How many entries there are; 0 where the map is absent. */
  size(): Answers<number>[M];

  /** Removes an entry; true when it was there. */
  delete(key: K): Answers<boolean>[M];
  /** Removes entries and gives how many were there. */
  deleteAll(keys: readonly K[]): Answers<number>[M];
  /** Removes an entry and gives its value; undefined when there was none. */
  take(key: K): Answers<V | undefined>[M];
  /** Removes all entries. */
  clear(): Answers<void>[M];

  /** Operations on the value of an entry; maps and lists on the way are made when they are missing. */
  in(key: K): Writer<V, M, T>;
  /** Operations on the value of the entry at an index. */
  byIndex(index: number): Writer<V, M, T>;
  /** Operations on the value of a rank: `byRank(-1)` is the largest. */
  byRank(rank: number): Writer<V, M, T>;
  /** Operations on the first value that equals another. */
  byValue(value: V): Writer<V, M, T>;

  /** The entries from a key (included) to another (excluded); undefined for no bound. */
  keyRange(low?: K, high?: K): MapSelection<K, V, M>;
  /** The entries of some keys. */
  keyList(keys: readonly K[]): MapSelection<K, V, M>;
  /**
   * `count` entries by index, counted from where the key is or would be: 0 is the first that is not
   * before it.
   */
  relativeIndexRange(key: K, index: number, count?: number): MapSelection<K, V, M>;
  /** `count` entries from an index on; all to the end without a count. */
  indexRange(index: number, count?: number): MapSelection<K, V, M>;
  /** `count` entries from a rank on, upwards; all to the largest without a count. */
  rankRange(rank: number, count?: number): MapSelection<K, V, M>;
  /** All entries whose value equals another. */
  equalTo(value: V): MapSelection<K, V, M>;
  /** All entries whose value equals one of some. */
  valueList(values: readonly V[]): MapSelection<K, V, M>;
  /** All entries with values from one (included) to another (excluded); undefined for no bound. */
  valueRange(low?: V, high?: V): MapSelection<K, V, M>;
  /** `count` entries by rank, counted from where the value is or would be. */
  relativeRankRange(value: V, rank: number, count?: number): MapSelection<K, V, M>;

  /** Makes the map when it is missing. */
  create(options?: { readonly persistIndex?: boolean }): Answers<void>[M];
  /** How the server keeps the entries. Default: as declared. */
  setOrder(order?: 'unordered' | 'key' | 'key-value'): Answers<void>[M];
}

/** The writers of maps by where they are used. */
export interface MapWriters<K, V, C, T> {
  /** Inside `operate`. */
  readonly op: MapWriter<K, V, C, 'op', T>;
  /** Behind a handle. */
  readonly call: MapHandle<K, V, C, T>;
}
