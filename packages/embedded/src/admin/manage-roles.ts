import { AdminField } from '@aeroform/protocol';
import type { AdminRequest } from './admin-request.js';

/** @throws {CommandError} 70, 71, 72, 73, 74, 75 or 81. */
export function createRole(request: AdminRequest): void {
  request.requireUserAdmin();
  const { roleName, privileges, allowlist } = request;
  const readQuota = request.quota(AdminField.readQuota);
  const writeQuota = request.quota(AdminField.writeQuota);
  const { roles } = request.security.access;
  roles.create(roleName, { privileges, allowlist, readQuota, writeQuota });
}

/** Takes the role from its users, too. @throws {CommandError} 70 or 81. */
export function dropRole(request: AdminRequest): void {
  request.requireUserAdmin();
  const { roleName } = request;
  const { roles, users } = request.security.access;
  roles.drop(roleName);
  users.forgetRole(roleName);
}

/** @throws {CommandError} 70, 72 or 81. */
export function grantPrivileges(request: AdminRequest): void {
  request.requireUserAdmin();
  request.security.access.roles.grant(request.roleName, request.privileges ?? []);
}

/** @throws {CommandError} 70, 72 or 81. */
export function revokePrivileges(request: AdminRequest): void {
  request.requireUserAdmin();
  request.security.access.roles.revoke(request.roleName, request.privileges ?? []);
}

/** Without addresses, users may come from anywhere again. @throws {CommandError} 70, 73 or 81. */
export function setAllowlist(request: AdminRequest): void {
  request.requireUserAdmin();
  request.security.access.roles.setAllowlist(request.roleName, request.allowlist);
}

/** @throws {CommandError} 70, 74, 75 or 81. */
export function setQuotas(request: AdminRequest): void {
  request.requireUserAdmin();
  const readQuota = request.quota(AdminField.readQuota);
  const writeQuota = request.quota(AdminField.writeQuota);
  request.security.access.roles.setQuotas(request.roleName, readQuota, writeQuota);
}
