import { RoleRegistry } from './role-registry.js';
import type { SecuritySettings } from './security-options.js';
import { SessionTokens } from './session-token.js';
import { UserRegistry } from './user-registry.js';

/** The users and roles of a cluster: its nodes share them. */
export class AccessControl {
  readonly settings: SecuritySettings;
  /** Seconds that a login lasts; clients can change it with `set-config`. */
  sessionTtl: number;
  readonly roles: RoleRegistry;
  readonly users: UserRegistry;
  readonly tokens: SessionTokens;
  /** Settled when the users of the options are there: their passwords have to be hashed. */
  readonly ready: Promise<void>;

  constructor(settings: SecuritySettings) {
    this.settings = settings;
    this.sessionTtl = settings.sessionTtl;
    this.roles = new RoleRegistry(settings.enableQuotas);
    this.users = new UserRegistry(this.roles);
    this.tokens = new SessionTokens(this.users);
    for (const role of settings.roles) this.roles.create(role.name, role);
    this.ready = this.#createUsers();
  }

  async #createUsers(): Promise<void> {
    for (const { name, hashPassword, roles } of this.settings.users) {
      this.users.create(name, await hashPassword(), roles);
    }
  }
}
