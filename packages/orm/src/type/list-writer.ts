import type { Answers, Mode } from './op.js';
import type { ListWriteOptions, SortOptions } from './write-options.js';
import type { ListHandle, SetHandle } from './handle.js';
import type { ScalarWriter, Writer } from './writer.js';

/** What can be told of the selected elements of a list. */
export interface ListAnswers<E> {
  /** The elements. */
  readonly values: E[];
  /** How many there are. */
  readonly count: number;
  /** Whether there are any. */
  readonly exists: boolean;
  /** Their places from the start. */
  readonly indexes: number[];
  /** Their places from the end. */
  readonly reverseIndexes: number[];
  /** Their places in the order of values, 0 for the smallest. */
  readonly ranks: number[];
  /** The same, 0 for the largest. */
  readonly reverseRanks: number[];
  /** Nothing: the fastest. */
  readonly none: void;
}

/** Some elements of a list: by index, rank or value. */
export interface ListSelection<E, M extends Mode = 'op'> {
  /** All other elements. */
  readonly not: ListSelection<E, M>;
  /** The elements. */
  get(): Answers<E[]>[M];
  /** What is asked of the elements. */
  get<A extends Exclude<keyof ListAnswers<E>, 'none'>>(answer: A): Answers<ListAnswers<E>[A]>[M];
  /** How many there are. */
  count(): Answers<number>[M];
  /** Whether there are any. */
  exists(): Answers<boolean>[M];
  /** Removes them and gives how many they were. */
  remove(): Answers<number>[M];
  /** Removes them and gives what is asked of them. */
  remove<A extends keyof ListAnswers<E>>(answer: A): Answers<ListAnswers<E>[A]>[M];
}

/**
 * What lists and sets have in common. Indexes and ranks below 0 count from the end; ranks go by value,
 * 0 is the smallest. Values compare as the server orders them: nil, booleans, integers, texts (by their
 * UTF-8 bytes), lists, maps, bytes, doubles, GeoJSON.
 */
export interface ListReader<E, M extends Mode = 'op', T = object> {
  /** Reads the element at an index; undefined when there is none. */
  at(index: number): Answers<E | undefined>[M];
  /** `count` elements from an index on; all to the end without a count. */
  slice(index: number, count?: number): Answers<E[]>[M];
  /** How many elements there are; 0 where the list is absent. */
  size(): Answers<number>[M];
  /** Whether an element equals the value. */
  includes(value: E): Answers<boolean>[M];
  /** The place of the first element that equals the value; -1 when there is none. */
  indexOf(value: E): Answers<number>[M];
  /** The n largest elements, largest first. */
  topRank(n: number): Answers<E[]>[M];
  /** The n smallest elements, smallest first. */
  bottomRank(n: number): Answers<E[]>[M];

  /** Operations on the element at an index. */
  item(index: number): Writer<E, M, T>;
  /** Operations on the element of a rank: `byRank(-1)` is the largest. */
  byRank(rank: number): Writer<E, M, T>;
  /** Operations on the first element that equals a value. */
  byValue(value: E): Writer<E, M, T>;

  /** `count` elements from an index on; all to the end without a count. */
  indexRange(index: number, count?: number): ListSelection<E, M>;
  /** `count` elements from a rank on, upwards; all to the largest without a count. */
  rankRange(rank: number, count?: number): ListSelection<E, M>;
  /** All elements that equal the value. */
  equalTo(value: E): ListSelection<E, M>;
  /** All elements that equal one of the values. */
  valueList(values: readonly E[]): ListSelection<E, M>;
  /** All elements from a value (included) to another (excluded); undefined for no bound. */
  valueRange(low?: E, high?: E): ListSelection<E, M>;
  /**
   * `count` elements by rank, counted from where the value is or would be: rank 0 is the first that is
   * not less, -1 the last that is less.
   */
  relativeRankRange(value: E, rank: number, count?: number): ListSelection<E, M>;

