import { parseInfoError, parseInfoPairs, ResultCode } from '@aeroform/protocol';
import { ClusterError } from '../error/cluster-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import type { InfoNodeResult } from './info.js';

/** The index that is asked about. */
export interface SindexName {
  readonly namespace: string;
  readonly indexName: string;
}

/** The info command that asks a node for the statistics of an index. */
export function statisticsCommand({ namespace, indexName }: SindexName): string {
  return `sindex-stat:namespace=${namespace};indexname=${indexName}`;
}

/**
 * Statistics of an index on one node; null when it has no such index.
 *
 * @throws the error that the node answered; {ClusterError} when it did not.
 */
export function sindexStatistics({
  nodeName: node,
  errorCode,
  response,
}: InfoNodeResult): ReadonlyMap<string, string> | null {
  if (errorCode === ResultCode.INDEX_NOT_FOUND) return null;
  if (errorCode > 0) {
    const detail = parseInfoError(response)?.message ?? response;
    throw errorFromResultCode(errorCode, { node, detail });
  }
  if (errorCode < 0) {
    throw new ClusterError(`Node ${node} did not tell the state of the index: ${response}`, {
      node,
    });
  }
  return parseInfoPairs(response);
}
