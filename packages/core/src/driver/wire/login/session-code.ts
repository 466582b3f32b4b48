import { ResultCode } from '@aeroform/protocol';

/** What a server answers when it no longer takes the login of a connection, or a token. */
const LOGGED_OUT: ReadonlySet<number> = new Set([
  ResultCode.EXPIRED_SESSION,
  ResultCode.NOT_AUTHENTICATED,
]);

/** Whether a new login may cure this result code. Nothing was carried out then. */
export function isLoggedOut(resultCode: number): boolean {
  return LOGGED_OUT.has(resultCode);
}
