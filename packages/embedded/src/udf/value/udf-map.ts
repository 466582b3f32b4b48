import { compareWireValues, ParticleType, WireBlob, type WireValue } from '@aeroform/protocol';
import { UdfBytes } from './udf-bytes.js';
import type { UdfValue } from './udf-value.js';

/** What the key of a map can be. */
export type UdfMapKey = number | bigint | string | WireBlob;

/** The key that a value makes; undefined for values that can't be one. */
export function toMapKey(value: UdfValue): UdfMapKey | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  if (!(value instanceof UdfBytes) || value.particleType !== ParticleType.blob) return undefined;
  return new WireBlob(ParticleType.blob, Buffer.from(value.content));
}

/** A map as Lua code sees it: in the order of its keys, changed in place, and shared. */
export class UdfMap {
  readonly keys: UdfMapKey[];
  readonly values: UdfValue[];
  /** Order flags of the map that it was made of. */
  readonly flags: number;

  /** Keys must be in their order. */
  constructor(keys: UdfMapKey[] = [], values: UdfValue[] = [], flags = 0) {
    this.keys = keys;
    this.values = values;
    this.flags = flags;
  }

  get size(): number {
    return this.keys.length;
  }

  get(key: UdfMapKey): UdfValue | undefined {
    const index = this.#indexOf(key);
    return index < 0 ? undefined : this.values[index];
  }

  set(key: UdfMapKey, value: UdfValue): void {
    const index = this.#indexOf(key);
    if (index >= 0) {
      this.values[index] = value;
      return;
    }
    this.keys.splice(~index, 0, key);
    this.values.splice(~index, 0, value);
  }

  remove(key: UdfMapKey): void {
    const index = this.#indexOf(key);
    if (index < 0) return;
    this.keys.splice(index, 1);
    this.values.splice(index, 1);
  }

  /** Where a key is; the complement of where it belongs when it is not there. */
  #indexOf(key: UdfMapKey): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = compareWireValues(key, this.keys[middle] as WireValue);
      if (order === 0) return middle;
      if (order > 0) low = middle + 1;
      else high = middle;
    }
    return ~low;
  }
}
