import type { WireValue } from '@aeroform/protocol';
import type { ExpressionRecord } from '../expression/expression-record.js';
import { sharedBinName } from '../storage/bin-names.js';
import { type SizedRecord, STORAGE_BLOCK_SIZE, storedSize } from '../storage/record-size.js';
import type { StoredBin, StoredRecord } from '../storage/stored-record.js';

/** Everything of a record but its bins: settled before the operations of a write run. */
export type RecordMetadata = Omit<StoredRecord, 'bins'>;

/**
 * A record while a command works on it. The stored record stays as it is: a command that fails
 * halfway leaves nothing behind.
 */
export class RecordDraft implements SizedRecord, ExpressionRecord {
  readonly metadata: RecordMetadata;
  /** Milliseconds since 1970. */
  readonly now: number;
  #bins: readonly StoredBin[];
  /** False while the bins are those of the stored record. */
  #ownsBins = false;
  /** Where each bin is, built for records of many bins. */
  #index: Map<string, number> | undefined;
  /** What the record's size is reckoned of: the stored record, undefined while there is none. */
  #sized: SizedRecord | undefined = this;

  constructor(metadata: RecordMetadata, bins: readonly StoredBin[], now: number) {
    this.metadata = metadata;
    this.#bins = bins;
    this.now = now;
  }

  /** A draft of a write: its size is that of the record before, whatever the write does. */
  static toWrite(
    metadata: RecordMetadata,
    bins: readonly StoredBin[],
    now: number,
    existing: SizedRecord | undefined,
  ): RecordDraft {
    const draft = new RecordDraft(metadata, bins, now);
    draft.#sized = existing;
    return draft;
  }

  get set(): string {
    return this.metadata.set;
  }

  get setName(): string {
    return this.metadata.set;
  }

  get digest(): Buffer {
    return this.metadata.digest;
  }

  get userKey(): Buffer | undefined {
    return this.metadata.userKey;
  }

  get voidTime(): number {
    return this.metadata.voidTime;
  }

  get lastUpdateTime(): number {
    return this.metadata.lastUpdateTime;
  }

  get bins(): readonly StoredBin[] {
    return this.#bins;
  }

  bin(name: string): WireValue | undefined {
    return this.#bins[this.#indexOf(name)]?.value;
  }

  /** Replaces a bin, or adds it behind the others. */
  put(name: string, value: WireValue): void {
    const index = this.#indexOf(name);
    const bins = this.#writableBins();
    if (index < 0) {
      bins.push({ name: sharedBinName(name), value });
      this.#index?.set(name, bins.length - 1);
    } else {
      bins[index] = { name: (bins[index] as StoredBin).name, value };
    }
  }

  /** Removes a bin, if it is there. The last bin takes its place, as in the server. */
  remove(name: string): void {
    const index = this.#indexOf(name);
    if (index < 0) return;
    const bins = this.#writableBins();
    const last = bins.pop() as StoredBin;
    if (index < bins.length) bins[index] = last;
    this.#index = undefined;
  }

  clear(): void {
    this.#bins = [];
    this.#ownsBins = true;
    this.#index = undefined;
  }

  /** Bytes that the record takes in the server's storage. */
  recordSize(): number {
    return this.#sized === undefined ? STORAGE_BLOCK_SIZE : storedSize(this.#sized);
  }

  toRecord(): StoredRecord {
    const { digest, set, userKey, generation, voidTime, lastUpdateTime } = this.metadata;
    // An array that grew has room for more bins than it holds: a copy has not.
    const bins = this.#ownsBins ? this.#bins.slice() : this.#bins;
    return { digest, set, userKey, bins, generation, voidTime, lastUpdateTime };
  }

  #writableBins(): StoredBin[] {
    if (!this.#ownsBins) {
      this.#bins = this.#bins.slice();
      this.#ownsBins = true;
    }
    return this.#bins as StoredBin[];
  }

  #indexOf(name: string): number {
    const bins = this.#bins;
    if (bins.length > MAX_SCANNED_BINS) return this.#indexInMap(name);
    for (let i = 0; i < bins.length; i++) if ((bins[i] as StoredBin).name === name) return i;
    return -1;
  }

  #indexInMap(name: string): number {
    this.#index ??= new Map(this.#bins.map((bin, index) => [bin.name, index]));
    return this.#index.get(name) ?? -1;
  }
}

/** Up to so many bins a look at each is faster than a map. */
const MAX_SCANNED_BINS = 32;
