import {
  type BinValue,
  CDT_INFINITY,
  MAP_RETURN_COUNT,
  MAP_RETURN_EXISTS,
  MAP_RETURN_KEY_VALUE,
  MAP_RETURN_VALUE,
  mapClear,
  mapGetByIndexRange,
  mapGetByKey,
  mapGetByKeyList,
  mapGetByKeyRange,
  mapGetByKeyRelativeIndexRange,
  mapGetByRankRange,
  mapGetByValue,
  mapGetByValueList,
  mapGetByValueRange,
  mapGetByValueRelativeRankRange,
  type MapOperation,
  mapRemoveByIndexRange,
  mapRemoveByKey,
  mapRemoveByKeyList,
  mapRemoveByKeyRange,
  mapRemoveByKeyRelativeIndexRange,
  mapRemoveByRankRange,
  mapRemoveByValue,
  mapRemoveByValueList,
  mapRemoveByValueRange,
  mapRemoveByValueRelativeRankRange,
  mapSize,
} from '@aeroform/core';
import { itemLabel } from '../mapping/item-label.js';
import type { MapMetadata } from '../metadata/value-metadata.js';
import { largestFirst, smallestFirst } from './largest-first.js';
import { mapOrderOf } from './map-order.js';
import { type MapSelection, mapSelection, type MapSelector } from './map-selection.js';
import {
  decodeEntries,
  decodeEntry,
  type MapTarget,
  pairsOf,
  storedKey,
  storedValue,
} from './map-target.js';
import { within } from './nested-operation.js';
import { keyStep, type OperateStep, placeStep, valueStep } from './operate-step.js';
import {
  type Decode,
  decodeCount,
  decodeExists,
  decodePlain,
  reading,
  writing,
} from './operate-target.js';
import { ScalarWriter } from './scalar-writer.js';
import { TARGET } from './value-writer.js';

/** Reading, selecting and removing entries of a map. */
export abstract class MapReader extends ScalarWriter {
  declare readonly [TARGET]: MapTarget;

  getKey(key: unknown): unknown {
    return this.#read('getKey', this.#byKey(key, MAP_RETURN_VALUE), decodeEntry);
  }

  getOrDefault(key: unknown, otherwise: unknown): unknown {
    const decode: Decode<MapMetadata> = (value, target) =>
      value === null ? otherwise : decodeEntry(value, target);
    return this.#read('getOrDefault', this.#byKey(key, MAP_RETURN_VALUE), decode);
  }

  getKeys(keys: readonly unknown[]): unknown {
    const stored = this.#keys(keys);
    const operation = mapGetByKeyList(this[TARGET].bin, stored, MAP_RETURN_KEY_VALUE);
    return this.#read('getKeys', operation, decodeEntries);
  }

  has(key: unknown): unknown {
    return this.#read('has', this.#byKey(key, MAP_RETURN_EXISTS), decodeExists);
  }

  range(low?: unknown, high?: unknown): unknown {
    const { from, to } = this.#bounds(low, high);
    const operation = mapGetByKeyRange(this[TARGET].bin, from, to, MAP_RETURN_KEY_VALUE);
    return this.#read('range', operation, decodeEntries);
  }

  topRank(n: number): unknown {
    const operation = mapGetByRankRange(this[TARGET].bin, -n, MAP_RETURN_KEY_VALUE, n);
    return this.#read('topRank', operation, decodeLargestFirst);
  }

  bottomRank(n: number): unknown {
    const operation = mapGetByRankRange(this[TARGET].bin, 0, MAP_RETURN_KEY_VALUE, n);
    return this.#read('bottomRank', operation, decodeSmallestFirst);
  }

  size(): unknown {
    return this.#read('size', mapSize(this[TARGET].bin), decodeCount);
  }

  delete(key: unknown): unknown {
    const operation = mapRemoveByKey(
      this[TARGET].bin,
      storedKey(this[TARGET], key),
      MAP_RETURN_COUNT,
    );
    return this.#remove('delete', operation, decodeExists);
  }

  deleteAll(keys: readonly unknown[]): unknown {
    const stored = this.#keys(keys);
    const operation = mapRemoveByKeyList(this[TARGET].bin, stored, MAP_RETURN_COUNT);
    return this.#remove('deleteAll', operation, decodePlain);
  }

  take(key: unknown): unknown {
    const operation = mapRemoveByKey(
      this[TARGET].bin,
      storedKey(this[TARGET], key),
      MAP_RETURN_VALUE,
    );
    return this.#remove('take', operation, decodeEntry);
  }

  clear(): unknown {
    return this.#remove('clear', mapClear(this[TARGET].bin), null);
  }

  in(key: unknown): unknown {
    const target = this[TARGET];
    const step = keyStep(storedKey(target, key), mapOrderOf[target.value.order]);
    return this.#inside(step, itemLabel(target.label, key));
  }

  byIndex(index: number): unknown {
    return this.#inside(placeStep('mapIndex', index), `${this[TARGET].label}.byIndex(${index})`);
  }

  byRank(rank: number): unknown {
    return this.#inside(placeStep('mapRank', rank), `${this[TARGET].label}.byRank(${rank})`);
  }

  byValue(value: unknown): unknown {
    const step = valueStep('mapValue', storedValue(this[TARGET], value));
    return this.#inside(step, `${this[TARGET].label}.byValue(…)`);
  }

