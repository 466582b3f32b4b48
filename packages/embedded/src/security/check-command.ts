import { FieldType, Info1, Info2, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Namespace } from '../storage/namespace.js';
import type { ClientIdentity } from './client-identity.js';
import type { Direction, NodeSecurity } from './node-security.js';
import { Permission } from './permission.js';
import type { SecuredNode } from './secured-node.js';
import type { User } from './user.js';

/** Who asks which node. */
interface Asked {
  readonly node: SecuredNode;
  readonly session: ClientIdentity;
}

interface Secured extends Asked {
  readonly namespace: Namespace;
}

/** As much of a request as says what it needs. */
interface Command {
  readonly info1: number;
  readonly info2: number;
  has(type: number): boolean;
  text(type: number): string | undefined;
}

/**
 * Checks that somebody has logged in. Servers without security let everybody pass.
 *
 * @throws {CommandError} 80 or 82.
 */
export function checkAuthenticated({ node, session }: Asked): void {
  node.security?.requireUser(session);
}

/**
 * Checks that a command on one record is permitted, and counts it.
 *
 * @throws {CommandError} 81, or 83 when the quota does not allow it now.
 */
export function checkRecordCommand(asked: Secured, security: NodeSecurity, command: Command): void {
  const isWrite = (command.info2 & Info2.write) !== 0;
  const reads = (command.info1 & Info1.read) !== 0 ? Permission.read : Permission.none;
  const needed = isWrite ? reads | neededForWrite(command) : reads;
  security.countRecord(requireRights(asked, security, command, needed), isWrite ? 'write' : 'read');
}

function neededForWrite(command: Command): number {
  if ((command.info2 & Info2.delete) !== 0) return Permission.delete;
  return command.has(FieldType.udfModule) ? Permission['udf-apply'] : Permission.write;
}

/**
 * Checks that a query is permitted.
 *
 * @throws {CommandError} 81.
 */
export function checkQuery(asked: Secured, security: NodeSecurity, command: Command): void {
  requireRights(asked, security, command, neededForQuery(command));
}

function neededForQuery(command: Command): number {
  if (command.has(FieldType.udfModule)) return Permission['udf-query'];
  return (command.info2 & Info2.write) !== 0 ? Permission['ops-query'] : Permission.query;
}

/**
 * Sets apart what a query may use up of the quota of its user.
 *
 * @param rate - its limit of records per second, 0 for none.
 * @returns what to call when the query has ended.
 * @throws {CommandError} 83 when the quota does not allow it.
 */
export function reserveQuery(
  { session }: Asked,
  security: NodeSecurity,
  rate: number,
  direction: Direction,
): () => void {
  return security.reserveQuery(security.requireUser(session), rate, direction);
}

function requireRights(
  { namespace, session }: Secured,
  security: NodeSecurity,
  command: Command,
  permissions: number,
): User {
  const user = security.requireUser(session);
  const set = command.text(FieldType.set) ?? '';
  if (!security.accessOf(user).rights.permits(permissions, namespace.name, set)) {
    throw new CommandError(ResultCode.ROLE_VIOLATION, 'no role permits it');
  }
  return user;
}
