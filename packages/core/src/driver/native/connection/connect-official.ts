import { setImmediate } from 'node:timers/promises';
import { formatHost } from '@aeroform/protocol';
import { abortFailure } from '../../../error/abort-failure.js';
import { AdminError } from '../../../error/admin-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import { loginRefusal } from '../../login-refusal.js';
import type { OfficialClient, OfficialError, OfficialModule } from '../official-module.js';
import type { NativeOptions } from './native-options.js';
import { toOfficialConfig } from './to-official-config.js';

const UNKNOWN_HOST = -4;

/**
 * Makes an official client and connects it, which takes the JavaScript thread until it is done or
 * fails: no timer and no server of the same thread runs meanwhile.
 *
 * @throws {ClusterError} that lists the seeds; {AdminError} when the login is refused; {ClientError}
 *   `ABORTED` when the signal was aborted before it began.
 */
export async function connectOfficial(
  official: OfficialModule,
  options: NativeOptions,
  signal: AbortSignal | undefined,
): Promise<OfficialClient> {
  const config = toOfficialConfig(official, options);
  // What was begun in this turn is to happen before the thread stands still.
  await setImmediate();
  if (signal?.aborted === true) throw abortFailure(signal);
  const client = official.client(config);
  try {
    await client.connect();
    return client;
  } catch (error) {
    // Else the event loop is held for ever; this client can never be used again.
    client.close(false);
    throw connectFailure(error as OfficialError, options);
  }
}

function connectFailure(error: OfficialError, options: NativeOptions): Error {
  const { code } = error;
  const refusal = refusalOf(code, options);
  const reason = refusal?.message ?? error.message.replace(/[.\s]+$/, '');
  const tried = options.seeds.map((seed) => formatHost(seed)).join('; ');
  const message = `Cannot connect to the cluster. Seeds tried: ${tried} (${reason}).`;
  const cause = new Error(error.message, { cause: error });
  if (refusal !== undefined) {
    const known = { code: refusal.code, resultCode: code, isRetryable: refusal.isRetryable, cause };
    return new AdminError(
      message,
      refusal.remedy === undefined ? known : { ...known, remedy: refusal.remedy },
    );
  }
  return new ClusterError(message, {
    code: code === UNKNOWN_HOST ? 'INVALID_HOST' : 'CONNECT_FAILED',
    cause,
  });
}

/** What a server has against the login; the official client tells its code only. */
function refusalOf(code: number, { credentials }: NativeOptions): AdminError | undefined {
  if (code <= 0) return undefined;
  const refusal =
    credentials === undefined ? errorFromResultCode(code) : loginRefusal(code, credentials.user);
  return refusal instanceof AdminError ? refusal : undefined;
}
