import { type GrantedPrivilege, type Privilege, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { optionError } from '../error/option-error.js';
import { checkBoolean, checkInteger, checkObject, checkText } from '../option/check-option.js';
import { Allowlist } from './allowlist.js';
import { Credential, credentialOf } from './credential.js';
import { PRIVILEGES } from './permission.js';
import { RoleRegistry } from './role-registry.js';
import { UserRegistry } from './user-registry.js';

/** Security of a server of the Enterprise Edition; the names are those of its configuration. */
export interface SecurityOptions {
  /**
   * Users besides `admin`, who has the password `admin` and the role `user-admin` unless one with
   * this name is given.
   */
  readonly users?: readonly UserOptions[];
  /** Roles besides the predefined ones. */
  readonly roles?: readonly RoleOptions[];
  /**
   * Seconds after which clients have to log in again, by the clock of the server; 120 to 864000.
   * Default 86400.
   */
  readonly sessionTtl?: number;
  /** Count and limit reads and writes; without it, roles can't have quotas. Default false. */
  readonly enableQuotas?: boolean;
}

/** A user that a server has from its start. */
export interface UserOptions {
  /** 1 to 63 bytes. */
  readonly name: string;
  /** Without one, the user can only log in with a client certificate. */
  readonly password?: string;
  /** Default none. */
  readonly roles?: readonly string[];
}

/** A role that a server has from its start. */
export interface RoleOptions {
  /** 1 to 63 bytes. */
  readonly name: string;
  /** `read`, or with a scope `read.<namespace>` or `read.<namespace>.<set>`. Default none. */
  readonly privileges?: readonly string[];
  /** Addresses and networks (`10.0.0.0/8`) users must come from. Default from anywhere. */
  readonly allowlist?: readonly string[];
  /** Records per second; 0, the default, for no limit. Needs `enableQuotas`. */
  readonly readQuota?: number;
  /** Records per second; 0, the default, for no limit. Needs `enableQuotas`. */
  readonly writeQuota?: number;
}

/** The options, complete and checked. */
export interface SecuritySettings {
  readonly users: readonly UserSettings[];
  readonly roles: readonly RoleSettings[];
  readonly sessionTtl: number;
  readonly enableQuotas: boolean;
}

export interface UserSettings {
  readonly name: string;
  readonly roles: readonly string[];
  /** Hashes the password, which can't be seen from outside. */
  readonly hashPassword: () => Promise<Credential>;
}

export interface RoleSettings {
  readonly name: string;
  readonly privileges: readonly GrantedPrivilege[] | undefined;
  readonly allowlist: Allowlist | undefined;
  readonly readQuota: number;
  readonly writeQuota: number;
}

const OPTIONS = ['users', 'roles', 'sessionTtl', 'enableQuotas'];
const USER_OPTIONS = ['name', 'password', 'roles'];
const ROLE_OPTIONS = ['name', 'privileges', 'allowlist', 'readQuota', 'writeQuota'];
const SESSION_TTL = { min: 120, max: 864_000, default: 86_400 } as const;
/** Quotas have 32 bits on the wire. */
const MAX_QUOTA = 0xffff_ffff;
/** Clients cut passwords that are longer. */
const MAX_PASSWORD_SIZE = 63;
const ADMIN: UserOptions = { name: 'admin', password: 'admin', roles: ['user-admin'] };

/**
 * Completes and checks the option `security`.
 *
 * @returns undefined when security is off.
 * @throws {EmbeddedError} naming the option and what is allowed.
 */
export function parseSecurityOptions(input: unknown, name: string): SecuritySettings | undefined {
  if (input === false) return undefined;
  const given = checkObject(input === true ? {} : input, name, OPTIONS) as SecurityOptions;
  const { users = [], roles = [], sessionTtl = SESSION_TTL.default, enableQuotas = false } = given;
  const { min, max } = SESSION_TTL;
  const settings: SecuritySettings = {
    users: parseList(users, `${name}.users`, parseUser),
    roles: parseList(roles, `${name}.roles`, parseRole),
    sessionTtl: checkInteger(sessionTtl, `${name}.sessionTtl`, min, max),
    enableQuotas: checkBoolean(enableQuotas, `${name}.enableQuotas`),
  };
  const hasAdmin = settings.users.some((user) => user.name === ADMIN.name);
  const all = hasAdmin ? settings.users : [parseUser(ADMIN, name), ...settings.users];
  const complete = { ...settings, users: all };
  tryOut(complete, name);
  return Object.freeze(complete);
}

/** Whether sessions can be so many seconds long. */
export function isSessionTtl(value: number): boolean {
  return Number.isInteger(value) && value >= SESSION_TTL.min && value <= SESSION_TTL.max;
}

function parseList<T>(
  input: unknown,
  name: string,
  parse: (item: unknown, name: string) => T,
): readonly T[] {
  if (!Array.isArray(input)) throw optionError(`${name} must be a list`);
  return Object.freeze(input.map((item, i) => parse(item, `${name}[${i}]`)));
}

function parseUser(input: unknown, name: string): UserSettings {
  const user = checkObject(input, name, USER_OPTIONS) as UserOptions;
  const password: unknown = user.password;
  if (password !== undefined && !isPassword(password)) {
    throw optionError(`${name}.password must be a text of at most ${MAX_PASSWORD_SIZE} bytes`);
  }
  return {
    name: checkText(user.name, `${name}.name`),
    roles: parseList(user.roles ?? [], `${name}.roles`, checkText),
    hashPassword: () => credentialOf(password),
  };
}

function isPassword(value: unknown): value is string {
  return typeof value === 'string' && Buffer.byteLength(value) <= MAX_PASSWORD_SIZE;
}

function parseRole(input: unknown, name: string): RoleSettings {
  const {
    privileges,
    allowlist = [],
    readQuota = 0,
    writeQuota = 0,
    ...role
  } = checkObject(input, name, ROLE_OPTIONS) as RoleOptions;
  const addresses = parseList(allowlist, `${name}.allowlist`, checkText);
  return {
    name: checkText(role.name, `${name}.name`),
    privileges:
      privileges === undefined
        ? undefined
        : parseList(privileges, `${name}.privileges`, parsePrivilege),
    allowlist: parseAllowlist(addresses, `${name}.allowlist`),
    readQuota: parseQuota(readQuota, `${name}.readQuota`),
    writeQuota: parseQuota(writeQuota, `${name}.writeQuota`),
  };
}

function parsePrivilege(input: unknown, name: string): GrantedPrivilege {
  const [word, namespace = '', set = '', ...more] = checkText(input, name).split('.');
  const privilege = Object.entries(PRIVILEGES).find(([, row]) => row.name === word);
  if (privilege === undefined || more.length > 0) {
    const names = Object.values(PRIVILEGES).map((row) => row.name);
    throw optionError(
      `${name} must be <privilege>, <privilege>.<namespace> or <privilege>.<namespace>.<set>, with ` +
        `one of the privileges ${names.join(', ')}`,
    );
  }
  return { privilege: Number(privilege[0]) as Privilege, namespace, set };
}

function parseAllowlist(addresses: readonly string[], name: string): Allowlist | undefined {
  if (addresses.length === 0) return undefined;
  try {
    return new Allowlist(addresses.join(','));
  } catch {
    throw optionError(`${name} must hold addresses (10.1.2.3) and networks (10.0.0.0/8)`);
  }
}

function parseQuota(value: unknown, name: string): number {
  return checkInteger(value, name, 0, MAX_QUOTA);
}

/** Builds what the settings describe: names that are too long, given twice or not there fail. */
function tryOut(settings: SecuritySettings, name: string): void {
  const roles = new RoleRegistry(settings.enableQuotas);
  const users = new UserRegistry(roles);
  const nobody = Credential.of('');
  for (const role of settings.roles) {
    explain(`${name}.roles: role "${role.name}"`, () => roles.create(role.name, role));
  }
  for (const user of settings.users) {
    explain(`${name}.users: user "${user.name}"`, () => {
      for (const role of user.roles) roles.get(role);
      users.create(user.name, nobody, user.roles);
    });
  }
}

const EXPLANATIONS: Readonly<Record<number, string>> = {
  [ResultCode.INVALID_USER]: 'must have a name of 1 to 63 bytes',
  [ResultCode.USER_EXISTS]: 'is given twice',
  [ResultCode.ROLE_EXISTS]: 'is given twice, or is predefined',
  [ResultCode.QUOTAS_NOT_ENABLED]: 'has a quota, which needs enableQuotas: true',
};

function explain(subject: string, build: () => void): void {
  try {
    build();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw optionError(
      `${subject} ${EXPLANATIONS[error.resultCode] ?? `is wrong: ${error.message}`}`,
    );
  }
}
