import type { UdfValue } from './udf-value.js';

/** Longest list that Lua code can make by writing behind the end. */
const MAX_LENGTH = 1 << 24;

/** A list as Lua code sees it: changed in place, and shared by all who hold it. */
export class UdfList {
  items: UdfValue[];
  /** Order flags of the list that it was made of. */
  readonly flags: number;

  constructor(items: UdfValue[] = [], flags = 0) {
    this.items = items;
    this.flags = flags;
  }

  /** Replaces an item; behind the end the list is filled up with nil. Returns false when too far. */
  set(index: number, value: UdfValue): boolean {
    if (!this.#fill(index)) return false;
    this.items[index] = value;
    return true;
  }

  /** Inserts an item; behind the end the list is filled up with nil. Returns false when too far. */
  insert(index: number, value: UdfValue): boolean {
    if (!this.#fill(index)) return false;
    this.items.splice(index, 0, value);
    return true;
  }

  /** Removes an item; nothing happens behind the end. */
  remove(index: number): void {
    this.items.splice(index, 1);
  }

  /** Removes the items from an index on; nothing happens behind the end. */
  trim(index: number): void {
    this.items.splice(index);
  }

  concat(other: UdfList): void {
    // The other list may be this one.
    const count = other.items.length;
    for (let i = 0; i < count; i++) this.items.push(other.items[i] as UdfValue);
  }

  #fill(length: number): boolean {
    if (length > MAX_LENGTH) return false;
    while (this.items.length < length) this.items.push(null);
    return true;
  }
}
