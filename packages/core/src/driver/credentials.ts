import { passwordCredential } from '../admin/credential.js';
import { AUTH_EXTERNAL, AUTH_EXTERNAL_INSECURE, AUTH_PKI, type AuthMode } from './auth-mode.js';

/** Who logs in, and how. Nothing that shows this object shows the password. */
export class Credentials {
  readonly mode: AuthMode;
  /** Empty where the certificate tells. */
  readonly user: string;
  #password: string;
  #credential: Promise<Buffer> | undefined;

  constructor(mode: AuthMode, user = '', password = '') {
    this.mode = mode;
    this.user = user;
    this.#password = password;
  }

  /** Whether the certificate of the connection tells who the user is. */
  get isCertificate(): boolean {
    return this.mode === AUTH_PKI;
  }

  /** What proves the password. It takes some 60 ms to compute, once. */
  credential(): Promise<Buffer> {
    this.#credential ??= passwordCredential(this.#password);
    return this.#credential;
  }

  /** The password in clear, for a driver that proves it itself. Not shown: it is no property of its own. */
  get password(): string {
    return this.#password;
  }

  /** Takes a new password for the logins to come. */
  replacePassword(password: string, credential: Buffer): void {
    this.#password = password;
    this.#credential = Promise.resolve(credential);
  }

  /** The password itself, where somebody else than the server checks it; otherwise undefined. */
  clearPassword(): Buffer | undefined {
    const isExternal = this.mode === AUTH_EXTERNAL || this.mode === AUTH_EXTERNAL_INSECURE;
    return isExternal ? Buffer.from(this.#password) : undefined;
  }
}
