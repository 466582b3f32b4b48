import { ParticleType, readInt64, type WireValue } from '@aeroform/protocol';
import type { Clock } from '../../storage/clock.js';
import { storedSize } from '../../storage/record-size.js';
import type { StoredBin, StoredRecord } from '../../storage/stored-record.js';
import { fromWire } from '../value/from-wire.js';
import { UdfBytes } from '../value/udf-bytes.js';
import { UdfRecordValue, type UdfValue } from '../value/udf-value.js';

/** Longest bin name in bytes; longer ones are ignored. */
const MAX_BIN_NAME_SIZE = 15;
/** Record sizes come in blocks; a record that is not stored yet has the smallest size. */
const STORAGE_BLOCK_SIZE = 16;
/** Times of Lua code count from 2010, in milliseconds. */
const EPOCH_MS = 1_262_304_000_000;

/**
 * A record as Lua code sees it: what is stored, and the bins that it has read or set. Values that it
 * has read once are the same objects each time.
 */
export abstract class UdfRecord extends UdfRecordValue {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  /** The record as it was before the function ran; undefined when there is none. */
  protected abstract readonly stored: StoredRecord | undefined;
  /** False while there is no record: it knows nothing then. */
  abstract readonly isOpen: boolean;
  /** The bins as they are now, without what is only set. */
  abstract readonly bins: readonly StoredBin[];
  abstract readonly setName: string;
  abstract readonly digest: Buffer;
  protected abstract readonly keyData: Buffer | undefined;

  /** The value that Lua code has read or set before; undefined for others. */
  protected abstract cached(name: string): UdfValue | undefined;
  protected abstract cache(name: string, value: UdfValue): void;
  /** Sets a bin for the next create or update; nil removes it. */
  abstract set(name: string, value: UdfValue): void;
  abstract setTtl(seconds: number): void;
  abstract dropKey(): void;

  get(name: string): UdfValue {
    if (!isBinName(name)) return null;
    const known = this.cached(name);
    if (known !== undefined) return known;
    const wire = this.isOpen ? this.bins.find((bin) => bin.name === name)?.value : undefined;
    if (wire === undefined) return null;
    const value = fromWire(wire);
    this.cache(name, value);
    return value;
  }

  get generation(): number {
    return this.stored?.generation ?? 0;
  }

  /** Seconds that the record has to live, 0 for ever. */
  get ttl(): number {
    const voidTime = this.stored?.voidTime ?? 0;
    return Math.max(0, voidTime - this.#clock.nowSeconds());
  }

  /** Milliseconds since 2010; 0 for a new record. */
  get lastUpdateTime(): number {
    return this.stored === undefined ? 0 : this.stored.lastUpdateTime - EPOCH_MS;
  }

  /** Bytes in the server's storage. */
  get size(): number {
    if (!this.isOpen) return 0;
    return this.stored === undefined ? STORAGE_BLOCK_SIZE : storedSize(this.stored);
  }

  /** The user key, if it is known. */
  get key(): UdfValue {
    const data = this.isOpen ? this.keyData : undefined;
    return data === undefined ? null : keyValue(data);
  }
}

/** Whether a bin can have the name. */
export function isBinName(name: string): boolean {
  return name.length <= MAX_BIN_NAME_SIZE;
}

const KEY_READERS: Partial<Record<number, (data: Buffer) => WireValue | UdfBytes>> = {
  [ParticleType.integer]: (data) => readInt64(data, 1),
  [ParticleType.string]: (data) => data.toString('latin1', 1),
  [ParticleType.blob]: (data) => UdfBytes.of(data.subarray(1)),
};

function keyValue(data: Buffer): UdfValue {
  return (KEY_READERS[data[0] as number]?.(data) ?? null) as UdfValue;
}