  keyRange(low?: unknown, high?: unknown): MapSelection {
    const { bin } = this[TARGET];
    const { from, to } = this.#bounds(low, high);
    return this.#select({
      method: 'keyRange',
      get: (returnType) => mapGetByKeyRange(bin, from, to, returnType),
      remove: (returnType) => mapRemoveByKeyRange(bin, from, to, returnType),
    });
  }

  keyList(keys: readonly unknown[]): MapSelection {
    const { bin } = this[TARGET];
    const stored = this.#keys(keys);
    return this.#select({
      method: 'keyList',
      refused: ['ranks', 'reverseRanks'],
      get: (returnType) => mapGetByKeyList(bin, stored, returnType),
      remove: (returnType) => mapRemoveByKeyList(bin, stored, returnType),
    });
  }

  relativeIndexRange(key: unknown, index: number, count?: number): MapSelection {
    const { bin } = this[TARGET];
    const stored = storedKey(this[TARGET], key);
    return this.#select({
      method: 'relativeIndexRange',
      get: (returnType) => mapGetByKeyRelativeIndexRange(bin, stored, index, returnType, count),
      remove: (returnType) =>
        mapRemoveByKeyRelativeIndexRange(bin, stored, index, returnType, count),
    });
  }

  indexRange(index: number, count?: number): MapSelection {
    const { bin } = this[TARGET];
    return this.#select({
      method: 'indexRange',
      get: (returnType) => mapGetByIndexRange(bin, index, returnType, count),
      remove: (returnType) => mapRemoveByIndexRange(bin, index, returnType, count),
    });
  }

  rankRange(rank: number, count?: number): MapSelection {
    const { bin } = this[TARGET];
    return this.#select({
      method: 'rankRange',
      get: (returnType) => mapGetByRankRange(bin, rank, returnType, count),
      remove: (returnType) => mapRemoveByRankRange(bin, rank, returnType, count),
    });
  }

  equalTo(value: unknown): MapSelection {
    const { bin } = this[TARGET];
    const stored = storedValue(this[TARGET], value);
    return this.#select({
      method: 'equalTo',
      get: (returnType) => mapGetByValue(bin, stored, returnType),
      remove: (returnType) => mapRemoveByValue(bin, stored, returnType),
    });
  }

  valueList(values: readonly unknown[]): MapSelection {
    const { bin } = this[TARGET];
    const stored = [...new Set(values.map((value) => storedValue(this[TARGET], value)))];
    return this.#select({
      method: 'valueList',
      get: (returnType) => mapGetByValueList(bin, stored, returnType),
      remove: (returnType) => mapRemoveByValueList(bin, stored, returnType),
    });
  }

  valueRange(low?: unknown, high?: unknown): MapSelection {
    const { bin } = this[TARGET];
    const from = low === undefined ? null : storedValue(this[TARGET], low);
    const to = high === undefined ? null : storedValue(this[TARGET], high);
    return this.#select({
      method: 'valueRange',
      get: (returnType) => mapGetByValueRange(bin, from, to, returnType),
      remove: (returnType) => mapRemoveByValueRange(bin, from, to, returnType),
    });
  }

  relativeRankRange(value: unknown, rank: number, count?: number): MapSelection {
    const { bin } = this[TARGET];
    const stored = storedValue(this[TARGET], value);
    return this.#select({
      method: 'relativeRankRange',
      get: (returnType) => mapGetByValueRelativeRankRange(bin, stored, rank, returnType, count),
      remove: (returnType) =>
        mapRemoveByValueRelativeRankRange(bin, stored, rank, returnType, count),
    });
  }

  /** Nil sorts before every key. */
  #bounds(low: unknown, high: unknown) {
    const target = this[TARGET];
    return {
      from: low === undefined ? null : storedKey(target, low),
      to: high === undefined ? CDT_INFINITY : storedKey(target, high),
    };
  }

  /** Once each: the server may tell of an entry as often as it is asked for. */
  #keys(keys: readonly unknown[]): BinValue[] {
    return [...new Set(keys.map((key) => storedKey(this[TARGET], key)))];
  }

  #byKey(key: unknown, returnType: typeof MAP_RETURN_VALUE | typeof MAP_RETURN_EXISTS) {
    return mapGetByKey(this[TARGET].bin, storedKey(this[TARGET], key), returnType);
  }

  #select(selector: MapSelector): MapSelection {
    return mapSelection(this[TARGET], selector);
  }

  #inside(step: OperateStep, label: string): object {
    const target = this[TARGET];
    const { value } = target.value;
    const steps = [...target.steps, step];
    return target.sink.writerOf({ ...target, steps, value, label, required: false });
  }

  #read(method: string, operation: MapOperation, decode: Decode<MapMetadata>): unknown {
    const target = this[TARGET];
    return reading(target, method, within(operation, target.steps), decode);
  }

  #remove(method: string, operation: MapOperation, decode: Decode<MapMetadata> | null): unknown {
    const target = this[TARGET];
    return writing(target, method, [within(operation, target.steps)], decode);
  }
}

const decodeLargestFirst = (value: BinValue, target: MapTarget): unknown =>
  largestFirst(pairsOf(target, value), valueOfPair);

const decodeSmallestFirst = (value: BinValue, target: MapTarget): unknown =>
  smallestFirst(pairsOf(target, value), valueOfPair);

function valueOfPair([, value]: [unknown, unknown]): unknown {
  return value;
}
