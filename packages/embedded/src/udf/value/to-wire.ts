import {
  compareWireValues,
  ListFlag,
  MAX_NESTING,
  ParticleType,
  WireBlob,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { withoutPersistedIndex } from '../../cdt/storable-value.js';
import { UdfBytes } from './udf-bytes.js';
import { UdfList } from './udf-list.js';
import { UdfMap } from './udf-map.js';
import { UdfRecordValue, type UdfValue } from './udf-value.js';

/**
 * A value of Lua code as it is stored: a copy. Only the list or map that is a bin persists its index.
 *
 * @returns undefined for what can't be stored: records, and lists and maps that hold them, or that are
 *   nested too deep, as those that hold themselves.
 */
export function toStored(value: UdfValue): WireValue | undefined {
  return new Conversion(sortedList, withoutPersistedIndex).convert(value, 0);
}

/**
 * A value of Lua code as it is answered: nil for records. Lists lose their flags, and bytes their type,
 * as in the server.
 *
 * @returns undefined for lists and maps that can't be stored either.
 */
export function toAnswer(value: UdfValue): WireValue | undefined {
  if (value instanceof UdfRecordValue) return null;
  if (value instanceof UdfBytes) return new WireBlob(ParticleType.blob, Buffer.from(value.content));
  return new Conversion(
    (items) => new WireList(items),
    (flags) => flags,
  ).convert(value, 0);
}

type MakeList = (items: WireValue[], flags: number) => WireList;

class Conversion {
  readonly #list: MakeList;
  /** Flags of lists and maps inside of others. */
  readonly #nestedFlags: (flags: number) => number;

  constructor(list: MakeList, nestedFlags: (flags: number) => number) {
    this.#list = list;
    this.#nestedFlags = nestedFlags;
  }

  convert(value: UdfValue, depth: number): WireValue | undefined {
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof UdfBytes) {
      return new WireBlob(value.particleType, Buffer.from(value.content));
    }
    if (value instanceof UdfRecordValue) return undefined;
    if (!(value instanceof UdfList) && !(value instanceof UdfMap)) return value;
    if (depth >= MAX_NESTING) return undefined;
    const flags = depth === 0 ? value.flags : this.#nestedFlags(value.flags);
    if (value instanceof UdfList) {
      const items = this.#all(value.items, depth);
      return items === undefined ? undefined : this.#list(items, flags);
    }
    const values = this.#all(value.values, depth);
    return values === undefined ? undefined : new WireMap([...value.keys], values, flags);
  }

  #all(values: readonly UdfValue[], depth: number): WireValue[] | undefined {
    const converted: WireValue[] = [];
    for (const each of values) {
      const wire = this.convert(each, depth + 1);
      if (wire === undefined) return undefined;
      converted.push(wire);
    }
    return converted;
  }
}

/** Lua code does not keep the order of a list: it is restored when the list is stored. */
function sortedList(items: WireValue[], flags: number): WireList {
  if ((flags & ListFlag.ordered) !== 0) items.sort(compareWireValues);
  return new WireList(items, flags);
}
