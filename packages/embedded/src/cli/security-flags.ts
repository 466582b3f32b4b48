import { optionError } from '../error/option-error.js';
import type { UserOptions } from '../security/security-options.js';
import type { EmbeddedServerOptions } from '../server/server-options.js';

/** Flags about users and encryption, for `parseArgs`. */
export const SECURITY_FLAGS = {
  security: { type: 'boolean' },
  'enable-quotas': { type: 'boolean' },
  user: { type: 'string', multiple: true },
  'tls-port': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'tls-ca': { type: 'string' },
} as const;

/** What the flags are for. */
export const SECURITY_USAGE = `  --security           clients must log in: user admin, password admin (enterprise edition)
  --user <name:password:role,role>  with it: another user; may be given several times
  --enable-quotas      with it: roles can have quotas
  --tls-cert <path>    listen for TLS too, with this certificate (enterprise edition)
  --tls-key <path>     with it: the private key of the certificate
  --tls-ca <path>      with it: require client certificates that these have signed
  --tls-port <number>  with it: port to listen on (default 4333, 0 for any free one)
`;

/** Values of the flags. */
interface SecurityFlags {
  readonly security?: boolean | undefined;
  readonly 'enable-quotas'?: boolean | undefined;
  readonly user?: readonly string[] | undefined;
  readonly 'tls-port'?: string | undefined;
  readonly 'tls-cert'?: string | undefined;
  readonly 'tls-key'?: string | undefined;
  readonly 'tls-ca'?: string | undefined;
}

const DEFAULT_TLS_PORT = 4333;

/**
 * The options that the flags stand for.
 *
 * @throws {EmbeddedError} naming the flag.
 */
export function readSecurityFlags(
  flags: SecurityFlags,
): Pick<EmbeddedServerOptions, 'security' | 'tls'> {
  return { ...readSecurity(flags), ...readTls(flags) };
}

function readSecurity(flags: SecurityFlags): Pick<EmbeddedServerOptions, 'security'> {
  if (flags.security !== true) {
    for (const flag of ['user', 'enable-quotas'] as const) {
      if (flags[flag] !== undefined) throw optionError(`--${flag} needs --security`);
    }
    return {};
  }
  const users = (flags.user ?? []).map(readUser);
  return { security: { users, enableQuotas: flags['enable-quotas'] === true } };
}

/** The password must not show in an error. */
function readUser(text: string): UserOptions {
  const [name = '', password, roles = '', ...more] = text.split(':');
  if (name === '' || password === undefined || more.length > 0) {
    throw optionError(
      `--user must be name:password:role,role, found "${name}" and what follows it`,
    );
  }
  return { name, password, roles: roles === '' ? [] : roles.split(',') };
}

function readTls(flags: SecurityFlags): Pick<EmbeddedServerOptions, 'tls'> {
  const { 'tls-cert': cert, 'tls-key': key, 'tls-ca': ca, 'tls-port': port } = flags;
  if (cert === undefined || key === undefined) {
    if (cert === key && ca === undefined && port === undefined) return {};
    throw optionError('TLS needs both --tls-cert and --tls-key');
  }
  if (port !== undefined && !/^\d{1,5}$/.test(port)) {
    throw optionError(`--tls-port must be a number from 0 to 65535, found "${port}"`);
  }
  return {
    tls: {
      cert,
      key,
      port: port === undefined ? DEFAULT_TLS_PORT : Number(port),
      ...(ca === undefined ? {} : { ca }),
    },
  };
}
