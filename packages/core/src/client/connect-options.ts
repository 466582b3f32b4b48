import type { Driver } from '../driver/driver.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkPolicyField } from '../policy/policy-rule.js';

/** How to connect. */
export interface ConnectOptions {
  /** Gives up connecting; the client can connect again afterwards. */
  readonly signal?: AbortSignal;
}

/** What `connect` is given to log in with. */
export interface Login {
  readonly user: string;
  readonly password: string | undefined;
}

/** Makes the driver of one connect-to-close span. @param login - instead of that of the configuration. */
export type OpenDriver = (login: Login | undefined) => Promise<Driver>;

/** @throws {InvalidArgError} for an unknown or wrong option. */
export function checkConnectOptions(options: ConnectOptions): ConnectOptions {
  if (typeof options !== 'object' || options === null) {
    throw invalidArg('options', options, 'an object: { signal }');
  }
  const unknown = Object.keys(options).find((key) => key !== 'signal');
  if (unknown !== undefined) {
    const argument = `options.${unknown}`;
    throw new InvalidArgError(`${argument} is no option of connect; there is signal`, { argument });
  }
  const { signal } = options;
  if (signal !== undefined) checkPolicyField('signal', signal, 'options.signal');
  return options;
}

/** @throws {InvalidArgError} when name or password are no text, or there is a password only. */
export function checkLogin(
  username: string | null | undefined,
  password: string | null | undefined,
): Login | undefined {
  const isNamed = username !== undefined && username !== null;
  const isProven = password !== undefined && password !== null;
  if (isNamed && (typeof username !== 'string' || username === '')) {
    throw invalidArg('username', username, 'the name of a user');
  }
  if (isProven && typeof password !== 'string') {
    throw new InvalidArgError('password must be a string', { argument: 'password' });
  }
  if (isNamed) return { user: username, password: password ?? undefined };
  if (!isProven) return undefined;
  throw new InvalidArgError('username is missing: there is a password', { argument: 'username' });
}
