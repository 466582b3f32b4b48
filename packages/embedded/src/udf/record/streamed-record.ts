import type { StoredBin, StoredRecord } from '../../storage/stored-record.js';
import type { UdfValue } from '../value/udf-value.js';
import { UdfRecord } from './udf-record.js';

const NO_DIGEST = Buffer.alloc(0);

/**
 * The record of a stream UDF: always the one that the stream has come to, also where Lua code keeps an
 * earlier one. It can't be changed.
 */
export class StreamedRecord extends UdfRecord {
  #stored: StoredRecord | undefined;
  readonly #read = new Map<string, UdfValue>();

  /** Goes on to another record, or to none. */
  open(stored: StoredRecord | undefined): void {
    this.#stored = stored;
    this.#read.clear();
  }

  get isOpen(): boolean {
    return this.#stored !== undefined;
  }

  get bins(): readonly StoredBin[] {
    return this.#stored?.bins ?? [];
  }

  get setName(): string {
    return this.#stored?.set ?? '';
  }

  get digest(): Buffer {
    return this.#stored?.digest ?? NO_DIGEST;
  }

  protected get stored(): StoredRecord | undefined {
    return this.#stored;
  }

  protected get keyData(): Buffer | undefined {
    return this.#stored?.userKey;
  }

  protected cached(name: string): UdfValue | undefined {
    return this.#read.get(name);
  }

  protected cache(name: string, value: UdfValue): void {
    this.#read.set(name, value);
  }

  set(): void {}

  setTtl(): void {}

  dropKey(): void {}
}
