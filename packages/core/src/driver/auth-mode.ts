/** Users and passwords are those that the servers keep. */
export const AUTH_INTERNAL = 0;
/** Users are those of a directory service (LDAP); passwords go over the wire, so TLS is needed. */
export const AUTH_EXTERNAL = 1;
/** The client certificate says who the user is; TLS with `cert` and `key` is needed. */
export const AUTH_PKI = 2;
/** As `AUTH_EXTERNAL`, also without TLS: everybody on the way can read the password. */
export const AUTH_EXTERNAL_INSECURE = 3;

/** How a client proves who it is. */
export type AuthMode =
  | typeof AUTH_INTERNAL
  | typeof AUTH_EXTERNAL
  | typeof AUTH_PKI
  | typeof AUTH_EXTERNAL_INSECURE;

/** The modes by name. */
export const AUTH_MODES = {
  internal: AUTH_INTERNAL,
  external: AUTH_EXTERNAL,
  pki: AUTH_PKI,
  'external-insecure': AUTH_EXTERNAL_INSECURE,
} as const;

/** Name of a way in which a client proves who it is. */
export type AuthModeName = keyof typeof AUTH_MODES;
