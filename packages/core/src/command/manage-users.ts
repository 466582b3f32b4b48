import { AdminCommand, NO_PASSWORD_CREDENTIAL, ResultCode } from '@aeroform/protocol';
import { checkName, checkPassword, checkRoles, expectSome } from '../admin/admin-argument.js';
import { adminField } from '../admin/admin-request.js';
import { passwordCredential } from '../admin/credential.js';
import { readUserInfo, type UserInfo } from '../admin/user-info.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { mergeAdminPolicy } from '../policy/merge-policy.js';
import type { Feature } from '../server/feature.js';
import { changeAccess, sendAdmin } from './admin.js';
import type { Session } from './session.js';

/** A new user. */
export interface NewUser {
  readonly username: string;
  /** Null for a user who can only log in with a certificate. */
  readonly password: string | null;
  readonly roles: readonly string[];
}

/** Creates a user. */
export async function createUser(
  session: Session,
  { username, password, roles }: NewUser,
  policy?: AdminPolicy,
): Promise<void> {
  checkName(username, 'username');
  const names = checkRoles(roles);
  const credential = await newCredential(session, password, policy);
  const features: Feature[] = password === null ? ['pkiUsers'] : [];
  const change = {
    method: password === null ? 'adminCreatePkiUser' : 'adminCreateUser',
    features,
    subject: userText(username),
    command: AdminCommand.createUser,
    fields: [adminField.user(username), adminField.password(credential), adminField.roles(names)],
    ...(password === null ? {} : { password }),
  };
  await changeAccess(session, change, policy);
}

/** Drops a user. */
export async function dropUser(
  session: Session,
  username: string,
  policy?: AdminPolicy,
): Promise<void> {
  const change = {
    method: 'adminDropUser',
    subject: userText(checkName(username, 'username')),
    command: AdminCommand.dropUser,
    fields: [adminField.user(username)],
  };
  await changeAccess(session, change, policy);
}

/**
 * Changes a password: that of the user who is logged in with proof of the old one, which needs no
 * privilege; that of others without.
 */
export async function changePassword(
  session: Session,
  username: string,
  password: string,
  policy?: AdminPolicy,
): Promise<void> {
  checkName(username, 'username');
  const credential = await newCredential(session, password, policy);
  const { credentials } = session.driver;
  const change = { method: 'adminChangePassword', subject: userText(username), password };
  const user = adminField.user(username);
  const newPassword = adminField.password(credential);
  if (credentials?.user !== username) {
    const command = AdminCommand.setPassword;
    await changeAccess(session, { ...change, command, fields: [user, newPassword] }, policy);
    return;
  }
  const oldPassword = adminField.oldPassword(await credentials.credential());
  const fields = [user, oldPassword, newPassword];
  const command = AdminCommand.changePassword;
  await changeAccess(session, { ...change, command, fields }, policy);
  credentials.replacePassword(password, credential);
}

/** Gives roles to a user. */
export async function grantRoles(
  session: Session,
  username: string,
  roles: readonly string[],
  policy?: AdminPolicy,
): Promise<void> {
  const change = rolesOfUser('adminGrantRoles', username, roles);
  await changeAccess(session, { ...change, command: AdminCommand.grantRoles }, policy);
}

/** Takes roles from a user. */
export async function revokeRoles(
  session: Session,
  username: string,
  roles: readonly string[],
  policy?: AdminPolicy,
): Promise<void> {
  const change = rolesOfUser('adminRevokeRoles', username, roles);
  await changeAccess(session, { ...change, command: AdminCommand.revokeRoles }, policy);
}

/** Tells of one user. */
export async function queryUser(
  session: Session,
  username: string,
  policy?: AdminPolicy,
): Promise<UserInfo> {
  const method = 'adminQueryUserInfo';
  const subject = userText(checkName(username, 'username'));
  const command = AdminCommand.queryUsers;
  const fields = [adminField.user(username)];
  const request = { method, subject, command, fields, read: readUserInfo };
  const [user] = await sendAdmin(session, request, policy);
  if (user !== undefined) return user;
  throw errorFromResultCode(ResultCode.INVALID_USER, { command: method, detail: subject });
}

/** Tells of all users. */
export async function queryUsers(session: Session, policy?: AdminPolicy): Promise<UserInfo[]> {
  const method = 'adminQueryUsersInfo';
  const request = { method, subject: '', command: AdminCommand.queryUsers, fields: [] };
  return sendAdmin(session, { ...request, read: readUserInfo }, policy);
}

/** Hashing takes time: what would make the call fail anyway comes before it. */
async function newCredential(
  session: Session,
  password: string | null,
  policy: AdminPolicy | undefined,
): Promise<Buffer> {
  mergeAdminPolicy(session.policies.admin, policy);
  if (password === null) return Buffer.from(NO_PASSWORD_CREDENTIAL);
  return passwordCredential(checkPassword(password));
}

function rolesOfUser(method: string, username: string, roles: readonly string[]) {
  const names = expectSome(checkRoles(roles), 'roles');
  return {
    method,
    subject: userText(checkName(username, 'username')),
    fields: [adminField.user(username), adminField.roles(names)],
  };
}

function userText(name: string): string {
  return `user "${name}"`;
}
