import type { AerospikeError } from '../../../error/aerospike-error.js';
import { type QueryScope, queryFailure } from '../../query-failure.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { onlyNode } from '../connection/only-node.js';
import { fromOfficialError } from '../from-official-error.js';
import type { OfficialError } from '../official-module.js';

const TIMEOUT = 9;

/** Why a query, or the start of a job, failed. */
export function officialQueryFailure(
  connection: NativeConnection,
  scope: QueryScope,
  error: OfficialError,
  isWrite = false,
): AerospikeError {
  // The addon has the same code for time-outs of its own, and tells them by their text.
  const isAnswer = error.code > 0 && error.code !== TIMEOUT;
  if (isAnswer) return queryFailure(scope, error.code, onlyNode(connection));
  return fromOfficialError(error, { verb: 'query', cluster: connection.nodes, isWrite });
}
