import { ResultCode } from '@aeroform/protocol';
import type { AerospikeError } from '../error/aerospike-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';

/** What helps when a login is refused, where it is not what helps otherwise. */
const REMEDIES: Readonly<Record<number, string>> = {
  [ResultCode.SECURITY_NOT_SUPPORTED]:
    'connect without user and password, or to a server of the Enterprise Edition',
  [ResultCode.INVALID_USER]: 'check the name of the user, and the authentication mode',
};

/**
 * The error for a login that a server refused.
 *
 * @param user - who logged in; empty for the user of the certificate.
 * @param node - who refused it, by name or address; undefined when that is not known.
 */
export function loginRefusal(resultCode: number, user: string, node?: string): AerospikeError {
  const detail = user === '' ? 'the user of the certificate' : `user "${user}"`;
  const remedy = REMEDIES[resultCode];
  return errorFromResultCode(resultCode, {
    command: 'login',
    detail,
    ...(node === undefined ? {} : { node }),
    ...(remedy === undefined ? {} : { remedy }),
  });
}
