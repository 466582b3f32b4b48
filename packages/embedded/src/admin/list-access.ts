import {
  AdminField,
  type AdminMessage,
  ByteWriter,
  encodePrivileges,
  encodeRoleNames,
  encodeUserRates,
  type MessageField,
  ResultCode,
} from '@aeroform/protocol';
import type { AdminRequest } from './admin-request.js';
import type { Role } from '../security/role.js';
import type { User } from '../security/user.js';

/**
 * One user, or all of them.
 *
 * @returns a block for each.
 * @throws {CommandError} 60, or 81 for somebody who asks for others and does not manage users.
 */
export function queryUsers(request: AdminRequest): AdminMessage[] {
  const { users } = request.security.access;
  const caller = request.requireUser();
  if (request.text(AdminField.user) !== caller.name) request.requireUserAdmin();
  const found = request.has(AdminField.user) ? [users.get(request.userName)] : users.all;
  return found.map((user) => block(describeUser(request, user)));
}

/**
 * One role, or all of them.
 *
 * @returns a block for each.
 * @throws {CommandError} 70 or 81.
 */
export function queryRoles(request: AdminRequest): AdminMessage[] {
  request.requireUserAdmin();
  const { roles } = request.security.access;
  const found = request.has(AdminField.role) ? [roles.get(request.roleName)] : roles.all;
  return found.map((role) => block(describeRole(role)));
}

function describeUser({ security, node }: AdminRequest, user: User): MessageField[] {
  const connections = [...node.sessions].filter((session) => session.user === user).length;
  return [
    { type: AdminField.user, data: Buffer.from(user.name) },
    { type: AdminField.roles, data: encodeRoleNames(user.roles) },
    { type: AdminField.readInfo, data: encodeUserRates(security.rates(user, 'read')) },
    { type: AdminField.writeInfo, data: encodeUserRates(security.rates(user, 'write')) },
    { type: AdminField.connections, data: u32(connections) },
  ];
}

function describeRole(role: Role): MessageField[] {
  const { name, privileges, allowlist, readQuota, writeQuota } = role;
  const addresses =
    allowlist === undefined
      ? []
      : [{ type: AdminField.allowlist, data: Buffer.from(allowlist.text) }];
  return [
    { type: AdminField.role, data: Buffer.from(name) },
    { type: AdminField.privileges, data: encodePrivileges(privileges) },
    ...addresses,
    { type: AdminField.readQuota, data: u32(readQuota) },
    { type: AdminField.writeQuota, data: u32(writeQuota) },
  ];
}

function block(fields: MessageField[]): AdminMessage {
  return { resultCode: ResultCode.OK, command: 0, fields };
}

function u32(value: number): Buffer {
  return new ByteWriter().u32(value).toBuffer();
}
