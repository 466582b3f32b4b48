import {
  type ByteWriter,
  ParticleType,
  WireBlob,
  WireGeoJson,
  type WireValue,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { indexCells } from '../geo/geo-cells.js';
import { geoShape } from '../geo/region.js';
import type { SindexType } from './sindex-definition.js';
import { wyhash } from './wyhash.js';

/**
 * What an index sorts by, 64 bits: the integer itself, the hash of text or bytes, or the id of a cell.
 * Integers and hashes are signed, cell ids unsigned; a number inside ±(2^53 − 1), otherwise a bigint.
 */
export type IndexValue = number | bigint;

/** The values under which an index of a type holds an item: none when the item is of another type. */
export function indexValues(type: SindexType, item: WireValue): readonly IndexValue[] {
  return INDEXERS[type](item);
}

/** Appends an index value as queries answer it: 8 bytes, little endian. */
export function writeIndexValue(writer: ByteWriter, value: IndexValue): void {
  if (typeof value === 'bigint') writer.u64le(value);
  else writer.u32le(value >>> 0).u32le(Math.floor(value / TWO_32) >>> 0);
}

/** Reads what {@link writeIndexValue} wrote, for an index of the given type. */
export function readIndexValue(data: Buffer, offset: number, type: SindexType): IndexValue {
  return shorten(
    type === 'geo2dsphere' ? data.readBigUInt64LE(offset) : data.readBigInt64LE(offset),
  );
}

/** Hash of text or bytes as an index value. */
export function hashIndexValue(bytes: Buffer): IndexValue {
  return shorten(BigInt.asIntN(64, wyhash(bytes)));
}

const TWO_32 = 0x1_0000_0000;

const NONE: readonly IndexValue[] = [];

const INDEXERS: Record<SindexType, (item: WireValue) => readonly IndexValue[]> = {
  numeric: (item) => (typeof item === 'number' || typeof item === 'bigint' ? [item] : NONE),
  string: (item) =>
    typeof item === 'string' ? [hashIndexValue(Buffer.from(item, 'latin1'))] : NONE,
  blob: (item) =>
    item instanceof WireBlob && item.particleType === ParticleType.blob
      ? [hashIndexValue(item.bytes)]
      : NONE,
  geo2dsphere: (item) => (item instanceof WireGeoJson ? geoIndexValues(item) : NONE),
};

/** Values inside lists and maps are stored unchecked: what is no GeoJSON is not indexed. */
function geoIndexValues(item: WireGeoJson): readonly IndexValue[] {
  try {
    return indexCells(geoShape(item));
  } catch (error) {
    if (error instanceof CommandError) return NONE;
    throw error;
  }
}

function shorten(value: bigint): IndexValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
