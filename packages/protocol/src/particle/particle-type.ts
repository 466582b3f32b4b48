/** Particle types: how a bin value is typed on the wire and in storage. */
export const ParticleType = {
  null: 0,
  integer: 1,
  double: 2,
  string: 3,
  blob: 4,
  javaBlob: 7,
  csharpBlob: 8,
  pythonBlob: 9,
  rubyBlob: 10,
  phpBlob: 11,
  erlangBlob: 12,
  vector: 16,
  boolean: 17,
  hll: 18,
  map: 19,
  list: 20,
  geojson: 23,
} as const;
export type ParticleType = (typeof ParticleType)[keyof typeof ParticleType];

/** Particle types that hold opaque bytes. */
export const BLOB_PARTICLE_TYPES: ReadonlySet<number> = new Set([
  ParticleType.blob,
  ParticleType.javaBlob,
  ParticleType.csharpBlob,
  ParticleType.pythonBlob,
  ParticleType.rubyBlob,
  ParticleType.phpBlob,
  ParticleType.erlangBlob,
  ParticleType.vector,
  ParticleType.hll,
]);
