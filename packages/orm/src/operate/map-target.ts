import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { fromBin } from '../mapping/from-bin.js';
import { itemLabel } from '../mapping/item-label.js';
import { toMapKey } from '../mapping/to-bin.js';
import type { MapMetadata } from '../metadata/value-metadata.js';
import { type Decode, encode, type OperateTarget } from './operate-target.js';

/** A map that operations work on. */
export type MapTarget = OperateTarget<MapMetadata>;

/** What is stored for a key. */
export function storedKey({ value, label }: MapTarget, key: unknown): BinValue {
  return toMapKey(value.key, key, itemLabel(label, key));
}

/** What is stored for the value of an entry. */
export function storedValue(target: MapTarget, value: unknown): BinValue {
  return encode(target, value, target.value.value);
}

/** The key of the property for a stored one. */
export function keyFrom({ value, label }: MapTarget, key: BinValue): unknown {
  return fromBin({ kind: value.key, converter: null }, key, label);
}

/** Entries as pairs, in the order of the answer. */
export function pairsOf(target: MapTarget, answer: BinValue): [unknown, unknown][] {
  return rawPairs(answer).map(([key, item]) => [
    keyFrom(target, key),
    fromBin(target.value.value, item, target.label),
  ]);
}

/** The same as they are stored. Entries come as a map, or as an array of pairs when their order counts. */
export function rawPairs(answer: BinValue): [BinValue, BinValue][] {
  if (Array.isArray(answer)) return answer as [BinValue, BinValue][];
  if (types.isMap(answer)) return [...(answer as ReadonlyMap<BinValue, BinValue>)];
  return Object.entries((answer ?? {}) as Record<string, BinValue>);
}

/** Entries as a map. */
export const decodeEntries: Decode<MapMetadata> = (value, target) =>
  new Map(pairsOf(target, value));

/** Entries as pairs. */
export const decodePairs: Decode<MapMetadata> = (value, target) => pairsOf(target, value);

/** Keys of entries. */
export const decodeKeys: Decode<MapMetadata> = (value, target) =>
  ((value ?? []) as readonly BinValue[]).map((key) => keyFrom(target, key));

/** Values of entries. */
export const decodeValues: Decode<MapMetadata> = (value, { value: meta, label }) =>
  ((value ?? []) as readonly BinValue[]).map((item) => fromBin(meta.value, item, label));

/** The value of one entry; undefined without one. */
export const decodeEntry: Decode<MapMetadata> = (value, { value: meta, label }) =>
  value === null ? undefined : fromBin(meta.value, value, label);
