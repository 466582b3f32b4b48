import { CommandError } from '../error/command-error.js';
import { latin1Slice, PARTITION_COUNT, partitionId, ResultCode } from '@aeroform/protocol';
import type { Clock } from './clock.js';
import { type NamespaceOptions, parseNamespaceOptions } from './namespace-options.js';
import { NAMESPACE_SETTINGS } from '../settings/namespace-settings.js';
import { Settings } from '../settings/settings.js';
import { NamespaceCounters } from './namespace-counters.js';
import { Partition, type PartitionRecords } from './partition.js';
import type { RecordStore } from './record-store.js';
import type { SetInfo } from './set-info.js';
import type { StoredRecord } from './stored-record.js';
import { Tombstones } from './tombstones.js';
import { UsedBytes } from './used-bytes.js';

/**
 * Told of every change of a record: created (no `before`), changed, deleted (no `after`). A durable
 * delete leaves a `tombstone`.
 */
export type ChangeListener = (
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
  tombstone?: StoredRecord,
) => void;

/** What a namespace holds at one moment. Records and partitions are shared, not copied. */
export interface NamespaceState {
  /** Options that differ from those that the server was started with. */
  readonly changedOptions: Partial<NamespaceOptions>;
  readonly sets: readonly Readonly<SetInfo>[];
  readonly truncateLut: number;
  readonly latestTruncateLut: number;
  readonly objects: number;
  /** By partition id. */
  readonly partitions: readonly PartitionRecords[];
  /** What durable deletes have left. Without it there are none. */
  readonly tombstones?: readonly StoredRecord[];
}

/** What a namespace holds at its start. */
export const EMPTY_NAMESPACE: NamespaceState = {
  changedOptions: {},
  sets: [],
  truncateLut: 0,
  latestTruncateLut: 0,
  objects: 0,
  partitions: new Array<PartitionRecords>(PARTITION_COUNT).fill(new Map()),
};

/** Longest name of a set, in bytes. */
const MAX_SET_NAME_SIZE = 63;
/** Most sets of a namespace. */
const MAX_SETS = 4095;

/** One namespace: its records in memory, its sets and its options. */
export class Namespace implements RecordStore {
  /** Binary string. */
  readonly name: string;
  readonly #startOptions: NamespaceOptions;
  #options: NamespaceOptions;
  /** Grows with every change that concerns no record: of options, truncations, sets that are made. */
  revision = 0;
  readonly clock: Clock;
  readonly counters: NamespaceCounters = new NamespaceCounters();
  /** What `set-config` changed that is no option. */
  readonly settings: Settings = new Settings(NAMESPACE_SETTINGS);
  /** What `set-config` changed for single sets, by set. */
  readonly setSettings: Map<string, Settings> = new Map();
  /** Records that expire before this (seconds since 2010) are evicted by the next sweep; 0 for none. */
  evictVoidTime = 0;
  readonly usedBytes: UsedBytes = new UsedBytes(this);
  /** Every set that was ever written to, in the order of creation. */
  readonly sets: Map<string, SetInfo> = new Map();
  /** The latest truncation of any set or of the namespace, in ms since 1970; 0 for none. */
  latestTruncateLut = 0;
  /** Records of the whole namespace last written before this (ms since 1970) are truncated. */
  truncateLut = 0;
  /** What durable deletes have left; always empty in the Community Edition. */
  readonly tombstones: Tombstones;
  #objects = 0;
  readonly #partitions: readonly Partition[];
  readonly #listeners: ChangeListener[] = [];

  constructor(name: string, options: NamespaceOptions, clock: Clock) {
    this.name = name;
    this.#startOptions = options;
    this.#options = options;
    this.clock = clock;
    this.tombstones = new Tombstones(clock, () => this.#options);
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
    this.revision++;
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

  tombstone(digest: Buffer): StoredRecord | undefined {
    const tombstone = this.tombstones.get(digest);
    return tombstone === undefined || this.isDoomed(tombstone) ? undefined : tombstone;
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
    this.tombstones.delete(record.digest);
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

  /** Removes a record, if it is there, leaves its tombstone and tells the listeners. */
  bury(tombstone: StoredRecord): void {
    const partition = this.partition(partitionId(tombstone.digest));
    const key = latin1Slice(tombstone.digest);
    const before = partition.get(key);
    if (before !== undefined) {
      partition.delete(key);
      this.#forget(before);
    }
    this.tombstones.add(tombstone);
    for (const listener of this.#listeners) listener(before, undefined, tombstone);
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
    if (name.length > MAX_SET_NAME_SIZE || name.includes('\0') || this.sets.size >= MAX_SETS) {
      throw new CommandError(ResultCode.PARAMETER, 'the set name is wrong or one too many');
    }
    const set: SetInfo = { name, objects: 0, truncateLut: 0 };
    this.sets.set(name, set);
    return set;
  }

  /** All that the namespace holds now, unmoved by later changes. */
  capture(): NamespaceState {
    return {
      changedOptions: this.#changedOptions(),
      sets: [...this.sets.values()].map((set) => ({ ...set })),
      truncateLut: this.truncateLut,
      latestTruncateLut: this.latestTruncateLut,
      objects: this.#objects,
      partitions: this.#partitions.map((partition) => partition.capture()),
      tombstones: this.tombstones.values(),
    };
  }

  /** Puts back what was captured, of this namespace or another. Listeners are not told. */
  restore(state: NamespaceState): void {
    // Whoever removes truncated records in the background sees that this is over.
    for (const set of this.sets.values()) set.truncateLut = 0;
    this.sets.clear();
    for (const set of state.sets) this.sets.set(set.name, { ...set });
    this.#options = parseNamespaceOptions({ ...this.#startOptions, ...state.changedOptions });
    this.truncateLut = state.truncateLut;
    this.latestTruncateLut = state.latestTruncateLut;
    this.#objects = state.objects;
    for (const [id, records] of state.partitions.entries()) this.partition(id).restore(records);
    this.tombstones.clear();
    for (const tombstone of state.tombstones ?? []) this.tombstones.add(tombstone);
    this.revision++;
  }

  #changedOptions(): Partial<NamespaceOptions> {
    const started = new Map<string, unknown>(Object.entries(this.#startOptions));
    const changed = Object.entries(this.#options).filter(
      ([name, value]) => started.get(name) !== value,
    );
    return Object.fromEntries(changed);
  }

  #forget(record: StoredRecord): void {
    this.#objects--;
    const set = this.sets.get(record.set);
    if (set !== undefined) set.objects--;
  }
}
