import { X509Certificate } from 'node:crypto';
import type { SecureVersion } from 'node:tls';
import { InvalidArgError } from '../error/argument-error.js';
import { TlsClient } from '../driver/wire/socket/tls-client.js';

/** A certificate or key in PEM form, or several of them in one text. */
export type Pem = string | Uint8Array;

/** How connections are encrypted; all fields may be absent. */
export interface TlsConfig {
  /** Name in the certificates of the nodes, where neither host nor node tells one. Default the host. */
  readonly name?: string;
  /** Certificates of the authorities to trust. Default those that Node.js trusts. */
  readonly ca?: Pem | readonly Pem[];
  /** Certificate of the client, with those it is signed with. */
  readonly cert?: Pem;
  /** Private key of that certificate. */
  readonly key?: Pem;
  /** What the private key is encrypted with. */
  readonly passphrase?: string;
  /**
   * Talk only to nodes whose certificate is valid and holds their name. Default true; false lets anybody
   * on the way read and change everything, and is for tests only.
   */
  readonly rejectUnauthorized?: boolean;
  /** Revoked certificates. */
  readonly crl?: Pem | readonly Pem[];
  /** Ciphers in the form of OpenSSL. Default those of Node.js. */
  readonly ciphers?: string;
  /** Default `TLSv1.2`. */
  readonly minVersion?: SecureVersion;
  /** Default `TLSv1.3`. */
  readonly maxVersion?: SecureVersion;
}

/**
 * Reads the certificates.
 *
 * @throws {InvalidArgError} when they cannot be read or do not fit; never shows them.
 */
export function openTls(config: TlsConfig): TlsClient {
  const { name: _name, rejectUnauthorized = true, ...context } = config;
  expectCertificates(context.ca, 'config.tls.ca');
  expectCertificates(context.cert, 'config.tls.cert');
  const given = Object.entries(context).filter(([, value]) => value !== undefined);
  const pems = given.map(([field, value]) => [field, inBuffers(value as Pem)]);
  try {
    return new TlsClient({ rejectUnauthorized, ...Object.fromEntries(pems) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidArgError(`config.tls: certificates or key cannot be used: ${reason}`, {
      argument: 'config.tls',
    });
  }
}

/** OpenSSL passes over what it cannot read, and trusts nobody then. */
function expectCertificates(given: Pem | readonly Pem[] | undefined, argument: string): void {
  if (given === undefined) return;
  for (const pem of Array.isArray(given) ? (given as readonly Pem[]) : [given as Pem]) {
    try {
      new X509Certificate(pem);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new InvalidArgError(`${argument} holds no certificate that can be read: ${reason}`, {
        argument,
      });
    }
  }
}

/** OpenSSL wants Buffers where bytes are given. */
function inBuffers(value: Pem | readonly Pem[]): unknown {
  if (Array.isArray(value)) return (value as readonly Pem[]).map(inBuffers);
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}
