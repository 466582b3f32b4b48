import type { UdfValue } from '../value/udf-value.js';

/** A bin that Lua code has read or set. */
export interface BinUpdate {
  readonly name: string;
  value: UdfValue;
  /** True when it was set and the record was not updated since. */
  isDirty: boolean;
}

/** Most bins of a record that UDFs work on. */
export const MAX_UDF_BINS = 512;
const MAX_UPDATES = MAX_UDF_BINS * 2;

/** The bins that Lua code has read or set, in the order of the first time. */
export class BinUpdates {
  #updates: BinUpdate[] = [];
  #hasTooMany = false;

  /** True after more bins were set than a record may have. */
  get hasTooMany(): boolean {
    return this.#hasTooMany;
  }

  find(name: string): BinUpdate | undefined {
    return this.#updates.find((update) => update.name === name);
  }

  put(name: string, value: UdfValue, isDirty: boolean): void {
    if (this.#hasTooMany) return;
    const update = this.find(name);
    if (update !== undefined) {
      update.value = value;
      update.isDirty = isDirty;
      return;
    }
    const valueCount = this.#updates.filter((each) => each.value !== null).length;
    if (this.#updates.length >= MAX_UPDATES || (value !== null && valueCount >= MAX_UDF_BINS)) {
      this.#hasTooMany = true;
      return;
    }
    this.#updates.push({ name, value, isDirty });
  }

  /**
   * Hands out what is to be written. A bin that was set to nil is forgotten, and the last one takes its
   * place: the server's order.
   *
   * @param write - returns false to stop.
   */
  write(write: (update: BinUpdate) => boolean): void {
    const updates = this.#updates;
    for (let i = 0; i < updates.length; i++) {
      const update = updates[i] as BinUpdate;
      if (!update.isDirty) continue;
      if (!write(update)) return;
      if (update.value !== null) continue;
      const last = updates.pop() as BinUpdate;
      if (i < updates.length) updates[i] = last;
      i--;
    }
    for (const update of updates) update.isDirty = false;
  }

  clear(): void {
    this.#updates = [];
    this.#hasTooMany = false;
  }
}
