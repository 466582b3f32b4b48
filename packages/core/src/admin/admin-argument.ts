import { isIP } from 'node:net';
import { utf8Length } from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';

/** Longest name of a user or role, and longest password, in bytes of UTF-8. */
const MAX_BYTES = 63;
const MAX_ROLES = 0xff;
/** Clients read quotas as signed integers of 32 bits. */
const MAX_QUOTA = 0x7fff_ffff;
const MAX_PREFIX: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/**
 * Checks the name of a user or role.
 *
 * @throws {InvalidArgError} unless it has 1 to 63 bytes.
 */
export function checkName(name: unknown, path: string): string {
  if (typeof name === 'string') {
    const size = utf8Length(name);
    if (size > 0 && size <= MAX_BYTES && !name.includes('\0')) return name;
  }
  throw invalidArg(path, name, `a name of 1 to ${MAX_BYTES} bytes`);
}

/**
 * Checks a new password. The error does not show it.
 *
 * @throws {InvalidArgError} unless it has 1 to 63 bytes: clients made of the C client cut longer ones,
 * and log in with another password then.
 */
export function checkPassword(password: unknown): string {
  const argument = 'password';
  if (typeof password !== 'string') {
    throw new InvalidArgError(`${argument} must be a string; got ${typeof password}`, { argument });
  }
  const size = utf8Length(password);
  if (size === 0 || size > MAX_BYTES || password.includes('\0')) {
    const allowed = `${argument} must have 1 to ${MAX_BYTES} bytes, and no NUL; got ${size} bytes`;
    throw new InvalidArgError(allowed, { argument });
  }
  return password;
}

/**
 * Checks names of roles.
 *
 * @throws {InvalidArgError} unless it is an array of at most 255 names.
 */
export function checkRoles(roles: readonly string[]): readonly string[] {
  if (!Array.isArray(roles) || roles.length > MAX_ROLES) {
    throw invalidArg('roles', roles, `an array of at most ${MAX_ROLES} names of roles`);
  }
  return roles.map((role, i) => checkName(role, `roles[${i}]`));
}

/** @throws {InvalidArgError} for an empty array: such a command would do nothing. */
export function expectSome<T>(items: readonly T[], path: string): readonly T[] {
  if (items.length > 0) return items;
  throw invalidArg(path, items, 'an array with at least one element');
}

/**
 * Checks an allowlist.
 *
 * @returns the addresses as the server takes them; empty for none.
 * @throws {InvalidArgError} unless all are addresses (`10.1.2.3`) or networks (`10.0.0.0/8`).
 */
export function checkAllowlist(allowlist: readonly string[] | null | undefined): string {
  if (allowlist === null || allowlist === undefined) return '';
  if (!Array.isArray(allowlist)) {
    throw invalidArg('whitelist', allowlist, 'an array of addresses and networks');
  }
  return allowlist.map((entry: unknown, i) => checkNetwork(entry, `whitelist[${i}]`)).join(',');
}

function checkNetwork(entry: unknown, path: string): string {
  if (typeof entry === 'string') {
    const [address = '', prefix, ...more] = entry.split('/');
    const max = MAX_PREFIX[isIP(address)];
    const isPrefix =
      prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (max ?? 0));
    if (max !== undefined && isPrefix && more.length === 0) return entry;
  }
  throw invalidArg(path, entry, 'an address (10.1.2.3) or a network (10.0.0.0/8)');
}

/**
 * Checks a quota.
 *
 * @throws {InvalidArgError} unless it is a whole number of records per second that 31 bits hold.
 */
export function checkQuota(quota: unknown, path: string): number {
  if (Number.isInteger(quota) && (quota as number) >= 0 && (quota as number) <= MAX_QUOTA) {
    return quota as number;
  }
  throw invalidArg(path, quota, `records per second (0 to ${MAX_QUOTA}), 0 for no limit`);
}
