import type { MsgpackWriter } from '../msgpack/msgpack-writer.js';
import { writeWireValue } from '../msgpack/encode-wire-value.js';
import { ValueRank, valueRank } from '../value/compare-wire-values.js';
import type { WireBlob, WireDouble, WireGeoJson, WireValue } from '../value/wire-value.js';
import { ParticleType } from './particle-type.js';

/** Particle type that an exact value is stored as. */
export function wireParticleType(value: WireValue): number {
  const rank = valueRank(value);
  return rank === ValueRank.blob ? (value as WireBlob).particleType : PARTICLE_OF_RANK[rank];
}

/**
 * Appends the particle of an exact value and returns its particle type. GeoJSON is written without
 * cells: they are the server's own.
 *
 * @throws {RangeError} for infinity and wildcards, which no bin can hold.
 */
export function writeWireParticle(writer: MsgpackWriter, value: WireValue): number {
  const rank = valueRank(value);
  WRITERS[rank](writer, value as never);
  return rank === ValueRank.blob ? (value as WireBlob).particleType : PARTICLE_OF_RANK[rank];
}

const PARTICLE_OF_RANK: Record<ValueRank, ParticleType> = {
  [ValueRank.nil]: ParticleType.null,
  [ValueRank.boolean]: ParticleType.boolean,
  [ValueRank.integer]: ParticleType.integer,
  [ValueRank.string]: ParticleType.string,
  [ValueRank.list]: ParticleType.list,
  [ValueRank.map]: ParticleType.map,
  [ValueRank.blob]: ParticleType.blob,
  [ValueRank.double]: ParticleType.double,
  [ValueRank.geojson]: ParticleType.geojson,
  [ValueRank.wildcard]: ParticleType.null,
  [ValueRank.infinity]: ParticleType.null,
};

const WRITERS: Record<ValueRank, (writer: MsgpackWriter, value: never) => void> = {
  [ValueRank.nil]: () => undefined,
  [ValueRank.boolean]: (writer, value: boolean) => writer.u8(value ? 1 : 0),
  [ValueRank.integer]: (writer, value: number | bigint) => writer.u64(value),
  [ValueRank.string]: (writer, value: string) => writer.latin1(value),
  [ValueRank.list]: writeWireValue,
  [ValueRank.map]: writeWireValue,
  [ValueRank.blob]: (writer, value: WireBlob) => writer.bytes(value.bytes),
  [ValueRank.double]: (writer, value: WireDouble) => writer.f64(value.value),
  [ValueRank.geojson]: (writer, value: WireGeoJson) => writer.u8(0).u16(0).latin1(value.json),
  [ValueRank.wildcard]: refuse,
  [ValueRank.infinity]: refuse,
};

function refuse(): never {
  throw new RangeError('infinity and wildcards exist in comparisons only: no bin can hold them');
}
