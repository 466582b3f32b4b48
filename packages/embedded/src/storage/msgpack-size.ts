import {
  ValueRank,
  valueRank,
  type WireBlob,
  type WireGeoJson,
  type WireList,
  type WireMap,
  type WireValue,
} from '@aeroform/protocol';

/** Bytes of a value as msgpack, found without encoding it. */
export function msgpackSize(value: WireValue): number {
  return SIZES[valueRank(value)](value as never);
}

const SIZES: Record<ValueRank, (value: never) => number> = {
  [ValueRank.nil]: () => 1,
  [ValueRank.boolean]: () => 1,
  [ValueRank.integer]: integerSize,
  [ValueRank.string]: (value: string) => bytesSize(value.length + 1),
  [ValueRank.list]: listSize,
  [ValueRank.map]: mapSize,
  [ValueRank.blob]: (value: WireBlob) => bytesSize(value.bytes.length + 1),
  [ValueRank.double]: () => 9,
  [ValueRank.geojson]: (value: WireGeoJson) => bytesSize(value.json.length + 1),
  [ValueRank.wildcard]: () => 3,
  [ValueRank.infinity]: () => 3,
};

/** The extension element with the flags of a list or map. */
const FLAGS_SIZE = 3;

function listSize(list: WireList): number {
  let size = list.flags === 0 ? 0 : FLAGS_SIZE;
  size += headerSize(list.items.length + (list.flags === 0 ? 0 : 1));
  for (const item of list.items) size += msgpackSize(item);
  return size;
}

function mapSize(map: WireMap): number {
  // The flags take the place of a key; their value is nil.
  let size = map.flags === 0 ? 0 : FLAGS_SIZE + 1;
  size += headerSize(map.keys.length + (map.flags === 0 ? 0 : 1));
  for (const key of map.keys) size += msgpackSize(key);
  for (const value of map.values) size += msgpackSize(value);
  return size;
}

function headerSize(count: number): number {
  if (count < 16) return 1;
  return count < 0x1_0000 ? 3 : 5;
}

function bytesSize(length: number): number {
  if (length < 32) return length + 1;
  if (length < 0x100) return length + 2;
  return length < 0x1_0000 ? length + 3 : length + 5;
}

function integerSize(value: number | bigint): number {
  if (value >= 0) {
    if (value < 0x80) return 1;
    if (value < 0x100) return 2;
    if (value < 0x1_0000) return 3;
    return value < 0x1_0000_0000 ? 5 : 9;
  }
  if (value >= -0x20) return 1;
  if (value >= -0x80) return 2;
  if (value >= -0x8000) return 3;
  return value >= -0x8000_0000 ? 5 : 9;
}
