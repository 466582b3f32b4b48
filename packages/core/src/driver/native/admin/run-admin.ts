import {
  AdminCommand,
  AdminField,
  type AdminMessage,
  readPrivileges,
  readRoleNames,
} from '@aeroform/protocol';
import type { AdminRequest } from '../../../admin/admin-request.js';
import { fieldData, numberField, textField } from '../../../admin/read-field.js';
import { abortFailure } from '../../../error/abort-failure.js';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import type { CompleteAdminPolicy } from '../../../policy/complete-policy.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { onlyNode } from '../connection/only-node.js';
import { fromOfficialError } from '../from-official-error.js';
import type { OfficialError } from '../official-module.js';
import { unsupported } from '../unsupported.js';
import { roleBlock, userBlock } from './admin-blocks.js';
import {
  type AdminDone,
  adminCommands,
  type OfficialAdminCommands,
  type OfficialAdminPolicy,
  type OfficialPrivilege,
  type OfficialRole,
  type OfficialUser,
} from './official-admin.js';

/** What a command is made of. */
interface Given {
  readonly commands: OfficialAdminCommands;
  readonly request: AdminMessage;
  /** In clear; only of commands that set one. */
  readonly password: string;
  readonly policy: OfficialAdminPolicy;
}

type Run = (given: Given, done: AdminDone) => void;

/** The commands of the security protocol as methods of the official client. */
const RUNS: Partial<Record<AdminCommand, Run>> = {
  [AdminCommand.createUser]: ({ commands, request, password, policy }, done) => {
    const roles = rolesOf(request);
    if (password === '') commands.userCreatePKI(userOf(request), roles, policy, done);
    else commands.userCreate(userOf(request), password, roles, policy, done);
  },
  [AdminCommand.dropUser]: ({ commands, request, policy }, done) =>
    commands.userDrop(userOf(request), policy, done),
  [AdminCommand.setPassword]: ({ commands, request, password, policy }, done) =>
    commands.setPassword(userOf(request), password, policy, userOf(request), done),
  [AdminCommand.changePassword]: ({ commands, request, password, policy }, done) =>
    commands.changePassword(userOf(request), password, policy, userOf(request), done),
  [AdminCommand.grantRoles]: ({ commands, request, policy }, done) =>
    commands.roleGrant(userOf(request), rolesOf(request), policy, done),
  [AdminCommand.revokeRoles]: ({ commands, request, policy }, done) =>
    commands.roleRevoke(userOf(request), rolesOf(request), policy, done),
  [AdminCommand.queryUsers]: ({ commands, request, policy }, done) => {
    const user = userOf(request);
    if (user === '') commands.queryUsers(policy, done);
    else commands.queryUser(user, policy, (error, answer) => done(error, [answer]));
  },
  [AdminCommand.createRole]: ({ commands, request, policy }, done) =>
    commands.roleCreate(
      roleOf(request),
      privilegesOf(request),
      policy,
      allowlistOf(request),
      numberField(request, AdminField.readQuota),
      numberField(request, AdminField.writeQuota),
      done,
    ),
  [AdminCommand.dropRole]: ({ commands, request, policy }, done) =>
    commands.roleDrop(roleOf(request), policy, done),
  [AdminCommand.grantPrivileges]: ({ commands, request, policy }, done) =>
    commands.privilegeGrant(roleOf(request), privilegesOf(request), policy, done),
  [AdminCommand.revokePrivileges]: ({ commands, request, policy }, done) =>
    commands.privilegeRevoke(roleOf(request), privilegesOf(request), policy, done),
  [AdminCommand.setAllowlist]: ({ commands, request, policy }, done) =>
    commands.roleSetWhitelist(roleOf(request), allowlistOf(request), policy, done),
  [AdminCommand.setQuotas]: ({ commands, request, policy }, done) =>
    commands.roleSetQuotas(
      roleOf(request),
      numberField(request, AdminField.readQuota),
      numberField(request, AdminField.writeQuota),
      policy,
      done,
    ),
  [AdminCommand.queryRoles]: ({ commands, request, policy }, done) => {
    const role = roleOf(request);
    if (role === '') commands.queryRoles(policy, done);
    else commands.queryRole(role, policy, (error, answer) => done(error, [answer]));
  },
};

/** Lists that come back, as the blocks that a server had sent. */
const BLOCKS: Partial<Record<AdminCommand, (each: never) => AdminMessage>> = {
  [AdminCommand.queryUsers]: (user: OfficialUser) => userBlock(user),
  [AdminCommand.queryRoles]: (role: OfficialRole) => roleBlock(role),
};

/**
 * Runs a command on users or roles. The official client holds the JavaScript thread until a server has
 * answered.
 *
 * @throws {UnsupportedByDriverError} for a command that the official client has not.
 */
export async function runAdmin<T>(
  connection: NativeConnection,
  request: AdminRequest<T>,
  { timeout, signal }: CompleteAdminPolicy,
): Promise<T[]> {
  const { command, fields, password = '', read } = request;
  const run = RUNS[command];
  if (run === undefined) throw unsupported('otherAdminCommand', request.method);
  if (signal?.aborted === true) throw abortFailure(signal);
  const message = { resultCode: 0, command, fields };
  const given = {
    commands: adminCommands(connection.client),
    request: message,
    password,
    policy: { timeout },
  };
  const answer = await new Promise<unknown>((resolve, reject) => {
    run(given, (error, value) => {
      if (error) reject(failureOf(connection, request, error));
      else resolve(value);
    });
  });
  const toBlock = BLOCKS[command];
  if (read === null || toBlock === undefined) return [];
  return (answer as readonly never[]).map((each) => read(toBlock(each)));
}

function failureOf(
  connection: NativeConnection,
  { method, subject, read }: AdminRequest<unknown>,
  error: OfficialError,
): AerospikeError {
  const { code } = error;
  const node = onlyNode(connection);
  const where = node === undefined ? {} : { node };
  if (code > 0 && code !== TIMEOUT) {
    return errorFromResultCode(code, { command: method, detail: subject, ...where });
  }
  return fromOfficialError(error, { verb: method, isWrite: read === null, ...where });
}

const TIMEOUT = 9;

const userOf = (request: AdminMessage): string => textField(request, AdminField.user);
const roleOf = (request: AdminMessage): string => textField(request, AdminField.role);

function rolesOf(request: AdminMessage): readonly string[] {
  const data = fieldData(request, AdminField.roles);
  return data === undefined ? [] : readRoleNames(data);
}

function allowlistOf(request: AdminMessage): readonly string[] {
  const text = textField(request, AdminField.allowlist);
  return text === '' ? [] : text.split(',');
}

function privilegesOf(request: AdminMessage): readonly OfficialPrivilege[] {
  const data = fieldData(request, AdminField.privileges);
  if (data === undefined) return [];
  return readPrivileges(data).map(({ privilege, namespace, set }) => {
    return { code: privilege, namespace, set };
  });
}
