/** A typed value as it came: a range inside the received bytes. */
export interface ParticleBytes {
  readonly particleType: number;
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}
