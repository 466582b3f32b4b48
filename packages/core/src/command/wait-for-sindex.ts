import { setTimeout as sleep } from 'node:timers/promises';
import { parseInfoPairs, ResultCode } from '@aeroform/protocol';
import { ClusterError } from '../error/cluster-error.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { infoAll, type InfoNodeResult } from './info.js';
import type { Session } from './session.js';

const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;

/** What to wait for. */
export interface SindexWait {
  readonly namespace: string;
  readonly indexName: string;
  readonly until: 'readable' | 'gone';
}

/** Waits until an index is built, or gone, on all nodes; the signal of the policy ends it. */
export async function waitForSindex(
  session: Session,
  { namespace, indexName, until }: SindexWait,
  policy: AdminPolicy,
): Promise<void> {
  const command = `sindex-stat:namespace=${namespace};indexname=${indexName}`;
  const isDone = until === 'readable' ? isReadable : isGone;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const results = await infoAll(session, command, policy);
    if (results.length > 0 && results.every(isDone)) return;
    await sleep(pause, undefined, policy.signal === undefined ? {} : { signal: policy.signal });
  }
}

function isReadable(result: InfoNodeResult): boolean {
  if (result.errorCode === 0) return parseInfoPairs(result.response).get('load_pct') === '100';
  // A node learns of an index a moment after the one that was told.
  if (result.errorCode === ResultCode.INDEX_NOT_FOUND) return false;
  throw failure(result);
}

function isGone(result: InfoNodeResult): boolean {
  if (result.errorCode === 0) return false;
  if (result.errorCode === ResultCode.INDEX_NOT_FOUND) return true;
  throw failure(result);
}

function failure({ nodeName, errorCode, response }: InfoNodeResult): Error {
  if (errorCode > 0) return errorFromResultCode(errorCode, { node: nodeName, detail: response });
  return new ClusterError(`Node ${nodeName} did not tell the state of the index: ${response}`, {
    node: nodeName,
  });
}
