import { AdminField, ByteWriter, type MessageField, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { AdminRequest } from './admin-request.js';
import type { User } from '../security/user.js';

const MILLISECONDS = 1000;

/**
 * Logs a connection in with a user and the hash of the password, or with the client certificate.
 *
 * @returns the fields of the answer: a token for more connections, and how many seconds it serves.
 * @throws {CommandError} 60, 64, 65 or 82.
 */
export function login(request: AdminRequest): MessageField[] {
  const user = request.has(AdminField.user) ? userOfPassword(request) : userOfCertificate(request);
  accept(request, user);
  const { access } = request.security;
  const { sessionTtl } = access;
  const token = access.tokens.issue(user, request.security.now() + sessionTtl * MILLISECONDS);
  const ttl = new ByteWriter().u32(sessionTtl).toBuffer();
  return [
    { type: AdminField.sessionToken, data: token },
    { type: AdminField.sessionTtl, data: ttl },
  ];
}

/**
 * Logs a connection in with a token, or, as old clients do, with the hash of the password.
 *
 * @throws {CommandError} 60, 64, 65, 66 or 82.
 */
export function authenticate(request: AdminRequest): void {
  const token = request.data(AdminField.sessionToken);
  accept(request, token === undefined ? userOfPassword(request) : userOfToken(request, token));
}

function accept({ security, session }: AdminRequest, user: User): void {
  security.checkAddress(user, session);
  session.user = user;
}

function userOfPassword(request: AdminRequest): User {
  const user = request.security.access.users.get(request.userName);
  if (!user.credential.isPassword) {
    throw new CommandError(ResultCode.FORBIDDEN_PASSWORD, 'the user has no password');
  }
  if (!user.credential.matches(request.text(AdminField.credential) ?? '')) {
    throw invalidCredential();
  }
  return user;
}

/** Clients with certificates do not say who they are: the token does. */
function userOfToken(request: AdminRequest, token: Buffer): User {
  const { access } = request.security;
  const name = request.has(AdminField.user) ? request.userName : undefined;
  if (name !== undefined) access.users.get(name);
  const user = access.tokens.verify(token, request.security.now());
  if (name !== undefined && user.name !== name) throw invalidCredential();
  return user;
}

function userOfCertificate({ session, security }: AdminRequest): User {
  if (session.certificateName === undefined) {
    throw new CommandError(ResultCode.INVALID_USER, 'neither a user nor a client certificate');
  }
  return security.access.users.get(session.certificateName);
}

function invalidCredential(): CommandError {
  return new CommandError(ResultCode.INVALID_CREDENTIAL, 'wrong credential');
}
