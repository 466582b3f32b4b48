/** Special values of `ttl` in seconds. */

/** The record lives as long as the namespace's `default-ttl` says. */
export const TTL_NAMESPACE_DEFAULT = 0;
/** The record never expires. */
export const TTL_NEVER_EXPIRE = -1;
/** The write leaves the record's end of life as it is. */
export const TTL_DONT_UPDATE = -2;
/** As a record's `meta.ttl`: the `ttl` of the policy applies. */
export const TTL_CLIENT_DEFAULT = -3;

/** A ttl as the unsigned number that stands in requests. */
export function toWireTtl(ttl: number): number {
  return ttl >>> 0;
}
