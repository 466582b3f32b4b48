import { isIP, type OnReadOpts } from 'node:net';
import {
  connect,
  type ConnectionOptions,
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls';
import type { Address } from './address.js';

/** How connections are encrypted. */
export interface TlsSettings extends SecureContextOptions {
  /** Whether only servers with a certificate that can be verified are talked to. */
  readonly rejectUnauthorized: boolean;
}

/** Opens encrypted sockets. Nothing that shows this object shows a key. */
export class TlsClient {
  readonly #context: SecureContext;
  readonly #rejectUnauthorized: boolean;
  /** What lets the next connection to an address skip most of the handshake. */
  readonly #sessions = new Map<string, Buffer>();

  /** @throws the error of OpenSSL when certificates or keys cannot be read or do not fit. */
  constructor({ rejectUnauthorized, ...context }: TlsSettings) {
    this.#context = createSecureContext(context);
    this.#rejectUnauthorized = rejectUnauthorized;
  }

  connect({ host, port, tlsName }: Address, onread: OnReadOpts): TLSSocket {
    const key = `${tlsName ?? ''} ${host} ${port}`;
    const session = this.#sessions.get(key);
    // `onread` is documented, but missing in the types.
    const options: ConnectionOptions & { onread: OnReadOpts } = {
      host,
      port,
      onread,
      secureContext: this.#context,
      rejectUnauthorized: this.#rejectUnauthorized,
      ...serverName(tlsName ?? host),
      ...(session === undefined ? {} : { session }),
    };
    const socket = connect(options);
    socket.on('session', (next) => this.#sessions.set(key, next));
    return socket;
  }
}

/** Certificates are checked against this name; an address is no name that could be asked for. */
function serverName(name: string): { servername?: string } {
  return isIP(name) === 0 ? { servername: name } : {};
}

const REMEDIES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'give its certificate in config.tls.ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'give the certificate of its authority in config.tls.ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'give the certificate of its authority in config.tls.ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'give the certificate of its authority in config.tls.ca',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'give the name in the certificate in config.tls.name, or with the host',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the port may be one without TLS',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'give a client certificate in config.tls.cert and key',
};

/** An error of the handshake, with what can be done about it where that is known. */
export function explainTlsError(error: Error): Error {
  const remedy = REMEDIES[(error as NodeJS.ErrnoException).code ?? ''];
  if (remedy === undefined) return error;
  return new Error(`${error.message.trim()}; remedy: ${remedy}`, { cause: error });
}

/** The end of a connection before the handshake was done: nodes cut off what is not encrypted so. */
export function explainHandshake(cause: Error): Error {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'ECONNRESET' && code !== 'EPIPE') return cause;
  return new Error(`${cause.message}; remedy: the port may be one without TLS`, { cause });
}
