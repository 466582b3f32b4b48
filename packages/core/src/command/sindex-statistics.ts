import { parseInfoPairs, ResultCode } from '@aeroform/protocol';
import type { InfoNodeResult } from './info.js';
import { infoFailure } from './info-failure.js';

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
export function sindexStatistics(result: InfoNodeResult): ReadonlyMap<string, string> | null {
  if (result.errorCode === ResultCode.INDEX_NOT_FOUND) return null;
  if (result.errorCode !== 0) throw infoFailure(result, 'sindex-stat');
  return parseInfoPairs(result.response);
}
