import {
  ValueRank,
  valueRank,
  type WireBlob,
  type WireGeoJson,
  type WireValue,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { indexCells } from '../geo/geo-cells.js';
import { geoShape } from '../geo/region.js';
import { msgpackSize } from './msgpack-size.js';
import type { StoredBin } from './stored-record.js';

/** What of a record counts for its size. */
export interface SizedRecord {
  readonly set: string;
  readonly userKey: Buffer | undefined;
  readonly voidTime: number;
  readonly bins: readonly StoredBin[];
}

/** Magic, flags, digest, last-update time and generation. */
const RECORD_HEADER_SIZE = 35;
const VOID_TIME_SIZE = 4;
/** Type and size in front of the bytes of a particle. */
const PARTICLE_HEADER_SIZE = 5;
/** Flags and cell count in front of GeoJSON text. */
const GEOJSON_HEADER_SIZE = 3;
const GEOJSON_CELL_SIZE = 8;
/** What the server writes behind each record. */
const END_SIZE = 4;
/** Storage comes in blocks of so many bytes; a record that is not stored yet counts as one. */
export const STORAGE_BLOCK_SIZE = 16;

/** Bytes of a record in the server's storage format, without padding. Limits apply to this size. */
export function recordSize(record: SizedRecord): number {
  let size = RECORD_HEADER_SIZE + END_SIZE;
  if (record.voidTime !== 0) size += VOID_TIME_SIZE;
  if (record.set !== '') size += 1 + record.set.length;
  if (record.userKey !== undefined) {
    size += variableSize(record.userKey.length) + record.userKey.length;
  }
  if (record.bins.length > 0) size += variableSize(record.bins.length);
  for (const bin of record.bins) size += 1 + bin.name.length + particleSize(bin.value);
  return size;
}

/** Bytes that a record takes in the server's storage, which comes in blocks of 16. */
export function storedSize(record: SizedRecord): number {
  return Math.ceil(recordSize(record) / STORAGE_BLOCK_SIZE) * STORAGE_BLOCK_SIZE;
}

/** Bytes of a number in the format that spends seven bits for each. */
function variableSize(value: number): number {
  if (value < 0x80) return 1;
  return value < 0x4000 ? 2 : 3;
}

function particleSize(value: WireValue): number {
  return PARTICLE_SIZES[valueRank(value)](value as never);
}

const PARTICLE_SIZES: Record<ValueRank, (value: never) => number> = {
  [ValueRank.nil]: () => 0,
  [ValueRank.boolean]: () => 2,
  [ValueRank.integer]: integerSize,
  [ValueRank.string]: (value: string) => PARTICLE_HEADER_SIZE + value.length,
  [ValueRank.list]: collectionSize,
  [ValueRank.map]: collectionSize,
  [ValueRank.blob]: (value: WireBlob) => PARTICLE_HEADER_SIZE + value.bytes.length,
  [ValueRank.double]: () => 9,
  [ValueRank.geojson]: geoJsonSize,
  [ValueRank.wildcard]: () => 0,
  [ValueRank.infinity]: () => 0,
};

/** Type, size, and as many bytes as the unsigned value needs: 1, 2, 4 or 8. */
function integerSize(value: number | bigint): number {
  if (value < 0 || value > 0xffff_ffff) return 10;
  if (value > 0xffff) return 6;
  return value > 0xff ? 4 : 3;
}

/** The server keeps the cells that cover a shape with its text. */
function geoJsonSize(value: WireGeoJson): number {
  const cellsSize = cellCount(value) * GEOJSON_CELL_SIZE;
  return PARTICLE_HEADER_SIZE + GEOJSON_HEADER_SIZE + cellsSize + value.json.length;
}

/** UDFs can store texts that are no GeoJSON: they have no cells. */
function cellCount(value: WireGeoJson): number {
  try {
    return indexCells(geoShape(value)).length;
  } catch (error) {
    if (error instanceof CommandError) return 0;
    throw error;
  }
}

function collectionSize(value: WireValue): number {
  return PARTICLE_HEADER_SIZE + msgpackSize(value);
}
