import { ByteReader } from '../bytes/byte-reader.js';
import type { ByteWriter } from '../bytes/byte-writer.js';
import { WireError } from '../error/wire-error.js';

/** The range of an index query: one predicate on one bin. */
export interface IndexRange {
  /** Empty when the query names an index or an expression instead. */
  readonly binName: string;
  readonly particleType: number;
  /** Raw bytes of the bounds: 8-byte integers, text, or GeoJSON text; equal for equality. */
  readonly begin: Buffer;
  readonly end: Buffer;
}

/** Reads the data of an index-range field. */
export function readIndexRange(data: Buffer): IndexRange {
  const reader = new ByteReader(data);
  const count = reader.u8('a range count');
  if (count !== 1) throw new WireError(0, `one range, found ${count}`);
  const binName = reader.utf8(reader.u8('a bin name size'), 'a bin name');
  const particleType = reader.u8('a particle type');
  const begin = reader.view(reader.u32('a bound size'), 'a lower bound');
  const end = reader.view(reader.u32('a bound size'), 'an upper bound');
  if (reader.remaining > 0) throw new WireError(reader.offset, 'the end of the range');
  return { binName, particleType, begin, end };
}

export function writeIndexRange(writer: ByteWriter, range: IndexRange): void {
  writer.u8(1);
  const nameAt = writer.skip(1);
  const size = writer.utf8(range.binName);
  writer.buffer[nameAt] = size;
  writer.u8(range.particleType);
  writer.u32(range.begin.length).bytes(range.begin);
  writer.u32(range.end.length).bytes(range.end);
}
