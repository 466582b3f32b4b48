import { AdminField, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { AdminRequest } from './admin-request.js';

/** @throws {CommandError} 60, 61, 62, 70 or 81. */
export function createUser(request: AdminRequest): void {
  request.requireUserAdmin();
  const { userName, roleNames } = request;
  request.security.access.users.create(userName, request.newPassword, roleNames);
}

/** @throws {CommandError} 60 or 81. */
export function dropUser(request: AdminRequest): void {
  request.requireUserAdmin();
  request.security.access.users.drop(request.userName);
}

/** @throws {CommandError} 60, 62, 64 or 81. */
export function setPassword(request: AdminRequest): void {
  request.requireUserAdmin();
  const { users } = request.security.access;
  users.setPassword(users.get(request.userName), request.newPassword);
}

/**
 * Changes a password when the old one is right: everybody their own, user admins that of others too.
 *
 * @throws {CommandError} 60, 62, 64 or 81.
 */
export function changePassword(request: AdminRequest): void {
  const caller = request.requireUser();
  const { users } = request.security.access;
  if (caller.name !== request.userName) request.requireUserAdmin();
  const user = users.get(request.userName);
  if (!user.credential.isPassword) {
    throw new CommandError(ResultCode.FORBIDDEN_PASSWORD, 'the user has no password');
  }
  if (!user.credential.matches(request.text(AdminField.oldPassword) ?? '')) {
    throw new CommandError(ResultCode.INVALID_PASSWORD, 'wrong old password');
  }
  users.setPassword(user, request.newPassword);
}

/** @throws {CommandError} 60, 70 or 81. */
export function grantRoles(request: AdminRequest): void {
  request.requireUserAdmin();
  request.security.access.users.grant(request.userName, request.roleNames);
}

/** @throws {CommandError} 60, 70 or 81. */
export function revokeRoles(request: AdminRequest): void {
  request.requireUserAdmin();
  request.security.access.users.revoke(request.userName, request.roleNames);
}
