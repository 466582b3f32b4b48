import { ResultCode, WireTtl } from '@aeroform/protocol';
import { CommandError } from '../../error/command-error.js';
import { nextGeneration } from '../../storage/generation.js';
import { recordSize } from '../../storage/record-size.js';
import type { RecordStore } from '../../storage/record-store.js';
import type { StoredBin, StoredRecord } from '../../storage/stored-record.js';
import { toStored } from '../value/to-wire.js';
import type { UdfValue } from '../value/udf-value.js';
import { type BinUpdate, BinUpdates, MAX_UDF_BINS } from './bin-update.js';
import { isBinName, UdfRecord } from './udf-record.js';

/** The record that a function is applied to, and how it may be written. */
export interface RecordToApply {
  /** Where it is stored. */
  readonly records: RecordStore;
  readonly digest: Buffer;
  /** The live record; undefined when there is none. */
  readonly stored: StoredRecord | undefined;
  /** Set of a record that the function creates. */
  readonly set: string;
  /** User key of the record that is there: its own, or the one that came with the request. */
  readonly userKey: Buffer | undefined;
  /**
   * User key of a record that the function creates.
   *
   * @throws {CommandError} when the one that came with the request is malformed.
   */
  readonly newUserKey: () => Buffer | undefined;
  /** As sent, see {@link WireTtl}. */
  readonly ttl: number;
  readonly durableDelete: boolean;
  /** When the record expires after the write. */
  readonly voidTime: (ttl: number, stored: StoredRecord | undefined) => number;
  /** @throws {CommandError} when the record may not be removed in this way. */
  readonly checkDelete: (durable: boolean) => void;
}

/** What `aerospike:create` and the like tell Lua code. */
export const UdfOutcome = { ok: 0, refused: 1, invalid: 4, failed: -1, notThere: -2 } as const;

/**
 * The record that a function is applied to. What Lua code sets is collected, moves into the bins when it
 * calls create, update or remove, and is stored when the function has returned: see {@link commit}.
 */
export class AppliedRecord extends UdfRecord {
  readonly #target: RecordToApply;
  readonly #updates = new BinUpdates();
  #isOpen: boolean;
  #bins: StoredBin[];
  /** The user key to store. */
  #userKey: Buffer | undefined;
  #ttl: number;
  #hasUpdates = false;
  #resultCode: number = ResultCode.OK;

  constructor(target: RecordToApply) {
    super(target.records.clock);
    this.#target = target;
    this.#isOpen = target.stored !== undefined;
    this.#bins = [...(target.stored?.bins ?? [])];
    this.#userKey = target.userKey;
    this.#ttl = target.ttl;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get bins(): readonly StoredBin[] {
    return this.#bins;
  }

  get setName(): string {
    return this.stored?.set ?? this.#target.set;
  }

  get digest(): Buffer {
    return this.#target.digest;
  }

  protected get stored(): StoredRecord | undefined {
    return this.#isOpen ? this.#target.stored : undefined;
  }

  protected get keyData(): Buffer | undefined {
    return this.#userKey;
  }

  protected cached(name: string): UdfValue | undefined {
    return this.#updates.find(name)?.value;
  }

  protected cache(name: string, value: UdfValue): void {
    this.#updates.put(name, value, false);
  }

  set(name: string, value: UdfValue): void {
    if (isBinName(name)) this.#updates.put(name, value, true);
  }

  setTtl(seconds: number): void {
    this.#ttl = seconds;
  }

