import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hash } from 'bcryptjs';
import { CREDENTIAL_SALT, NO_PASSWORD_CREDENTIAL } from '@aeroform/protocol';

const SALT_SIZE = 16;

/**
 * What proves a user: a keyed hash of the credential that clients send, so that nothing that shows
 * this object shows the credential.
 */
export class Credential {
  /** False for a user who can only log in with a certificate. */
  readonly isPassword: boolean;
  readonly #salt: Buffer;
  readonly #digest: Buffer;

  private constructor(isPassword: boolean, salt: Buffer, digest: Buffer) {
    this.isPassword = isPassword;
    this.#salt = salt;
    this.#digest = digest;
  }

  /** @param text - what clients send: the password hashed with the salt that all clients use. */
  static of(text: string): Credential {
    const salt = randomBytes(SALT_SIZE);
    return new Credential(text !== NO_PASSWORD_CREDENTIAL, salt, seal(salt, text));
  }

  /** What {@link seal} returned. */
  static unseal([isPassword, salt, digest]: SealedCredential): Credential {
    return new Credential(isPassword, Buffer.from(salt, 'hex'), Buffer.from(digest, 'hex'));
  }

  /** True for the same text; takes the same time for each. */
  matches(text: string): boolean {
    return timingSafeEqual(this.#digest, seal(this.#salt, text));
  }

  /** For files; the credential can't be found again from it. */
  seal(): SealedCredential {
    return [this.isPassword, this.#salt.toString('hex'), this.#digest.toString('hex')];
  }
}

/** A credential in files. */
export type SealedCredential = readonly [isPassword: boolean, salt: string, digest: string];

function seal(salt: Buffer, text: string): Buffer {
  return createHmac('sha256', salt).update(text).digest();
}

/** That of the user `admin` of a new server, whose password is `admin`. */
const ADMIN_CREDENTIAL = '$2a$10$7EqJtq98hPqEX7fNZaFWoO1mVO/4MLpGzsqojz6E9Gef6iXDjXdDa';

/**
 * Hashes a password as clients do, which takes some 60 ms, in slices between which others run.
 *
 * @param password - undefined for a user who can only log in with a certificate.
 */
export async function credentialOf(password: string | undefined): Promise<Credential> {
  if (password === undefined) return Credential.of(NO_PASSWORD_CREDENTIAL);
  if (password === 'admin') return Credential.of(ADMIN_CREDENTIAL);
  return Credential.of(await hash(password, CREDENTIAL_SALT));
}
