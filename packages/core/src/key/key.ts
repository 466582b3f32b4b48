import type { UserKey } from '@aeroform/protocol';

export type { UserKey };

/**
 * A record's address. The digest of set and user key finds the record; with `null` in the place of
 * the user key, the digest itself has to be given.
 *
 * - namespace: 1 to 31 bytes; namespaces are configured on the server.
 * - set: up to 63 bytes; `''` for none.
 * - userKey: a string, an integer (number inside ±(2^53 − 1), or bigint of 64 bits), or bytes.
 */
export type Key =
  | readonly [namespace: string, set: string, userKey: UserKey]
  | readonly [namespace: string, set: string, userKey: UserKey | null, digest: Uint8Array];

/**
 * A key that was checked, and has its digest: commands take it instead of a {@link Key} and save the
 * work of both, for records that are read or written again and again. Made by `prepareKey`.
 */
export interface PreparedKey {
  readonly namespace: string;
  /** `''` for none. */
  readonly set: string;
  /** Null when the key is a digest only. */
  readonly userKey: UserKey | null;
  /** Finds the record; not to be changed. */
  readonly digest: Buffer;
}

/**
 * The key that results carry; usable as {@link Key} again. The user key is known when the request
 * named it, or the record was written with `POLICY_KEY_SEND`.
 */
export type RecordKey = readonly [
  namespace: string,
  set: string,
  userKey: UserKey | null,
  digest: Buffer,
];
