import type { AdminPolicy } from '../policy/admin-policy.js';
import { infoAll, type InfoNodeResult } from './info.js';
import { parseIndexRows } from './list-sindexes.js';
import type { Session } from './session.js';
import type { SindexName } from './sindex-statistics.js';

/**
 * The states of an index in the lists of the nodes, by node: `RW`, `WO` or `ERROR`. Nodes that do not
 * list it are left out; no node lists indexes of sets with a state.
 */
export async function sindexStates(
  session: Session,
  { namespace, indexName }: SindexName,
  policy?: AdminPolicy,
): Promise<ReadonlyMap<string, string>> {
  const lists = await infoAll(session, `sindex-list:namespace=${namespace}`, policy);
  const states = new Map<string, string>();
  for (const list of lists) {
    const state = listedState(list, indexName);
    if (state !== undefined) states.set(list.nodeName, state);
  }
  return states;
}

function listedState({ errorCode, response }: InfoNodeResult, name: string): string | undefined {
  if (errorCode !== 0) return undefined;
  return parseIndexRows(response)
    .find((row) => row.get('indexname') === name)
    ?.get('state');
}
