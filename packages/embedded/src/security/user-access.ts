import { AccessRights } from './access-rights.js';
import type { Allowlist } from './allowlist.js';
import type { Role } from './role.js';

/** What follows from the roles of a user. */
export class UserAccess {
  readonly rights: AccessRights;
  /** Records per second: the largest quota of the roles; 0 when none has one. */
  readonly readQuota: number;
  readonly writeQuota: number;
  readonly #allowlists: readonly Allowlist[];

  constructor(roles: readonly Role[]) {
    this.rights = new AccessRights(roles.flatMap(({ privileges }) => privileges));
    this.readQuota = Math.max(0, ...roles.map((role) => role.readQuota));
    this.writeQuota = Math.max(0, ...roles.map((role) => role.writeQuota));
    this.#allowlists = roles.flatMap(({ allowlist }) => allowlist ?? []);
  }

  /** True when no role has an allowlist, or one of the allowlists has the address. */
  isAllowedFrom(address: string): boolean {
    if (this.#allowlists.length === 0) return true;
    return this.#allowlists.some((allowlist) => allowlist.includes(address));
  }
}
