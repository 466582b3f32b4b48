import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { EmbeddedError } from '../error/embedded-error.js';

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
const MAX_PORT = 65_535;

/**
 * Completes and checks the option `tls`.
 *
 * @returns undefined without TLS.
 * @throws {EmbeddedError} naming the option and what is allowed.
 */
export function parseTlsOptions(input: unknown, option: string): TlsSettings | undefined {
  if (input === undefined) return undefined;
  if (typeof input !== 'object' || input === null) {
    throw invalid(`${option} must be an object with ${KEYS.join(', ')}`);
  }
  const unknown = Object.keys(input).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw invalid(`unknown option ${option}.${unknown}; known are ${KEYS.join(', ')}`);
  }
  const { port = 0, ca, ...given } = input as TlsOptions;
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT) {
    throw invalid(`${option}.port must be an integer from 0 to ${MAX_PORT}`);
  }
  const cert = readPem(given.cert, `${option}.cert`);
  const key = readPem(given.key, `${option}.key`);
  const trusted = ca === undefined ? {} : { ca: readPem(ca, `${option}.ca`) };
  const authenticateClient: unknown = given.authenticateClient ?? ca !== undefined;
  if (typeof authenticateClient !== 'boolean') {
    throw invalid(`${option}.authenticateClient must be true or false`);
  }
  if (authenticateClient && ca === undefined) {
    throw invalid(`${option}.authenticateClient needs ${option}.ca to check certificates with`);
  }
  const credentials = { cert, key, ...trusted };
  checkCredentials(credentials, option);
  const name = given.name ?? commonName(cert);
  if (typeof name !== 'string' || name === '') {
    throw invalid(`${option}.name must be a text: the certificate has no common name`);
  }
  return Object.freeze({ port, authenticateClient, name, credentials: () => credentials });
}

function readPem(value: unknown, name: string): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value !== 'string' || value === '') {
    throw invalid(`${name} must be PEM, or the path of a file with it`);
  }
  if (value.includes('-----BEGIN')) return Buffer.from(value);
  try {
    return readFileSync(value);
  } catch (cause) {
    throw invalid(`${name}: can't read the file "${value}"`, { cause });
  }
}

function checkCredentials(credentials: SecureContextOptions, option: string): void {
  try {
    createSecureContext(credentials);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw invalid(`${option}: cert, key and ca do not fit: ${reason}`, { cause });
  }
}

function commonName(cert: Buffer): string | undefined {
  return /^CN=(.+)$/m.exec(new X509Certificate(cert).subject)?.[1];
}

function invalid(message: string, options?: ErrorOptions): EmbeddedError {
  return new EmbeddedError('EMBEDDED_OPTION', message, options);
}
