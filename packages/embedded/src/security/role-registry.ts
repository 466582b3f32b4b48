import { type GrantedPrivilege, hasScope, Privilege, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Allowlist } from './allowlist.js';
import { checkName } from './name.js';
import { findPrivilege, PRIVILEGES } from './permission.js';
import { privilegeKey, type Role, sortPrivileges } from './role.js';

/** Largest quota: clients read it as a signed integer. */
const MAX_QUOTA = 0x7fff_ffff;

/** What a new role has besides its name; what is left out, it does not have. */
export interface RoleParts {
  readonly privileges?: readonly GrantedPrivilege[] | undefined;
  readonly allowlist?: Allowlist | undefined;
  readonly readQuota?: number | undefined;
  readonly writeQuota?: number | undefined;
}

/** The roles of a cluster. Every method throws {@link CommandError} with the server's code. */
export class RoleRegistry {
  /** Grows with every change. */
  revision = 0;
  readonly #roles = new Map<string, Role>();
  readonly #quotasEnabled: boolean;

  constructor(quotasEnabled: boolean) {
    this.#quotasEnabled = quotasEnabled;
    for (const privilege of Object.values(Privilege)) {
      const { name } = PRIVILEGES[privilege];
      const privileges = [{ privilege, namespace: '', set: '' }];
      this.#put({ ...EMPTY_ROLE, name, privileges, isPredefined: true });
    }
  }

  /** Drops all roles but the predefined ones and takes others instead. */
  replaceAll(roles: readonly Role[]): void {
    for (const { name, isPredefined } of this.all) if (!isPredefined) this.#roles.delete(name);
    for (const role of roles) this.#put(role);
    this.revision++;
  }

  /** Sorted by name. */
  get all(): readonly Role[] {
    return [...this.#roles.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  has(name: string): boolean {
    return this.#roles.has(name);
  }

  /** @throws {CommandError} 70 when there is none. */
  get(name: string): Role {
    const role = this.#roles.get(name);
    if (role === undefined) throw invalidRole(`no role "${name}"`);
    return role;
  }

  /** @throws {CommandError} 70, 71, 72, 74 or 75. */
  create(name: string, parts: RoleParts): void {
    checkName(name, ResultCode.INVALID_ROLE);
    if (this.#roles.has(name)) {
      throw new CommandError(ResultCode.ROLE_EXISTS, `role "${name}" exists`);
    }
    const { privileges, allowlist, readQuota = 0, writeQuota = 0 } = parts;
    if (privileges !== undefined) checkPrivileges(privileges);
    if (readQuota !== 0 || writeQuota !== 0) this.#checkQuotas(readQuota, writeQuota);
    this.#put({
      ...EMPTY_ROLE,
      name,
      privileges: sortPrivileges(privileges ?? []),
      allowlist,
      readQuota,
      writeQuota,
    });
  }

  /** @throws {CommandError} 70. */
  drop(name: string): void {
    this.#getOwn(name);
    this.#roles.delete(name);
    this.revision++;
  }

  /** @throws {CommandError} 70 or 72. */
  grant(name: string, privileges: readonly GrantedPrivilege[]): void {
    const role = this.#getOwn(name);
    checkPrivileges(privileges);
    this.#put({ ...role, privileges: sortPrivileges([...role.privileges, ...privileges]) });
  }

  /** Privileges that the role does not have with just this scope are passed over. */
  revoke(name: string, privileges: readonly GrantedPrivilege[]): void {
    const role = this.#getOwn(name);
    checkPrivileges(privileges);
    const revoked = new Set(privileges.map(privilegeKey));
    const left = role.privileges.filter((each) => !revoked.has(privilegeKey(each)));
    this.#put({ ...role, privileges: left });
  }

  /** @throws {CommandError} 70. */
  setAllowlist(name: string, allowlist: Allowlist | undefined): void {
    this.#put({ ...this.#getOwn(name), allowlist });
  }

  /**
   * Leaves a quota that is undefined as it is.
   *
   * @throws {CommandError} 70, 74 or 75.
   */
  setQuotas(name: string, readQuota: number | undefined, writeQuota: number | undefined): void {
    const role = this.#getOwn(name);
    this.#checkQuotas(readQuota ?? 0, writeQuota ?? 0);
    this.#put({
      ...role,
      readQuota: readQuota ?? role.readQuota,
      writeQuota: writeQuota ?? role.writeQuota,
    });
  }

  #put(role: Role): void {
    this.#roles.set(role.name, Object.freeze(role));
    this.revision++;
  }

  /** A role that can be changed. */
  #getOwn(name: string): Role {
    const role = this.get(name);
    if (role.isPredefined) throw invalidRole(`role "${name}" is predefined`);
    return role;
  }

  #checkQuotas(readQuota: number, writeQuota: number): void {
    if (!this.#quotasEnabled) {
      throw new CommandError(ResultCode.QUOTAS_NOT_ENABLED, 'enableQuotas is off');
    }
    if (readQuota > MAX_QUOTA || writeQuota > MAX_QUOTA) {
      throw new CommandError(ResultCode.INVALID_QUOTA, `a quota above ${MAX_QUOTA}`);
    }
  }
}

const EMPTY_ROLE = {
  privileges: [],
  allowlist: undefined,
  readQuota: 0,
  writeQuota: 0,
  isPredefined: false,
} as const;

function checkPrivileges(privileges: readonly GrantedPrivilege[]): void {
  if (privileges.length === 0) throw invalidPrivilege('no privileges');
  for (const { privilege, namespace, set } of privileges) {
    if (findPrivilege(privilege) === undefined) throw invalidPrivilege(`no privilege ${privilege}`);
    if (!hasScope(privilege) && namespace !== '')
      throw invalidPrivilege('a scope for a global one');
    if (namespace === '' && set !== '') throw invalidPrivilege('a set without a namespace');
  }
}

function invalidRole(message: string): CommandError {
  return new CommandError(ResultCode.INVALID_ROLE, message);
}

function invalidPrivilege(message: string): CommandError {
  return new CommandError(ResultCode.INVALID_PRIVILEGE, message);
}