  dropKey(): void {
    if (this.#isOpen) this.#userKey = undefined;
  }

  /** Lua's `aerospike:create`. */
  create(): number {
    if (this.#isOpen) return this.#bins.length > 0 ? UdfOutcome.refused : this.#update();
    const { records, set, newUserKey } = this.#target;
    try {
      records.createSet(set);
      this.#userKey = newUserKey();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return UdfOutcome.invalid;
    }
    const outcome = this.#update();
    this.#isOpen = outcome === UdfOutcome.ok;
    return outcome;
  }

  /** Lua's `aerospike:update`. */
  update(): number {
    return this.#isOpen ? this.#update() : UdfOutcome.notThere;
  }

  /** Lua's `aerospike:remove`: takes away all bins, and with the last bin the record goes. */
  remove(): number {
    if (!this.#isOpen) return UdfOutcome.refused;
    this.#updates.clear();
    for (const { name } of this.#bins) this.#updates.put(name, null, true);
    return this.#update();
  }

  /** Ends the life of the record for Lua code that keeps it. */
  close(): void {
    this.#isOpen = false;
    this.#updates.clear();
  }

  /**
   * Stores what the function has written.
   *
   * @returns the record as the answer shows it; undefined when the function wrote nothing.
   * @throws {CommandError} when an update failed or the record can't be stored; it is then as it was.
   */
  commit(): StoredRecord | undefined {
    if (this.#resultCode !== ResultCode.OK) {
      throw new CommandError(this.#resultCode, 'an update of a UDF failed');
    }
    if (!this.#hasUpdates) return undefined;
    const { stored } = this.#target;
    const ttl =
      this.#ttl === WireTtl.dontUpdate && stored === undefined
        ? WireTtl.namespaceDefault
        : this.#ttl;
    const record = this.#toRecord(this.#target.voidTime(ttl, stored));
    if (record.bins.length === 0) this.#delete(record);
    else this.#put(record);
    return record;
  }

  #toRecord(voidTime: number): StoredRecord {
    const { records, stored, digest } = this.#target;
    const earlier = stored ?? records.tombstone(digest);
    return {
      digest: earlier?.digest ?? Buffer.from(digest),
      set: this.setName,
      userKey: this.#userKey,
      bins: this.#bins,
      generation: nextGeneration(earlier?.generation ?? 0, records.options),
      voidTime,
      lastUpdateTime: Math.max(records.clock.stamp(), earlier?.lastUpdateTime ?? 0),
    };
  }

  #delete(emptied: StoredRecord): void {
    const { records, stored, durableDelete } = this.#target;
    if (stored === undefined) throw new CommandError(ResultCode.RECORD_NOT_FOUND, 'no bins');
    this.#target.checkDelete(durableDelete);
    if (durableDelete) records.bury({ ...emptied, voidTime: 0 });
    else records.delete(stored.digest);
  }

  #put(record: StoredRecord): void {
    const { records } = this.#target;
    if (recordSize(record) > records.options.maxRecordSize) {
      throw new CommandError(ResultCode.RECORD_TOO_BIG, 'the record is too big');
    }
    records.put(record);
  }

  /** Moves what was set into the bins. */
  #update(): number {
    let resultCode: number = this.#updates.hasTooMany ? ResultCode.BIN_NAME : ResultCode.OK;
    if (resultCode === ResultCode.OK) {
      this.#updates.write((update) => {
        resultCode = this.#writeBin(update);
        return resultCode === ResultCode.OK;
      });
    }
    this.#resultCode = resultCode;
    this.#hasUpdates = resultCode === ResultCode.OK;
    if (this.#hasUpdates) return UdfOutcome.ok;
    this.#bins = [...(this.#target.stored?.bins ?? [])];
    this.#updates.clear();
    return UdfOutcome.failed;
  }

  #writeBin({ name, value }: BinUpdate): number {
    const bins = this.#bins;
    const index = bins.findIndex((bin) => bin.name === name);
    if (value === null) {
      if (index < 0) return ResultCode.OK;
      const last = bins.pop() as StoredBin;
      if (index < bins.length) bins[index] = last;
      return ResultCode.OK;
    }
    const stored = toStored(value);
    if (stored === undefined) return ResultCode.BIN_TYPE;
    if (index < 0 && bins.length >= MAX_UDF_BINS) return ResultCode.BIN_NAME;
    bins[index < 0 ? bins.length : index] = { name, value: stored };
    return ResultCode.OK;
  }
}
