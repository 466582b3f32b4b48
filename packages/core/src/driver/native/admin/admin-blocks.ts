import {
  AdminField,
  type AdminMessage,
  ByteWriter,
  encodePrivileges,
  encodeRoleNames,
  type MessageField,
} from '@aeroform/protocol';
import { adminField } from '../../../admin/admin-request.js';
import type { OfficialRole, OfficialUser } from './official-admin.js';

/** A user as a block of the security protocol, which the official client had read. */
export function userBlock(user: OfficialUser): AdminMessage {
  return blockOf([
    adminField.user(user.name),
    { type: AdminField.roles, data: encodeRoleNames(user.roles) },
    { type: AdminField.readInfo, data: encodeNumbers(user.readInfo) },
    { type: AdminField.writeInfo, data: encodeNumbers(user.writeInfo) },
    { type: AdminField.connections, data: new ByteWriter().u32(user.connsInUse).toBuffer() },
  ]);
}

/** A role as a block of the security protocol, which the official client had read. */
export function roleBlock(role: OfficialRole): AdminMessage {
  const privileges = role.privileges.map(({ code, namespace, set }) => ({
    privilege: code,
    namespace,
    set,
  }));
  return blockOf([
    adminField.role(role.name),
    { type: AdminField.privileges, data: encodePrivileges(privileges) },
    adminField.allowlist(role.whitelist.join(',')),
    adminField.readQuota(role.readQuota),
    adminField.writeQuota(role.writeQuota),
  ]);
}

function blockOf(fields: readonly MessageField[]): AdminMessage {
  return { resultCode: 0, command: 0, fields };
}

function encodeNumbers(numbers: readonly number[]): Buffer {
  const writer = new ByteWriter().u8(numbers.length);
  for (const number of numbers) writer.u32(number);
  return writer.toBuffer();
}
