import {
  type GrantedPrivilege,
  hasScope,
  type Privilege as PrivilegeNumber,
} from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkNamespace, checkSet } from '../key/resolve-key.js';

/** Manages users and roles. */
export const PRIV_USER_ADMIN = 0;
/** Configures the servers. */
export const PRIV_SYS_ADMIN = 1;
/** Manages indexes and modules, truncates, aborts queries. */
export const PRIV_DATA_ADMIN = 2;
/** Manages user-defined functions. */
export const PRIV_UDF_ADMIN = 3;
/** Manages secondary indexes. */
export const PRIV_SINDEX_ADMIN = 4;
/** Reads records. */
export const PRIV_READ = 10;
/** Reads and writes records. */
export const PRIV_READ_WRITE = 11;
/** Reads and writes records, also by user-defined functions. */
export const PRIV_READ_WRITE_UDF = 12;
/** Writes records, and cannot read them. */
export const PRIV_WRITE = 13;
/** Truncates sets and namespaces. */
export const PRIV_TRUNCATE = 14;
/** Manages the masking of bins. */
export const PRIV_MASKING_ADMIN = 15;
/** Reads masked bins as they are. */
export const PRIV_READ_MASKED = 16;
/** Writes masked bins. */
export const PRIV_WRITE_MASKED = 17;

/** Number of a privilege. */
export type PrivilegeCode = PrivilegeNumber;

const NAMES = {
  [PRIV_USER_ADMIN]: 'user-admin',
  [PRIV_SYS_ADMIN]: 'sys-admin',
  [PRIV_DATA_ADMIN]: 'data-admin',
  [PRIV_UDF_ADMIN]: 'udf-admin',
  [PRIV_SINDEX_ADMIN]: 'sindex-admin',
  [PRIV_READ]: 'read',
  [PRIV_READ_WRITE]: 'read-write',
  [PRIV_READ_WRITE_UDF]: 'read-write-udf',
  [PRIV_WRITE]: 'write',
  [PRIV_TRUNCATE]: 'truncate',
  [PRIV_MASKING_ADMIN]: 'masking-admin',
  [PRIV_READ_MASKED]: 'read-masked',
  [PRIV_WRITE_MASKED]: 'write-masked',
} as const satisfies Readonly<Record<PrivilegeCode, string>>;

/** Name of a privilege, and of the predefined role that has just this privilege. */
export type PrivilegeName = (typeof NAMES)[PrivilegeCode];

type Underscored<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : Name;
type Spelled<Name extends string> = Name | Underscored<Name>;

/** A name as callers may write it: `read-write`, `read_write`, `READ_WRITE`. */
export type PrivilegeWord = Spelled<PrivilegeName> | Uppercase<Spelled<PrivilegeName>>;

/** A privilege to grant or revoke, and where it holds. */
export interface PrivilegeInput {
  /** A `PRIV_…` constant or a name. */
  readonly code: PrivilegeCode | PrivilegeWord;
  /** Namespace; everywhere when absent. Only for privileges on records. */
  readonly ns?: string;
  /** Set; all of the namespace when absent. */
  readonly set?: string;
}

/** A privilege that a role has, and where it holds; as a {@link PrivilegeInput} it is the same again. */
export interface Privilege {
  /** One of the `PRIV_…` constants; servers newer than this client may tell others. */
  readonly code: PrivilegeCode;
  /** `unknown` for a code that this client does not know. */
  readonly name: PrivilegeName | 'unknown';
  /** Empty for everywhere. */
  readonly ns: string;
  /** Empty for all sets of the namespace. */
  readonly set: string;
}

const CODES: ReadonlyMap<string, number> = new Map(
  Object.entries(NAMES).map(([code, name]) => [name, Number(code)]),
);
const FIELDS: ReadonlySet<string> = new Set(['code', 'name', 'ns', 'set']);

/** A privilege as results show it. */
export function toPrivilege({ privilege, namespace, set }: GrantedPrivilege): Privilege {
  const code = privilege as PrivilegeCode;
  return { code, name: NAMES[code] ?? 'unknown', ns: namespace, set };
}

/**
 * Checks privileges.
 *
 * @throws {InvalidArgError} for an unknown code, name or field, and for a scope that cannot be.
 */
export function checkPrivileges(privileges: readonly PrivilegeInput[]): GrantedPrivilege[] {
  if (!Array.isArray(privileges) || privileges.length > 0xff) {
    throw invalidArg('privileges', privileges, 'an array of at most 255 privileges');
  }
  return privileges.map((each: PrivilegeInput, i) => checkPrivilege(each, `privileges[${i}]`));
}

function checkPrivilege(input: PrivilegeInput, path: string): GrantedPrivilege {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalidArg(path, input, 'an object { code, ns, set }');
  }
  const unknown = Object.keys(input).find((field) => !FIELDS.has(field));
  if (unknown !== undefined) {
    const argument = `${path}.${unknown}`;
    const text = `${argument} is no field of a privilege; there are code, ns and set`;
    throw new InvalidArgError(text, { argument });
  }
  const privilege = checkCode(input.code, `${path}.code`);
  const { ns = '', set = '' } = input;
  if (ns === '') {
    if (set === '') return { privilege, namespace: '', set: '' };
    throw invalidArg(`${path}.ns`, ns, 'the namespace of the set');
  }
  if (!hasScope(privilege)) {
    const name = NAMES[privilege as PrivilegeCode];
    throw invalidArg(`${path}.ns`, ns, `absent: ${name} holds for the whole cluster`);
  }
  const namespace = checkNamespace(ns, `${path}.ns`);
  return { privilege, namespace, set: checkSet(set, `${path}.set`) };
}

function checkCode(code: unknown, path: string): number {
  if (typeof code === 'number' && Object.hasOwn(NAMES, code)) return code;
  const known =
    typeof code === 'string' ? CODES.get(code.toLowerCase().replaceAll('_', '-')) : undefined;
  if (known !== undefined) return known;
  throw invalidArg(path, code, `a PRIV_… constant or one of ${[...CODES.keys()].join(', ')}`);
}
