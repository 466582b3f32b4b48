import { parseInfoError } from '@aeroform/protocol';
import type { AerospikeError } from '../error/aerospike-error.js';
import { ClusterError } from '../error/cluster-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import type { InfoNodeResult } from './info.js';

/** What a node refused, or that it did not answer, as an error. */
export function infoFailure(result: InfoNodeResult, command: string): AerospikeError {
  const { nodeName: node, errorCode, response } = result;
  if (errorCode < 0) {
    return new ClusterError(`Node ${node} did not answer ${command}: ${response}`, { node });
  }
  const detail = parseInfoError(response)?.message ?? response;
  return errorFromResultCode(errorCode, { command, detail, node });
}
