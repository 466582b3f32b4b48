import {
  latin1Slice,
  ParticleType,
  WireBlob,
  WireGeoJson,
  type WireValue,
  readInt64,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { queryCellRanges } from '../geo/geo-cells.js';
import { geoMatches, geoShape, type GeoShape, parseGeoJson } from '../geo/region.js';
import { hashIndexValue, type IndexValue } from '../sindex/index-value.js';
import type { SindexType } from '../sindex/sindex-definition.js';
import { invalidQuery } from './query-fields.js';

/** Index values from `start` to `end`, both included. */
export interface ValueRange {
  readonly start: IndexValue;
  readonly end: IndexValue;
}

/** What a query looks for in an index. */
export interface QueryRange {
  readonly type: SindexType;
  /** Where in the index, ascending. */
  readonly ranges: readonly ValueRange[];
  /** False for an equality, which finds a record at most once. */
  readonly isRange: boolean;
  /**
   * Whether an indexed item is really meant: different texts may have the same hash, cells are larger
   * than regions, and a record may change between the look into the index and the look at it.
   */
  readonly matches: (item: WireValue) => boolean;
}

/** A range and the bin that it is about. */
export interface RangeField {
  /** Binary string; empty when the query names the index or an expression instead. */
  readonly binName: string;
  readonly range: QueryRange;
}

const MAX_BIN_NAME_SIZE = 15;
const INTEGER_RANGE_SIZE = 24;
const INTEGER_SIZE = 8;
const SIZE_BYTES = 4;
/** Texts and blobs to look for are shorter than that, in bytes; GeoJSON as well. */
const TEXT_LIMIT = 2048;
const GEOJSON_LIMIT = 1024 * 1024;

/**
 * Reads an index-range field. Bytes behind the range are ignored, as are the upper bounds of texts,
 * blobs and GeoJSON.
 *
 * @param namesIndex - the query names an index or an expression: the range must not name a bin.
 * @throws {CommandError} 4 when the field is malformed or the range runs backwards.
 */
export function readRangeField(data: Buffer, namesIndex: boolean): RangeField {
  if (data[0] !== 1) throw invalidQuery('not exactly one range');
  const nameSize = data[1];
  if (nameSize === undefined) throw invalidQuery('a range that ends early');
  if ((nameSize === 0) !== namesIndex) {
    throw invalidQuery('either a bin or an index or an expression must be named');
  }
  const nameEnd = 2 + nameSize;
  if (nameSize > MAX_BIN_NAME_SIZE || nameEnd >= data.length) {
    throw invalidQuery('a wrong bin name in a range');
  }
  const particleType = data[nameEnd] as number;
  const read = RANGE_READERS[particleType];
  if (read === undefined) throw invalidQuery(`ranges of particle type ${particleType}`);
  return { binName: latin1Slice(data, 2, nameEnd), range: read(data.subarray(nameEnd + 1)) };
}

const RANGE_READERS: Partial<Record<number, (data: Buffer) => QueryRange>> = {
  [ParticleType.integer]: readIntegerRange,
  [ParticleType.string]: readTextRange,
  [ParticleType.blob]: readBlobRange,
  [ParticleType.geojson]: readGeoRange,
};

function readIntegerRange(data: Buffer): QueryRange {
  const isWhole =
    data.length >= INTEGER_RANGE_SIZE &&
    data.readUInt32BE(0) === INTEGER_SIZE &&
    data.readUInt32BE(SIZE_BYTES + INTEGER_SIZE) === INTEGER_SIZE;
  if (!isWhole) throw invalidQuery('the bounds of a numeric range must be integers of 8 bytes');
  const start = readInt64(data, SIZE_BYTES);
  const end = readInt64(data, SIZE_BYTES + INTEGER_SIZE + SIZE_BYTES);
  if (start > end) throw invalidQuery(`a range from ${start} down to ${end}`);
  return {
    type: 'numeric',
    ranges: [{ start, end }],
    isRange: start !== end,
    matches: (item) =>
      (typeof item === 'number' || typeof item === 'bigint') && item >= start && item <= end,
  };
}

function readTextRange(data: Buffer): QueryRange {
  const bytes = lowerBound(data, TEXT_LIMIT);
  const text = latin1Slice(bytes);
  return equality('string', bytes, (item) => item === text);
}

function readBlobRange(data: Buffer): QueryRange {
  const bytes = Buffer.from(lowerBound(data, TEXT_LIMIT));
  return equality(
    'blob',
    bytes,
    (item) =>
      item instanceof WireBlob &&
      item.particleType === ParticleType.blob &&
      item.bytes.equals(bytes),
  );
}

function equality(
  type: SindexType,
  bytes: Buffer,
  matches: (item: WireValue) => boolean,
): QueryRange {
  const hash = hashIndexValue(bytes);
  return { type, ranges: [{ start: hash, end: hash }], isRange: false, matches };
}

function readGeoRange(data: Buffer): QueryRange {
  const bytes = lowerBound(data, GEOJSON_LIMIT);
  if (bytes.length === 0) throw invalidQuery('an empty region');
  const shape = parseQueriedShape(latin1Slice(bytes));
  return {
    type: 'geo2dsphere',
    ranges: queryCellRanges(shape),
    isRange: true,
    matches: (item) => item instanceof WireGeoJson && shapeMatches(item, shape),
  };
}

function parseQueriedShape(json: string): GeoShape {
  try {
    return parseGeoJson(json);
  } catch (error) {
    if (error instanceof CommandError) throw invalidQuery(error.message);
    throw error;
  }
}

/** Lists and maps may hold GeoJSON that is none: it matches nothing. */
function shapeMatches(item: WireGeoJson, queried: GeoShape): boolean {
  try {
    return geoMatches(geoShape(item), queried);
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

function lowerBound(data: Buffer, limit: number): Buffer {
  const size = data.length < SIZE_BYTES ? limit : data.readUInt32BE(0);
  if (size >= limit || size > data.length - SIZE_BYTES) {
    throw invalidQuery('a bound that is too long or ends early');
  }
  return data.subarray(SIZE_BYTES, SIZE_BYTES + size);
}
