import { latin1Slice } from '@aeroform/protocol';
import type { Clock } from './clock.js';
import type { NamespaceOptions } from './namespace-options.js';
import type { StoredRecord } from './stored-record.js';

/**
 * What durable deletes have left in a namespace: records without bins, by digest. They are kept apart
 * from the records, so that nobody who reads records has to skip them. The tomb raider removes those of
 * a certain age, every `tombRaiderPeriod` seconds; since that can only be seen by who looks, it is done
 * when somebody looks.
 */
export class Tombstones {
  readonly #clock: Clock;
  readonly #options: () => NamespaceOptions;
  readonly #startedAt: number;
  readonly #tombstones = new Map<string, StoredRecord>();
  /** How many there are of each set, the set without a name included. */
  readonly #countBySet = new Map<string, number>();
  #raidedAt: number;

  /** @param options - of the namespace, as they are at the time. */
  constructor(clock: Clock, options: () => NamespaceOptions) {
    this.#clock = clock;
    this.#options = options;
    this.#startedAt = clock.now();
    this.#raidedAt = this.#startedAt;
  }

  /** Tombstones of the namespace. */
  get size(): number {
    if (this.#tombstones.size > 0) this.#raid();
    return this.#tombstones.size;
  }

  /** Tombstones of one set, the empty name for records without one. */
  countOf(set: string): number {
    if (this.#tombstones.size > 0) this.#raid();
    return this.#countBySet.get(set) ?? 0;
  }

  get(digest: Buffer): StoredRecord | undefined {
    if (this.#tombstones.size === 0) return undefined;
    this.#raid();
    return this.#tombstones.get(latin1Slice(digest));
  }

  add(tombstone: StoredRecord): void {
    this.delete(tombstone.digest);
    this.#tombstones.set(latin1Slice(tombstone.digest), tombstone);
    this.#count(tombstone.set, 1);
  }

  delete(digest: Buffer): void {
    if (this.#tombstones.size === 0) return;
    const key = latin1Slice(digest);
    const tombstone = this.#tombstones.get(key);
    if (tombstone === undefined) return;
    this.#tombstones.delete(key);
    this.#count(tombstone.set, -1);
  }

  /** Removes the tombstones that a truncation covers. */
  removeIf(covers: (tombstone: StoredRecord) => boolean): void {
    for (const tombstone of this.#tombstones.values()) {
      if (covers(tombstone)) this.delete(tombstone.digest);
    }
  }

  /** All tombstones, in the order of the deletes. */
  values(): StoredRecord[] {
    return [...this.#tombstones.values()];
  }

  clear(): void {
    this.#tombstones.clear();
    this.#countBySet.clear();
  }

  #count(set: string, change: number): void {
    this.#countBySet.set(set, (this.#countBySet.get(set) ?? 0) + change);
  }

  /** Catches up with the rounds that the tomb raider should have made by now. */
  #raid(): void {
    const { tombRaiderPeriod, tombRaiderEligibleAge } = this.#options();
    const period = tombRaiderPeriod * 1000;
    if (period === 0) return;
    const round = Math.floor((this.#clock.now() - this.#startedAt) / period);
    const latest = this.#startedAt + round * period;
    if (latest <= this.#raidedAt) return;
    this.#raidedAt = latest;
    const eligible = latest - tombRaiderEligibleAge * 1000;
    this.removeIf((tombstone) => tombstone.lastUpdateTime <= eligible);
  }
}
