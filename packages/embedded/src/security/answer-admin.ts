import {
  AdminCommand,
  AdminField,
  type AdminMessage,
  encodeAdminMessage,
  readAdminMessages,
  ResultCode,
  WireError,
} from '@aeroform/protocol';

const LOGINS: ReadonlySet<number> = new Set([AdminCommand.login, AdminCommand.authenticate]);

/**
 * Answers a message of the security protocol with the answer of the Community Edition: not supported.
 * Only a user who logs in is told that security is switched off, as by an Enterprise Edition: clients
 * that are configured with a user then go on without, instead of giving up.
 */
export function answerAdmin(body: Buffer): Buffer {
  const resultCode = isLogin(body)
    ? ResultCode.SECURITY_NOT_ENABLED
    : ResultCode.SECURITY_NOT_SUPPORTED;
  return encodeAdminMessage({ resultCode, command: 0, fields: [] });
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
