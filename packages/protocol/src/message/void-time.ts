/** Seconds between 1970-01-01 and 2010-01-01 UTC, the zero of void times. */
export const AEROSPIKE_EPOCH = 1_262_304_000;

/** Special values of the TTL in a write request, as unsigned 32-bit numbers. */
export const WireTtl = {
  namespaceDefault: 0,
  neverExpire: 0xffff_ffff,
  dontUpdate: 0xffff_fffe,
} as const;

/** Largest TTL that the server accepts: ten years, in seconds. */
export const MAX_TTL_SECONDS = 10 * 365 * 24 * 60 * 60;

/**
 * Remaining life of a record in whole seconds.
 *
 * @param voidTime - seconds since 2010, 0 for never.
 * @param nowMs - the current time in milliseconds since 1970.
 * @returns {@link WireTtl.neverExpire} for never, otherwise at least 1.
 */
export function ttlFromVoidTime(voidTime: number, nowMs: number): number {
  if (voidTime === 0) return WireTtl.neverExpire;
  const left = voidTime - (Math.floor(nowMs / 1000) - AEROSPIKE_EPOCH);
  return left > 0 ? left : 1;
}
