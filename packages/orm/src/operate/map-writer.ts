import {
  type BinValue,
  CDT_INFINITY,
  MAP_KEY_ORDERED,
  MAP_RETURN_COUNT,
  MAP_RETURN_KEY_VALUE,
  MAP_RETURN_VALUE,
  mapClear,
  mapGetByKey,
  mapGetByKeyList,
  mapGetByKeyRange,
  mapGetByRankRange,
  mapIncrement,
  type MapOperation,
  mapPut,
  mapPutItems,
  mapRemoveByKey,
  mapSize,
} from '@aeroform/core';
import { types } from 'node:util';
import { fromBin } from '../mapping/from-bin.js';
import { itemLabel } from '../mapping/item-label.js';
import { toMapKey } from '../mapping/to-bin.js';
import type { MapMetadata } from '../metadata/value-metadata.js';
import { largestFirst } from './largest-first.js';
import { summandOf } from './number-writer.js';
import {
  encode,
  type OperateTarget,
  plain,
  reading,
  within,
  withinCreated,
  type WriterMethods,
  writing,
} from './operate-target.js';

const POLICY = { order: MAP_KEY_ORDERED } as const;

type MapTarget = OperateTarget & { readonly value: MapMetadata };

/**
 * Operations on a map.
 *
 * @param inside makes the writer of the value under a key
 */
export function mapMethods(
  target: MapTarget,
  inside: (target: OperateTarget) => object,
): WriterMethods {
  return {
    ...mapReads(target),
    ...mapWrites(target),
    in: (key: unknown) =>
      inside({
        ...target,
        steps: [...target.steps, { kind: 'mapKey', key: keyOf(target, key) as string | number }],
        value: target.value.value,
        label: itemLabel(target.label, key),
      }),
  };
}

function mapReads(target: MapTarget): WriterMethods {
  const { bin } = target;
  const read = (method: string, operation: MapOperation, decode: (value: BinValue) => unknown) =>
    reading(target, { method, operations: [within(operation, target.steps)], decode });
  const entries = (value: BinValue) => new Map(pairs(target, value));
  return {
    getKey: (key: unknown) =>
      read('getKey', mapGetByKey(bin, keyOf(target, key), MAP_RETURN_VALUE), (value) =>
        value === null ? undefined : fromBin(target.value.value, value, target.label),
      ),
    getKeys: (keys: readonly unknown[]) => {
      const stored = keys.map((key) => keyOf(target, key));
      return read('getKeys', mapGetByKeyList(bin, stored, MAP_RETURN_KEY_VALUE), entries);
    },
    range: (low?: unknown, high?: unknown) => {
      // Nil sorts before every key.
      const from = low === undefined ? null : keyOf(target, low);
      const to = high === undefined ? CDT_INFINITY : keyOf(target, high);
      return read('range', mapGetByKeyRange(bin, from, to, MAP_RETURN_KEY_VALUE), entries);
    },
    topRank: (n: number) =>
      read('topRank', mapGetByRankRange(bin, -n, MAP_RETURN_KEY_VALUE, n), (value) =>
        largestFirst(pairs(target, value), ([, item]) => item),
      ),
    size: () => read('size', mapSize(bin), (value) => value ?? 0),
  };
}

function mapWrites(target: MapTarget): WriterMethods {
  const { bin, steps } = target;
  const { value: meta } = target.value;
  const write = (method: string, operation: MapOperation, decode?: (value: BinValue) => unknown) =>
    writing(target, {
      method,
      operations: [operation],
      ...(decode === undefined ? {} : { decode }),
    });
  return {
    put: (key: unknown, value: unknown) => {
      const put = mapPut(bin, keyOf(target, key), encode(target, value, meta), POLICY);
      return write('put', withinCreated(put, steps), plain);
    },
    putAll: (entries: ReadonlyMap<unknown, unknown> | object) => {
      const given = types.isMap(entries) ? [...entries] : Object.entries(entries);
      const stored = new Map(
        given.map(([key, value]) => [keyOf(target, key), encode(target, value, meta)] as const),
      );
      return write('putAll', withinCreated(mapPutItems(bin, stored, POLICY), steps), plain);
    },
    incKey: (key: unknown, by: number) => {
      const summand = summandOf(meta, by, false, `${target.label}.incKey`);
      const increment = mapIncrement(bin, keyOf(target, key), summand, POLICY);
      return write('incKey', withinCreated(increment, steps), (value) =>
        fromBin(meta, value, target.label),
      );
    },
    delete: (key: unknown) => {
      const remove = mapRemoveByKey(bin, keyOf(target, key), MAP_RETURN_COUNT);
      return write('delete', within(remove, steps), (value) => value === 1);
    },
    clear: () => write('clear', within(mapClear(bin), steps)),
  };
}

function keyOf(target: MapTarget, key: unknown): BinValue {
  return toMapKey(target.value.key, key, itemLabel(target.label, key));
}

/** Entries come as a map, or as an array of pairs when their order counts. */
function pairs(target: MapTarget, answer: BinValue): [unknown, unknown][] {
  const entries = Array.isArray(answer)
    ? (answer as [BinValue, BinValue][])
    : types.isMap(answer)
      ? [...(answer as ReadonlyMap<BinValue, BinValue>)]
      : Object.entries((answer ?? {}) as Record<string, BinValue>);
  const { key: keyKind, value } = target.value;
  return entries.map(([key, item]) => [
    fromBin({ kind: keyKind, converter: null }, key, target.label),
    fromBin(value, item, target.label),
  ]);
}
