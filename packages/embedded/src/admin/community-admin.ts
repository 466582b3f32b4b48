import {
  AdminCommand,
  AdminField,
  type AdminMessage,
  readAdminMessages,
  ResultCode,
  WireError,
} from '@aeroform/protocol';

const LOGINS: ReadonlySet<number> = new Set([AdminCommand.login, AdminCommand.authenticate]);

/**
 * The code that the Community Edition answers messages of the security protocol with: not supported.
 * Only a user who logs in is told that security is switched off, as by an Enterprise Edition: clients
 * that are configured with a user then go on without, instead of giving up.
 */
export function communityAdminCode(body: Buffer): number {
  return isLogin(body) ? ResultCode.SECURITY_NOT_ENABLED : ResultCode.SECURITY_NOT_SUPPORTED;
}

function isLogin(body: Buffer): boolean {
  const message = readFirst(body);
  if (message === undefined || !LOGINS.has(message.command)) return false;
  return message.fields.some(({ type, data }) => type === AdminField.user && data.length > 0);
}

function readFirst(body: Buffer): AdminMessage | undefined {
  try {
    return readAdminMessages(body)[0];
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
