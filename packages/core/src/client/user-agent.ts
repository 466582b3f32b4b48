import { InvalidArgError } from '../error/argument-error.js';
import { PACKAGE_VERSION } from './package-version.js';

/** Name and version of this client, as servers are told. */
const CLIENT = `aeroform-${PACKAGE_VERSION}`;
/** Longest text that servers of 8.1 take: 64 bytes of base64 buffer, less one. */
const MAX_USER_AGENT_BYTES = 63;

/**
 * How a client introduces itself to the servers: `1,<client>-<version>,<application>`, the form of the
 * official clients.
 *
 * @throws {InvalidArgError} when the name is too long for the servers, or holds a comma or line end.
 */
export function userAgentOf(applicationId: string | undefined, user: string | undefined): string {
  const prefix = `1,${CLIENT},`;
  const room = MAX_USER_AGENT_BYTES - prefix.length;
  if (applicationId !== undefined) {
    if (Buffer.byteLength(applicationId) <= room && !/[,\r\n]/.test(applicationId)) {
      return prefix + applicationId;
    }
    const argument = 'config.applicationId';
    const allowed = `at most ${room} bytes without commas and line ends`;
    throw new InvalidArgError(`${argument}: must have ${allowed}`, { argument });
  }
  const isFit = user !== undefined && Buffer.byteLength(user) <= room && !/[,\r\n]/.test(user);
  return prefix + (isFit ? user : 'not-set');
}
