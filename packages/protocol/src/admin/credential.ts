/**
 * The bcrypt salt that every client hashes passwords with before they go over the wire: the server
 * has to find the same text again. A credential is `bcrypt(password, CREDENTIAL_SALT)`.
 */
export const CREDENTIAL_SALT = '$2a$10$7EqJtq98hPqEX7fNZaFWoO';

/** Bytes of a credential. */
export const CREDENTIAL_SIZE = 60;

/**
 * The credential of a user without a password, who can only log in with a certificate: that of the
 * password `nopassword`, which servers from 8.1 on take for this.
 */
export const NO_PASSWORD_CREDENTIAL =
  '$2a$10$7EqJtq98hPqEX7fNZaFWoOePA2sZy..tlOF99W2N0g5KZ3dLaw8WO';
