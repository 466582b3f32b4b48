import { AUTH_EXTERNAL, AUTH_INTERNAL, AUTH_MODES, AUTH_PKI } from '../driver/auth-mode.js';
import type { AuthMode, AuthModeName } from '../driver/auth-mode.js';
import { Credentials } from '../driver/credentials.js';
import { InvalidArgError } from '../error/argument-error.js';
import { ClientError } from '../error/client-error.js';
import type { TlsConfig } from './tls-config.js';

/** What a configuration says of the login. */
export interface LoginConfig {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly authMode?: AuthMode | AuthModeName | undefined;
  readonly tls?: TlsConfig | undefined;
}

/**
 * What to log in with; undefined without a user.
 *
 * @throws {InvalidArgError} when user, password, mode and TLS do not fit.
 */
export function parseCredentials(config: LoginConfig): Credentials | undefined {
  const { user, password, authMode = AUTH_INTERNAL, tls } = config;
  const mode = typeof authMode === 'string' ? AUTH_MODES[authMode] : authMode;
  if (mode === AUTH_PKI) return certificateCredentials(config);
  if (mode === AUTH_EXTERNAL && tls === undefined) {
    throw refused('tls', 'is missing: external users log in with the password itself', [
      "give it, or accept that everybody on the way can read the password: authMode 'external-insecure'",
    ]);
  }
  if (user === undefined && password === undefined) return undefined;
  if (user === undefined) throw refused('user', 'is missing: there is a password');
  if (password === undefined) throw refused('password', 'is missing: there is a user');
  return new Credentials(mode, user, password);
}

/**
 * What to log in with when `connect` is told.
 *
 * @throws {ClientError} `PASSWORD_REQUIRED` without a password; {InvalidArgError} as
 *   {@link parseCredentials}.
 */
export function credentialsOf(config: LoginConfig, user: string, password?: string): Credentials {
  if (password === undefined) {
    throw new ClientError('Password is required when username is provided.', {
      code: 'PASSWORD_REQUIRED',
    });
  }
  return parseCredentials({ ...config, user, password }) as Credentials;
}

function certificateCredentials({ user, password, tls }: LoginConfig): Credentials {
  const superfluous = user === undefined ? { password } : { user };
  const [key, value] = Object.entries(superfluous)[0] as [string, string | undefined];
  if (value !== undefined) {
    throw refused(
      key,
      "must be left out with authMode 'pki': the client certificate tells the user",
    );
  }
  if (tls?.cert === undefined || tls.key === undefined) {
    throw refused('tls', "needs `cert` and `key` with authMode 'pki': they say who the user is");
  }
  return new Credentials(AUTH_PKI);
}

function refused(key: string, reason: string, remedies: readonly string[] = []): InvalidArgError {
  const argument = `config.${key}`;
  return new InvalidArgError([`${argument} ${reason}`, ...remedies].join('; '), { argument });
}
