import {
  createRole,
  dropRole,
  grantPrivileges,
  queryRole,
  queryRoles,
  revokePrivileges,
  setAllowlist,
  setQuotas,
} from '../command/manage-roles.js';
import {
  changePassword,
  createUser,
  dropUser,
  grantRoles,
  queryUser,
  queryUsers,
  revokeRoles,
} from '../command/manage-users.js';
import type { PrivilegeInput } from '../admin/privilege.js';
import type { RoleInfo } from '../admin/role-info.js';
import type { UserInfo } from '../admin/user-info.js';
import type { Session } from '../command/session.js';
import type { AdminPolicy } from '../policy/admin-policy.js';

/** What may be said of a new role besides its name and privileges. */
type RoleArguments = [
  policy?: AdminPolicy,
  whitelist?: readonly string[] | null,
  readQuota?: number,
  writeQuota?: number,
];

/**
 * The part of a client that concerns users and roles. One of the layers of {@link AerospikeClient},
 * which would be too long in one piece.
 *
 * All commands here need a cluster of the Enterprise Edition with security enabled, and but for the
 * change of the own password and the question for the own user the privilege `user-admin`; else they
 * reject with an {@link AdminError}. The node that is asked tells the others of a change, which takes
 * a moment. A change that runs out of time may have happened.
 */
export abstract class AccessClient {
  readonly #session: Session;

  protected constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Creates a user.
   *
   * @param password - 1 to 63 bytes; hashed before it is sent.
   * @param roles - names of predefined roles, as `read-write`, or of others.
   * @throws {AdminError} `USER_EXISTS`
   */
  adminCreateUser(
    username: string,
    password: string,
    roles: readonly string[],
    policy?: AdminPolicy,
  ): Promise<void> {
    return createUser(this.#session, { username, password, roles }, policy);
  }

  /**
   * Creates a user who has no password, and can only log in with a certificate. Needs server 8.1.
   *
   * @throws {AdminError} `USER_EXISTS`
   */
  adminCreatePkiUser(
    username: string,
    roles: readonly string[],
    policy?: AdminPolicy,
  ): Promise<void> {
    return createUser(this.#session, { username, password: null, roles }, policy);
  }

  /** Drops a user. @throws {AdminError} `INVALID_USER` when there is none. */
  adminDropUser(username: string, policy?: AdminPolicy): Promise<void> {
    return dropUser(this.#session, username, policy);
  }

  /**
   * Changes a password: everybody the own one, user admins that of others. After a change of the own
   * one this client logs in with the new password; other clients of the user need it from their
   * configuration.
   *
   * @param password - 1 to 63 bytes; hashed before it is sent.
   * @throws {AdminError} `INVALID_USER`; `FORBIDDEN_PASSWORD`; `INVALID_PASSWORD` when the own password
   * was changed elsewhere since this client logged in.
   */
  adminChangePassword(username: string, password: string, policy?: AdminPolicy): Promise<void> {
    return changePassword(this.#session, username, password, policy);
  }

  /** Gives roles to a user. @throws {AdminError} `INVALID_USER` `INVALID_ROLE` */
  adminGrantRoles(username: string, roles: readonly string[], policy?: AdminPolicy): Promise<void> {
    return grantRoles(this.#session, username, roles, policy);
  }

  /** Takes roles from a user. @throws {AdminError} `INVALID_USER` `INVALID_ROLE` */
  adminRevokeRoles(
    username: string,
    roles: readonly string[],
    policy?: AdminPolicy,
  ): Promise<void> {
    return revokeRoles(this.#session, username, roles, policy);
  }

  /** Tells of one user, as the node that is asked sees it. @throws {AdminError} `INVALID_USER` */
  adminQueryUserInfo(username: string, policy?: AdminPolicy): Promise<UserInfo> {
    return queryUser(this.#session, username, policy);
  }

  /** Tells of all users, as the node that is asked sees them. */
  adminQueryUsersInfo(policy?: AdminPolicy): Promise<UserInfo[]> {
    return queryUsers(this.#session, policy);
  }

  /**
   * Creates a role.
   *
   * @param privileges - `{ code, ns, set }` with a `PRIV_…` constant or a name as code.
   * @param whitelist - addresses and networks users must come from; null for anywhere.
   * @param readQuota - records per second, as `writeQuota`; 0 for no limit.
   * @throws {AdminError} `ROLE_EXISTS` `INVALID_PRIVILEGE` `QUOTAS_NOT_ENABLED`
   */
  adminCreateRole(
    role: string,
    privileges: readonly PrivilegeInput[],
    ...[policy, whitelist, readQuota = 0, writeQuota = 0]: RoleArguments
  ): Promise<void> {
    const newRole = { role, privileges, whitelist, readQuota, writeQuota };
    return createRole(this.#session, newRole, policy);
  }

  /** Drops a role, and takes it from its users. @throws {AdminError} `INVALID_ROLE` */
  adminDropRole(role: string, policy?: AdminPolicy): Promise<void> {
    return dropRole(this.#session, role, policy);
  }

  /** Gives privileges to a role. @throws {AdminError} `INVALID_ROLE` `INVALID_PRIVILEGE` */
  adminGrantPrivileges(
    role: string,
    privileges: readonly PrivilegeInput[],
    policy?: AdminPolicy,
  ): Promise<void> {
    return grantPrivileges(this.#session, role, privileges, policy);
  }

  /**
   * Takes privileges from a role, each with just the scope it was given with.
   *
   * @throws {AdminError} `INVALID_ROLE` `INVALID_PRIVILEGE`
   */
  adminRevokePrivileges(
    role: string,
    privileges: readonly PrivilegeInput[],
    policy?: AdminPolicy,
  ): Promise<void> {
    return revokePrivileges(this.#session, role, privileges, policy);
  }

  /** Tells of one role. @throws {AdminError} `INVALID_ROLE` */
  adminQueryRole(role: string, policy?: AdminPolicy): Promise<RoleInfo> {
    return queryRole(this.#session, role, policy);
  }

  /** Tells of all roles, the predefined ones included. */
  adminQueryRoles(policy?: AdminPolicy): Promise<RoleInfo[]> {
    return queryRoles(this.#session, policy);
  }

  /**
   * Says where users with a role must come from. Who is connected from elsewhere loses the connection
   * sooner or later.
   *
   * @param whitelist - addresses (`10.1.2.3`) and networks (`10.0.0.0/8`); null or `[]` for anywhere.
   * @throws {AdminError} `INVALID_ROLE` `INVALID_ALLOWLIST`
   */
  adminSetWhitelist(
    role: string,
    whitelist: readonly string[] | null,
    policy?: AdminPolicy,
  ): Promise<void> {
    return setAllowlist(this.#session, role, whitelist, policy);
  }

  /** The same as {@link adminSetWhitelist}, by the name that servers use today. */
  adminSetAllowlist(
    role: string,
    allowlist: readonly string[] | null,
    policy?: AdminPolicy,
  ): Promise<void> {
    return setAllowlist(this.#session, role, allowlist, policy);
  }

  /**
   * Limits what each user with a role may read and write.
   *
   * @param readQuota - records per second, as `writeQuota`; 0 for no limit.
   * @throws {AdminError} `INVALID_ROLE` `QUOTAS_NOT_ENABLED` `INVALID_QUOTA`
   */
  adminSetQuotas(role: string, readQuota = 0, writeQuota = 0, policy?: AdminPolicy): Promise<void> {
    return setQuotas(this.#session, role, { readQuota, writeQuota }, policy);
  }
}
