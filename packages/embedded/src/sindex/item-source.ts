import { ParticleType, WireBlob, WireList, WireMap, type WireValue } from '@aeroform/protocol';
import type { StoredRecord } from '../storage/stored-record.js';
import type { SindexCollection, SindexDefinition } from './sindex-definition.js';
import { sourceValue } from './source-value.js';

/** Longest text or blob that an index over the value itself holds, in bytes. */
const MAX_ITEM_SIZE = 2048;

const NONE: readonly WireValue[] = [];

/** The items of a record that an index is over, of whatever type. */
export type ItemSource = (record: StoredRecord) => readonly WireValue[];

export function itemSource(definition: SindexDefinition): ItemSource {
  const value = sourceValue(definition);
  const items = ITEMS[definition.collection];
  return (record) => items(value(record));
}

const ITEMS: Record<SindexCollection, (value: WireValue | undefined) => readonly WireValue[]> = {
  default: (value) => (value === undefined || isTooLong(value) ? NONE : [value]),
  list: (value) => (value instanceof WireList ? value.items : NONE),
  mapkeys: (value) => (value instanceof WireMap ? value.keys : NONE),
  mapvalues: (value) => (value instanceof WireMap ? value.values : NONE),
};

function isTooLong(value: WireValue): boolean {
  if (typeof value === 'string') return value.length > MAX_ITEM_SIZE;
  return (
    value instanceof WireBlob &&
    value.particleType === ParticleType.blob &&
    value.bytes.length > MAX_ITEM_SIZE
  );
}
