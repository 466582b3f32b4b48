import { CommandError } from '../error/command-error.js';
import { latin1Slice, PARTITION_COUNT, partitionId, ResultCode } from '@aeroform/protocol';
import type { Clock } from './clock.js';
import { type NamespaceOptions, parseNamespaceOptions } from './namespace-options.js';
import { Partition } from './partition.js';
import type { SetInfo } from './set-info.js';
import type { StoredRecord } from './stored-record.js';

/** Told of every change of a record: created (no `before`), changed, deleted (no `after`). */
export type ChangeListener = (
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
) => void;

/** Longest name of a set, in bytes. */
const MAX_SET_NAME_SIZE = 63;
/** Most sets of a namespace. */
const MAX_SETS = 4095;

/** One namespace: its records in memory, its sets and its options. */
export class Namespace {
  /** Binary string. */
  readonly name: string;
  #options: NamespaceOptions;
  readonly clock: Clock;
  /** Every set that was ever written to, in the order of creation. */
  readonly sets: Map<string, SetInfo> = new Map();
  /** The latest truncation of any set or of the namespace, in ms since 1970; 0 for none. */
  latestTruncateLut = 0;
  /** Records of the whole namespace last written before this (ms since 1970) are truncated. */
  truncateLut = 0;
  #objects = 0;
  readonly #partitions: readonly Partition[];
  readonly #listeners: ChangeListener[] = [];

  constructor(name: string, options: NamespaceOptions, clock: Clock) {
    this.name = name;
    this.#options = options;
    this.clock = clock;
    this.#partitions = Array.from({ length: PARTITION_COUNT }, () => new Partition());
  }

  get options(): NamespaceOptions {
    return this.#options;
  }

  /**
   * Changes options while the server runs.
   *
   * @throws {EmbeddedError} on a value that is not allowed; nothing changes then.
   */
  configure(changes: Partial<NamespaceOptions>): void {
    this.#options = parseNamespaceOptions({ ...this.#options, ...changes });
  }

  /** Records in memory, expired ones included. */
  get objects(): number {
    return this.#objects;
  }

  partition(id: number): Partition {
    return this.#partitions[id] as Partition;
  }

  /** The record as it is in memory, expired or truncated or not. */
  find(digest: Buffer): StoredRecord | undefined {
    return this.partition(partitionId(digest)).get(latin1Slice(digest));
  }

  /** The record, when it is there and neither expired nor truncated. */
  get(digest: Buffer): StoredRecord | undefined {
    const record = this.find(digest);
    return record === undefined || this.isDoomed(record) ? undefined : record;
  }

  /** True for a record that is expired or truncated: it only waits to be removed. */
  isDoomed(record: StoredRecord): boolean {
    if (record.voidTime !== 0 && record.voidTime < this.clock.nowSeconds()) return true;
    return record.lastUpdateTime < this.latestTruncateLut && this.isTruncated(record);
  }

  /** True for a record that was last written before its set or namespace was truncated. */
  isTruncated(record: StoredRecord): boolean {
    const set = this.sets.get(record.set);
    return (
      record.lastUpdateTime < this.truncateLut ||
      (set !== undefined && record.lastUpdateTime < set.truncateLut)
    );
  }

  /** Stores a record and tells the listeners. */
  put(record: StoredRecord): void {
    const partition = this.partition(partitionId(record.digest));
    const key = latin1Slice(record.digest);
    const before = partition.get(key);
    if (before === undefined || before.set !== record.set) {
      const set = this.createSet(record.set);
      if (before !== undefined) this.#forget(before);
      if (set !== undefined) set.objects++;
      this.#objects++;
    }
    partition.set(key, record);
    for (const listener of this.#listeners) listener(before, record);
  }

  /** Removes a record and tells the listeners; nothing happens when it is not there. */
  delete(digest: Buffer): void {
    const partition = this.partition(partitionId(digest));
    const key = latin1Slice(digest);
    const before = partition.get(key);
    if (before === undefined) return;
    partition.delete(key);
    this.#forget(before);
    for (const listener of this.#listeners) listener(before, undefined);
  }

  /** Calls the listener after every change. */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  /**
   * The set with this name, created when it is new; undefined for the empty name.
   *
   * @throws {CommandError} 4 when the name is too long or there are too many sets.
   */
  createSet(name: string): SetInfo | undefined {
    if (name === '') return undefined;
    const known = this.sets.get(name);
    if (known !== undefined) return known;
    if (name.length > MAX_SET_NAME_SIZE || this.sets.size >= MAX_SETS) {
      throw new CommandError(ResultCode.PARAMETER, 'the set name is too long or one too many');
    }
    const set: SetInfo = { name, objects: 0, truncateLut: 0 };
    this.sets.set(name, set);
    return set;
  }

  #forget(record: StoredRecord): void {
    this.#objects--;
    const set = this.sets.get(record.set);
    if (set !== undefined) set.objects--;
  }
}
