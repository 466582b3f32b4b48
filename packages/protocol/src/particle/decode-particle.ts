import { readInt64 } from '../bytes/byte-reader.js';
import { WireError } from '../error/wire-error.js';
import { decodeWholeValue } from '../msgpack/decode-value.js';
import type { ValueFactory } from '../value/value-factory.js';
import { BLOB_PARTICLE_TYPES, ParticleType } from './particle-type.js';

/** Bytes of a GeoJSON particle in front of its cells: flags and the 16-bit cell count. */
const GEOJSON_HEADER_SIZE = 3;
const GEOJSON_CELL_SIZE = 8;

/**
 * Decodes the value of a bin.
 *
 * @throws {WireError} on an unknown particle type or a value that is not of that type.
 */
export function decodeParticle<V>(
  factory: ValueFactory<V>,
  type: number,
  buffer: Buffer,
  start: number,
  end: number,
): V {
  const decode = DECODERS[type];
  if (decode !== undefined) return decode(factory, buffer, start, end);
  if (BLOB_PARTICLE_TYPES.has(type)) return factory.blob(type, buffer, start, end);
  throw new WireError(start, `a known particle type, found ${type}`);
}

type ParticleDecoder = <V>(
  factory: ValueFactory<V>,
  buffer: Buffer,
  start: number,
  end: number,
) => V;

const DECODERS: Partial<Record<number, ParticleDecoder>> = {
  [ParticleType.null]: (factory) => factory.nil(),
  [ParticleType.integer]: (factory, buffer, start, end) =>
    factory.integer(readIntegerParticle(buffer, start, end)),
  [ParticleType.double]: (factory, buffer, start, end) => {
    if (end - start !== 8) throw new WireError(start, `a double of 8 bytes, found ${end - start}`);
    return factory.double(buffer.readDoubleBE(start));
  },
  [ParticleType.string]: (factory, buffer, start, end) => factory.string(buffer, start, end),
  [ParticleType.boolean]: (factory, buffer, start, end) => {
    if (end - start !== 1) throw new WireError(start, `a boolean of 1 byte, found ${end - start}`);
    return factory.boolean(buffer[start] !== 0);
  },
  [ParticleType.list]: (factory, buffer, start, end) =>
    decodeWholeValue(factory, buffer, start, end),
  [ParticleType.map]: (factory, buffer, start, end) =>
    decodeWholeValue(factory, buffer, start, end),
  [ParticleType.geojson]: (factory, buffer, start, end) =>
    factory.geojson(buffer, geojsonTextStart(buffer, start, end), end),
};

/** Integers come in 1, 2, 4 or 8 bytes; the short forms are zero-extended, as the server does. */
function readIntegerParticle(buffer: Buffer, start: number, end: number): number | bigint {
  const size = end - start;
  if (size === 8) return readInt64(buffer, start);
  if (size === 1 || size === 2 || size === 4) return buffer.readUIntBE(start, size);
  throw new WireError(start, `an integer of 1, 2, 4 or 8 bytes, found ${size}`);
}

/** Offset of the JSON text in a GeoJSON particle, behind flags and cells. */
export function geojsonTextStart(buffer: Buffer, start: number, end: number): number {
  if (end - start < GEOJSON_HEADER_SIZE) {
    throw new WireError(start, `a GeoJSON header of ${GEOJSON_HEADER_SIZE} bytes`);
  }
  const cells = buffer.readUInt16BE(start + 1);
  const textStart = start + GEOJSON_HEADER_SIZE + cells * GEOJSON_CELL_SIZE;
  if (textStart > end) throw new WireError(start + 1, `${cells} GeoJSON cells`);
  return textStart;
}
