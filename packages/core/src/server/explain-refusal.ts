import { ResultCode } from '@aeroform/protocol';
import { AerospikeError, type AerospikeErrorOptions } from '../error/aerospike-error.js';
import type { Driver } from '../driver/driver.js';
import { type Feature, FEATURES } from './feature.js';
import { isAtLeast } from './server-version.js';

/** What servers answer to what they do not know. */
const REFUSALS: ReadonlySet<number> = new Set([
  ResultCode.PARAMETER,
  ResultCode.UNSUPPORTED_FEATURE,
  ResultCode.INVALID_COMMAND,
  ResultCode.INVALID_FIELD,
]);

type ErrorClass = new (message: string, options: AerospikeErrorOptions) => AerospikeError;

/**
 * An error that tells which version of the server is needed, when the node that refused a command is
 * too old for it; otherwise the error as it is.
 *
 * @param features - what the command needs; only called when a node refused it.
 */
export function explainRefusal(
  error: unknown,
  driver: Driver,
  features: () => readonly Feature[],
): unknown {
  if (!(error instanceof AerospikeError) || !REFUSALS.has(error.resultCode)) return error;
  const { node } = error;
  if (node === undefined) return error;
  const build = driver.serverBuild(node);
  if (build === undefined) return error;
  const missing = features().find((feature) => !isAtLeast(build, FEATURES[feature].since));
  if (missing === undefined) return error;
  const { what, since } = FEATURES[missing];
  const message = `${error.message} Node ${node} runs server ${build}: ${what} need ${since}.`;
  const { code, resultCode, inDoubt, isRetryable, cause, key, attempts, remedy } = error;
  const options = { code, resultCode, inDoubt, isRetryable, cause, node };
  return new (error.constructor as ErrorClass)(message, {
    ...options,
    ...(key === undefined ? {} : { key }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(remedy === undefined ? {} : { remedy }),
  });
}
