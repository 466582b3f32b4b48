import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { optionError } from '../error/option-error.js';
import { checkBoolean, checkObject, checkPort } from '../option/check-option.js';

/** Encrypted connections of a server of the Enterprise Edition. */
export interface TlsOptions {
  /** Port to listen on. Default 0: any free one; read it from `server.tlsHosts`. */
  readonly port?: number;
  /** Certificate of the server with those it is signed with: PEM, or the path of a file with it. */
  readonly cert: string | Uint8Array;
  /** Private key of the certificate: PEM, or the path of a file with it. */
  readonly key: string | Uint8Array;
  /** Certificates that those of clients are signed with: PEM, or the path of a file with them. */
  readonly ca?: string | Uint8Array;
  /**
   * Refuse clients without a certificate that `ca` has signed, as `tls-authenticate-client any` of the
   * real server. Users without a password log in with it: its common name is that of the user. Default
   * true with `ca`, otherwise false.
   */
  readonly authenticateClient?: boolean;
  /** Name by which clients know the certificate. Default its common name. */
  readonly name?: string;
}

/** The options, complete and checked. */
export interface TlsSettings {
  readonly port: number;
  readonly authenticateClient: boolean;
  readonly name: string;
  /** Certificates and key, which can't be seen from outside. */
  readonly credentials: () => SecureContextOptions;
}

const KEYS = ['port', 'cert', 'key', 'ca', 'authenticateClient', 'name'];

/**
 * Completes and checks the option `tls`.
 *
 * @returns undefined without TLS.
 * @throws {EmbeddedError} naming the option and what is allowed.
 */
export function parseTlsOptions(input: unknown, option: string): TlsSettings | undefined {
  if (input === undefined) return undefined;
  const { ca, ...given } = checkObject(input, option, KEYS) as TlsOptions;
  const port = checkPort(given.port ?? 0, `${option}.port`);
  const cert = readPem(given.cert, `${option}.cert`);
  const key = readPem(given.key, `${option}.key`);
  const trusted = ca === undefined ? {} : { ca: readPem(ca, `${option}.ca`) };
  const authenticateClient = checkBoolean(
    given.authenticateClient ?? ca !== undefined,
    `${option}.authenticateClient`,
  );
  if (authenticateClient && ca === undefined) {
    throw optionError(`${option}.authenticateClient needs ${option}.ca to check certificates with`);
  }
  const credentials = { cert, key, ...trusted };
  checkCredentials(credentials, option);
  const name = given.name ?? commonName(cert);
  if (typeof name !== 'string' || name === '') {
    throw optionError(`${option}.name must be a text: the certificate has no common name`);
  }
  return Object.freeze({ port, authenticateClient, name, credentials: () => credentials });
}

function readPem(value: unknown, name: string): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value !== 'string' || value === '') {
    throw optionError(`${name} must be PEM, or the path of a file with it`);
  }
  if (value.includes('-----BEGIN')) return Buffer.from(value);
  try {
    return readFileSync(value);
  } catch (cause) {
    throw optionError(`${name}: can't read the file "${value}"`, { cause });
  }
}

function checkCredentials(credentials: SecureContextOptions, option: string): void {
  try {
    createSecureContext(credentials);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw optionError(`${option}: cert, key and ca do not fit: ${reason}`, { cause });
  }
}

function commonName(cert: Buffer): string | undefined {
  return /^CN=(.+)$/m.exec(new X509Certificate(cert).subject)?.[1];
}
