import { AdminCommand, type MessageField, ResultCode } from '@aeroform/protocol';
import { checkAllowlist, checkName, checkQuota, expectSome } from '../admin/admin-argument.js';
import { adminField } from '../admin/admin-request.js';
import { checkPrivileges, type PrivilegeInput } from '../admin/privilege.js';
import { readRoleInfo, type RoleInfo } from '../admin/role-info.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { changeAccess, sendAdmin } from './admin.js';
import type { Session } from './session.js';

/** A new role. */
export interface NewRole {
  readonly role: string;
  readonly privileges: readonly PrivilegeInput[];
  readonly whitelist: readonly string[] | null | undefined;
  readonly readQuota: number;
  readonly writeQuota: number;
}

/** Creates a role. */
export async function createRole(
  session: Session,
  { role, privileges, whitelist, readQuota, writeQuota }: NewRole,
  policy?: AdminPolicy,
): Promise<void> {
  const fields: MessageField[] = [adminField.role(checkName(role, 'role'))];
  const granted = checkPrivileges(privileges);
  if (granted.length > 0) fields.push(adminField.privileges(granted));
  const allowlist = checkAllowlist(whitelist);
  if (allowlist !== '') fields.push(adminField.allowlist(allowlist));
  // Servers without quotas refuse these fields, also for a quota of 0.
  if (checkQuota(readQuota, 'readQuota') > 0) fields.push(adminField.readQuota(readQuota));
  if (checkQuota(writeQuota, 'writeQuota') > 0) fields.push(adminField.writeQuota(writeQuota));
  const command = AdminCommand.createRole;
  const change = { method: 'adminCreateRole', subject: roleText(role), command, fields };
  await changeAccess(session, change, policy);
}

/** Drops a role. */
export async function dropRole(
  session: Session,
  role: string,
  policy?: AdminPolicy,
): Promise<void> {
  const fields = [adminField.role(checkName(role, 'role'))];
  const command = AdminCommand.dropRole;
  const change = { method: 'adminDropRole', subject: roleText(role), command, fields };
  await changeAccess(session, change, policy);
}

/** Gives privileges to a role. */
export async function grantPrivileges(
  session: Session,
  role: string,
  privileges: readonly PrivilegeInput[],
  policy?: AdminPolicy,
): Promise<void> {
  const change = privilegesOfRole('adminGrantPrivileges', role, privileges);
  await changeAccess(session, { ...change, command: AdminCommand.grantPrivileges }, policy);
}

/** Takes privileges from a role. */
export async function revokePrivileges(
  session: Session,
  role: string,
  privileges: readonly PrivilegeInput[],
  policy?: AdminPolicy,
): Promise<void> {
  const change = privilegesOfRole('adminRevokePrivileges', role, privileges);
  await changeAccess(session, { ...change, command: AdminCommand.revokePrivileges }, policy);
}

/** Says where users with a role must come from. */
export async function setAllowlist(
  session: Session,
  role: string,
  whitelist: readonly string[] | null,
  policy?: AdminPolicy,
): Promise<void> {
  const fields: MessageField[] = [adminField.role(checkName(role, 'role'))];
  const allowlist = checkAllowlist(whitelist);
  if (allowlist !== '') fields.push(adminField.allowlist(allowlist));
  const command = AdminCommand.setAllowlist;
  const change = { method: 'adminSetWhitelist', subject: roleText(role), command, fields };
  await changeAccess(session, change, policy);
}

/** Quotas of a role. */
export interface Quotas {
  readonly readQuota: number;
  readonly writeQuota: number;
}

/** Limits what users with a role may read and write. */
export async function setQuotas(
  session: Session,
  role: string,
  { readQuota, writeQuota }: Quotas,
  policy?: AdminPolicy,
): Promise<void> {
  const fields = [
    adminField.role(checkName(role, 'role')),
    adminField.readQuota(checkQuota(readQuota, 'readQuota')),
    adminField.writeQuota(checkQuota(writeQuota, 'writeQuota')),
  ];
  const command = AdminCommand.setQuotas;
  const change = { method: 'adminSetQuotas', subject: roleText(role), command, fields };
  await changeAccess(session, change, policy);
}

/** Tells of one role. */
export async function queryRole(
  session: Session,
  role: string,
  policy?: AdminPolicy,
): Promise<RoleInfo> {
  const method = 'adminQueryRole';
  const fields = [adminField.role(checkName(role, 'role'))];
  const subject = roleText(role);
  const command = AdminCommand.queryRoles;
  const request = { method, subject, command, fields, read: readRoleInfo };
  const [found] = await sendAdmin(session, request, policy);
  if (found !== undefined) return found;
  throw errorFromResultCode(ResultCode.INVALID_ROLE, { command: method, detail: subject });
}

/** Tells of all roles. */
export async function queryRoles(session: Session, policy?: AdminPolicy): Promise<RoleInfo[]> {
  const method = 'adminQueryRoles';
  const request = { method, subject: '', command: AdminCommand.queryRoles, fields: [] };
  return sendAdmin(session, { ...request, read: readRoleInfo }, policy);
}

function privilegesOfRole(method: string, role: string, privileges: readonly PrivilegeInput[]) {
  const some = expectSome(checkPrivileges(privileges), 'privileges');
  return {
    method,
    subject: roleText(role),
    fields: [adminField.role(checkName(role, 'role')), adminField.privileges(some)],
  };
}

function roleText(role: string): string {
  return `role "${role}"`;
}