  /** Removes and gives the last element. */
  pop(): Answers<E | undefined>[M];
  /** Removes and gives the first element. */
  shift(): Answers<E | undefined>[M];
  /** Removes and gives the element at an index. */
  removeAt(index: number): Answers<E | undefined>[M];
  /** Removes all equal elements and gives how many. */
  removeValue(value: E): Answers<number>[M];
  /** Keeps `count` elements from an index on and gives how many were removed. */
  trim(index: number, count: number): Answers<number>[M];
  /** Removes all elements. */
  clear(): Answers<void>[M];
  /** Adds at the end (ordered lists and sets: in its place) and gives the new size. */
  push(...values: E[]): Answers<number>[M];
  /** Makes the list when it is missing. */
  create(options?: { readonly persistIndex?: boolean }): Answers<void>[M];
}

/**
 * Operations on lists. Unique lists leave out what they hold already. Lists with `maxItems` keep the
 * newest elements (ordered ones: the largest): whatever adds elements removes the others with it. Keyed
 * lists (`as: 'map'`) have push, pushAll, at, slice, size, clear, and the methods by id; their order is
 * that of the ids.
 */
export interface ListWriter<E, C = E[], M extends Mode = 'op', T = object>
  extends ScalarWriter<C, M, T>, ListReader<E, M, T> {
  /** Adds several values and gives the new size. */
  pushAll(values: readonly E[], options?: ListWriteOptions): Answers<number>[M];
  /** Inserts before an index and gives the new size; not for ordered lists. */
  insert(index: number, value: E, options?: ListWriteOptions): Answers<number>[M];
  /** Inserts several values before an index and gives the new size; not for ordered lists. */
  insertAll(index: number, values: readonly E[], options?: ListWriteOptions): Answers<number>[M];
  /** Replaces the element at an index; not for ordered lists. */
  setAt(index: number, value: E, options?: ListWriteOptions): Answers<void>[M];
  /** Adds to the element at an index and gives the sum. */
  incAt(index: number, by: number | bigint): Answers<E>[M];
  /** Sorts the elements in place, in ascending order unless the options say otherwise. */
  sort(options?: SortOptions): Answers<void>[M];
  /** Only for keyed lists (`as: 'map'`): operations on the element with an id. */
  in(id: unknown): Writer<E, M, T>;
  /** Only for keyed lists: reads the element with an id; undefined when there is none. */
  getKey(id: unknown): Answers<E | undefined>[M];
  /** Only for keyed lists: whether there is an element with the id. */
  has(id: unknown): Answers<boolean>[M];
  /** Only for keyed lists: the ids of all elements. */
  ids(): Answers<unknown[]>[M];
  /** Only for keyed lists: removes the element with an id; true when it was there. */
  delete(id: unknown): Answers<boolean>[M];
  /** Has the server keep the list sorted, or not any more. */
  setOrder(order: 'ordered' | 'unordered'): Answers<void>[M];
}

/** Operations on sets, which are ordered lists of different values. */
export interface SetWriter<E, M extends Mode = 'op', T = object>
  extends ScalarWriter<Set<E>, M, T>, ListReader<E, M, T> {
  /** Adds values and gives the new size. */
  add(...values: E[]): Answers<number>[M];
  /** Adds values and gives the new size. */
  addAll(values: Iterable<E>): Answers<number>[M];
  /** Removes a value; true when it was there. */
  delete(value: E): Answers<boolean>[M];
  /** Removes values and gives how many were there. */
  deleteAll(values: Iterable<E>): Answers<number>[M];
  /** Removes all other values and gives how many they were. */
  retainAll(values: Iterable<E>): Answers<number>[M];
  /** Whether the value is there. */
  has(value: E): Answers<boolean>[M];
  /** Reads the values of the set and the given ones; nothing is written. */
  union(values: Iterable<E>): Answers<Set<E>>[M];
  /** Reads the values that are given, too; nothing is written. */
  intersection(values: Iterable<E>): Answers<Set<E>>[M];
  /** Reads the values that are not given; nothing is written. */
  difference(values: Iterable<E>): Answers<Set<E>>[M];
}

/** The writers of lists by where they are used. */
export interface ListWriters<E, T> {
  /** Inside `operate`. */
  readonly op: ListWriter<E, E[], 'op', T>;
  /** Behind a handle. */
  readonly call: ListHandle<E, T>;
}

/** The writers of sets by where they are used. */
export interface SetWriters<E, T> {
  /** Inside `operate`. */
  readonly op: SetWriter<E, 'op', T>;
  /** Behind a handle. */
  readonly call: SetHandle<E, T>;
}
