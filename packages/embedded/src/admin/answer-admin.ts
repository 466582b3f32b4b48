import {
  AdminCommand,
  type AdminMessage,
  encodeAdminMessage,
  type MessageField,
  readAdminMessages,
  ResultCode,
  WireError,
} from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Session } from '../cluster/session.js';
import { CommandError } from '../error/command-error.js';
import { countInternalError } from '../cluster/counters.js';
import { AdminRequest } from './admin-request.js';
import { communityAdminCode } from './community-admin.js';
import { queryRoles, queryUsers } from './list-access.js';
import { authenticate, login } from './login.js';
import {
  createRole,
  dropRole,
  grantPrivileges,
  revokePrivileges,
  setAllowlist,
  setQuotas,
} from './manage-roles.js';
import {
  changePassword,
  createUser,
  dropUser,
  grantRoles,
  revokeRoles,
  setPassword,
} from './manage-users.js';
import type { NodeSecurity } from '../security/node-security.js';

/** Version of the messages, their first byte. */
const SCHEME = 0;
/** Blocks of a list share frames up to this size. */
const FRAME_SIZE = 8 * 1024;

/**
 * Answers a message of the security protocol.
 *
 * @returns the bodies of the frames of the answer.
 */
export function answerAdmin(node: Node, session: Session, body: Buffer): Buffer[] {
  if (node.security !== undefined) return answerSecured(node, node.security, session, body);
  const isEnterprise = node.edition === 'enterprise';
  return [answerCode(isEnterprise ? ResultCode.SECURITY_NOT_ENABLED : communityAdminCode(body))];
}

function answerSecured(
  node: Node,
  security: NodeSecurity,
  session: Session,
  body: Buffer,
): Buffer[] {
  try {
    if (body.length > 0 && body[0] !== SCHEME) {
      throw new CommandError(ResultCode.SECURITY_SCHEME_NOT_SUPPORTED, 'a message of this scheme');
    }
    const message = readAdminMessages(body)[0];
    if (message === undefined) throw new CommandError(ResultCode.INVALID_FIELD, 'an empty message');
    const handler = HANDLERS[message.command];
    if (handler === undefined) throw new CommandError(ResultCode.INVALID_COMMAND, 'no command');
    return handler(new AdminRequest(node, security, session, message));
  } catch (error) {
    return [answerCode(codeOf(error, node))];
  }
}

/** Returns the bodies of the frames of the answer. */
type AdminHandler = (request: AdminRequest) => Buffer[];

const HANDLERS: Readonly<Record<number, AdminHandler>> = {
  [AdminCommand.login]: fields(login),
  [AdminCommand.authenticate]: done(authenticate),
  [AdminCommand.createUser]: done(createUser),
  [AdminCommand.dropUser]: done(dropUser),
  [AdminCommand.setPassword]: done(setPassword),
  [AdminCommand.changePassword]: done(changePassword),
  [AdminCommand.grantRoles]: done(grantRoles),
  [AdminCommand.revokeRoles]: done(revokeRoles),
  [AdminCommand.queryUsers]: list(queryUsers),
  [AdminCommand.createRole]: done(createRole),
  [AdminCommand.dropRole]: done(dropRole),
  [AdminCommand.grantPrivileges]: done(grantPrivileges),
  [AdminCommand.revokePrivileges]: done(revokePrivileges),
  [AdminCommand.setAllowlist]: done(setAllowlist),
  [AdminCommand.setQuotas]: done(setQuotas),
  [AdminCommand.queryRoles]: list(queryRoles),
} satisfies Record<AdminCommand, AdminHandler>;

/** A command that answers that it is done. */
function done(run: (request: AdminRequest) => void): AdminHandler {
  return (request) => {
    run(request);
    return [answerCode(ResultCode.OK)];
  };
}

/** A command that answers some fields. */
function fields(run: (request: AdminRequest) => MessageField[]): AdminHandler {
  return (request) => [
    encodeAdminMessage({ resultCode: ResultCode.OK, command: 0, fields: run(request) }),
  ];
}

/** A command that answers a list: its blocks, and in a frame of its own the block that ends it. */
function list(run: (request: AdminRequest) => AdminMessage[]): AdminHandler {
  return (request) => {
    const frames: Buffer[] = [];
    let blocks: Buffer[] = [];
    let size = 0;
    const close = (): void => {
      if (blocks.length > 0) frames.push(Buffer.concat(blocks, size));
      blocks = [];
      size = 0;
    };
    for (const message of run(request)) {
      const block = encodeAdminMessage(message);
      if (size + block.length > FRAME_SIZE) close();
      blocks.push(block);
      size += block.length;
    }
    close();
    return [...frames, answerCode(ResultCode.QUERY_END)];
  };
}

function answerCode(resultCode: number): Buffer {
  return encodeAdminMessage({ resultCode, command: 0, fields: [] });
}

function codeOf(error: unknown, node: Node): number {
  if (error instanceof CommandError) return error.resultCode;
  if (error instanceof WireError) {
    node.counters.malformedMessages++;
    return ResultCode.INVALID_FIELD;
  }
  countInternalError(node.counters, error);
  return ResultCode.SERVER_ERROR;
}
