import { ResultCode } from '@aeroform/protocol';
import { abortFailure } from '../error/abort-failure.js';
import { AerospikeIndexError, IndexNotFound } from '../error/sindex-error.js';
import { AerospikeTimeoutError } from '../error/timeout-error.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { checkFields } from '../parameter/call-parameter.js';
import { checkPolicyField } from '../policy/policy-rule.js';
import type { IndexWaitPolicy } from '../sindex/index-policy.js';
import { infoAll, type InfoNodeResult } from './info.js';
import { pause } from '../driver/pause.js';
import type { Session } from './session.js';
import { sindexStates } from './sindex-states.js';
import { type SindexName, sindexStatistics, statisticsCommand } from './sindex-statistics.js';

const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;
const DEFAULT_WAIT_TIMEOUT_MS = 60_000;

/** What to wait for. */
export interface SindexWait extends SindexName {
  readonly until: 'readable' | 'gone';
  /** Milliseconds; 0 for no limit. */
  readonly waitTimeout: number;
}

/** The state of an index on one node. */
interface SindexState {
  readonly node: string;
  /** How much of it is built; null where there is no such index. */
  readonly percent: string | null;
}

/** The limit of the wait, and what remains for the info commands. */
export function splitWaitPolicy(
  policy: IndexWaitPolicy | null | undefined,
): [waitTimeout: number, rest: AdminPolicy] {
  if (policy === null || policy === undefined) return [DEFAULT_WAIT_TIMEOUT_MS, {}];
  checkFields(policy, 'policy', ['timeout', 'signal', 'waitTimeout']);
  const { waitTimeout = DEFAULT_WAIT_TIMEOUT_MS, ...rest } = policy;
  checkPolicyField('waitTimeout', waitTimeout, 'policy.waitTimeout');
  return [waitTimeout, rest];
}

/**
 * Waits until an index is built, or gone, on all nodes.
 *
 * @throws {AerospikeTimeoutError} that tells the state of the index when the time is over.
 * @throws {IndexNotFound} when the index to be built was there, and is there no more.
 * @throws {AerospikeIndexError} when a node failed to build it.
 * @throws {ClientError} `ABORTED` by the signal of the policy.
 */
export async function waitForSindex(
  session: Session,
  wait: SindexWait,
  policy: AdminPolicy,
): Promise<void> {
  const command = statisticsCommand(wait);
  const end = wait.waitTimeout > 0 ? performance.now() + wait.waitTimeout : Infinity;
  const seen = new Set<string>();
  for (let interval = FIRST_PAUSE_MS; ; interval = Math.min(interval * 2, LONGEST_PAUSE_MS)) {
    const results = await infoAll(session, command, policy);
    expectNotAborted(policy);
    const states = results.map(sindexState);
    if (wait.until === 'readable') expectStillThere(states, seen, wait);
    if (states.length > 0 && states.every((state) => isDone(state, wait))) return;
    if (wait.until === 'readable') await expectNoFailure(session, wait, policy);
    const left = end - performance.now();
    if (left <= 0) throw waitFailure(states, wait);
    await pause(Math.min(interval, left), policy.signal, session.closing);
    expectNotAborted(policy);
  }
}

function expectNotAborted({ signal }: AdminPolicy): void {
  if (signal?.aborted === true) throw abortFailure(signal);
}

function sindexState(result: InfoNodeResult): SindexState {
  const statistics = sindexStatistics(result);
  const percent = statistics === null ? null : (statistics.get('load_pct') ?? '0');
  return { node: result.nodeName, percent };
}

function isDone({ percent }: SindexState, { until }: SindexWait): boolean {
  return until === 'readable' ? percent === '100' : percent === null;
}

/** A node learns of an index a moment after the one that was told; but then it keeps it. */
function expectStillThere(
  states: readonly SindexState[],
  seen: Set<string>,
  wait: SindexWait,
): void {
  for (const { node, percent } of states) {
    if (percent !== null) seen.add(node);
    else if (seen.has(node)) throw removedMeanwhile(node, wait);
  }
}

/** A node that fails to build an index keeps it as it is: more patience does not help. */
async function expectNoFailure(
  session: Session,
  { namespace, indexName }: SindexWait,
  policy: AdminPolicy,
): Promise<void> {
  const states = await sindexStates(session, { namespace, indexName }, policy);
  for (const [node, state] of states) {
    if (state !== 'ERROR') continue;
    throw new AerospikeIndexError(
      `Node ${node} failed to build index ${indexName} of namespace ${namespace}; its log tells why, ` +
        'such as too little memory. Mend that, remove the index with indexRemove() and create it again.',
      { resultCode: ResultCode.INDEX_GENERIC, node },
    );
  }
}

function removedMeanwhile(node: string, { namespace, indexName }: SindexWait): Error {
  return new IndexNotFound(
    `Index ${indexName} of namespace ${namespace} was removed on node ${node} while it was built.`,
    { resultCode: ResultCode.INDEX_NOT_FOUND, node },
  );
}

function waitFailure(states: readonly SindexState[], wait: SindexWait): Error {
  const { namespace, indexName, until, waitTimeout } = wait;
  const texts = states.map(({ node, percent }) =>
    percent === null ? `node ${node} has no such index` : `node ${node} has built ${percent} %`,
  );
  const state = texts.length === 0 ? 'no node answers' : texts.join(', ');
  return new AerospikeTimeoutError(
    `Index ${indexName} of namespace ${namespace} is not ${until} after ${waitTimeout} ms: ${state}. ` +
      'The same call again waits on; policy.waitTimeout allows more time, 0 for no limit.',
  );
}
