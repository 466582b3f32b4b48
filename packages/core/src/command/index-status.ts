import { ResultCode } from '@aeroform/protocol';
import { IndexNotFound } from '../error/sindex-error.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import type { IndexWaitPolicy } from '../sindex/index-policy.js';
import type { IndexNodeStatus, IndexStatus } from '../sindex/index-status.js';
import { checkIndexName } from './create-sindex.js';
import { infoAll, type InfoNodeResult } from './info.js';
import { checkInfoNamespace } from './info-namespace.js';
import type { Session } from './session.js';
import { sindexStates } from './sindex-states.js';
import { sindexStatistics, statisticsCommand } from './sindex-statistics.js';
import { splitWaitPolicy, waitForSindex } from './wait-for-sindex.js';

/** Tells how far an index is built on all nodes. */
export async function indexStatus(
  session: Session,
  namespace: string,
  indexName: string,
  policy?: AdminPolicy,
): Promise<IndexStatus> {
  checkIndexName(indexName);
  checkInfoNamespace(session, namespace);
  const index = { namespace, indexName };
  const [statistics, states] = await Promise.all([
    infoAll(session, statisticsCommand(index), policy),
    sindexStates(session, index, policy),
  ]);
  const nodes = statistics.flatMap((result) => {
    return nodeStatus(result, states.get(result.nodeName)) ?? [];
  });
  if (nodes.length === 0) {
    throw new IndexNotFound(`Namespace ${namespace} has no index ${indexName}.`, {
      resultCode: ResultCode.INDEX_NOT_FOUND,
    });
  }
  const isEverywhere = nodes.length === statistics.length;
  return {
    name: indexName,
    namespace,
    state: stateOf(nodes, isEverywhere),
    loadPercent: isEverywhere ? Math.min(...nodes.map(({ loadPercent }) => loadPercent)) : 0,
    entries: nodes.reduce((sum, { entries }) => sum + entries, 0),
    nodes,
  };
}

/** Waits until all nodes have built an index. */
export async function waitForIndex(
  session: Session,
  namespace: string,
  indexName: string,
  policy?: IndexWaitPolicy,
): Promise<void> {
  checkIndexName(indexName);
  const [waitTimeout, adminPolicy] = splitWaitPolicy(policy);
  checkInfoNamespace(session, namespace);
  const wait = { namespace, indexName, until: 'readable', waitTimeout } as const;
  await waitForSindex(session, wait, adminPolicy);
}

function nodeStatus(result: InfoNodeResult, state: string | undefined): IndexNodeStatus | null {
  const statistics = sindexStatistics(result);
  if (statistics === null) return null;
  const number = (name: string): number => Number(statistics.get(name) ?? 0);
  const estimate = (name: string): number | null => (statistics.has(name) ? number(name) : null);
  const loadPercent = number('load_pct');
  const isLoaded = state === undefined ? loadPercent === 100 : state === 'RW';
  return {
    nodeName: result.nodeName,
    state: state === 'ERROR' ? 'ERROR' : isLoaded ? 'RW' : 'WO',
    loadPercent,
    entries: number('entries'),
    usedBytes: number('used_bytes'),
    entriesPerValue: estimate('entries_per_bval'),
    entriesPerRecord: estimate('entries_per_rec'),
  };
}

function stateOf(nodes: readonly IndexNodeStatus[], isEverywhere: boolean): IndexStatus['state'] {
  if (nodes.some(({ state }) => state === 'ERROR')) return 'ERROR';
  return isEverywhere && nodes.every(({ state }) => state === 'RW') ? 'RW' : 'WO';
}
